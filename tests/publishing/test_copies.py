"""Working copies (修改稿): readers see the old text until the copy has passed its reviews; then all of it at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from news.models import Article, Tag, Topic
from portal.accounts.models import Department
from portal.indicators.models import CorrectionNote, FigureUse
from portal.lib.html import plain_text
from portal.publishing.clock import publish_due
from portal.publishing.models import ReviewLog, Status
from portal.publishing.versions import public_versions
from portal.site.models import Page
from tests.backoffice import address, fields, said, save, step
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_page,
    make_photo,
    make_project,
    make_public,
    make_site,
    make_source,
    make_vintage,
)
from tests.publishing.test_reviews import TICKS, office  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
PASSES = (("pass_first", "first"), ("pass_second", "second"), ("pass_final", "final"))


@pytest.fixture
def public(office):  # noqa: F811
    """An article that went through its three reviews and stands before readers."""
    article = make_article(
        published=False, title="开工", body="<p>总投资122.3亿元。</p>", drafted_by=office["editor"].user
    )
    pass_all(article, office).publish(by=office["final"].user)
    return article


def pass_all(thing, office, until=3):  # noqa: F811
    thing.submit(by=office["editor"].user)
    for verb, key in PASSES[:until]:
        getattr(thing, verb)(by=office[key].user, ticks=TICKS[verb])
    return thing


def open_copy(client, thing):
    step(client, thing, "revise")
    return type(thing).objects.get(revises=thing, status=Status.DRAFT)


def read(thing) -> str:
    return Client().get(thing.get_absolute_url()).content.decode()


# --- opening ------------------------------------------------------------------------------------------


def test_every_writer_opens_a_copy_once_and_nobody_else(office, public):  # noqa: F811
    for key, client in office.items():
        step(client, public, "revise")
        may = key != "figures"
        assert Article.objects.filter(revises=public).count() == may, key
        step(client, public, "revise")  # a second click, or a colleague: the same copy
        assert Article.objects.filter(revises=public).count() == may, key
        Article.objects.filter(revises=public).delete()
    with pytest.raises(PermissionDenied):
        public.revise(by=office["figures"].user)


def test_the_editor_finds_the_way_from_the_public_text_to_its_copy(office, public):  # noqa: F811
    editor = office["editor"]
    page = editor.get(address(public)).content.decode()
    assert "写修改稿" in page and 'name="title"' not in page
    answer = step(editor, public, "revise")
    copy = Article.objects.get(revises=public)
    assert answer.redirect_chain[-1][0] == address(copy)
    page = answer.content.decode()
    assert "公众看到的仍是" in page and public.get_absolute_url() in page and "beside/" in page
    for name in ("pinned_until", "related_first", "review_on", "expires_at"):  # belong to what is public
        assert f'name="{name}"' not in page
    assert address(copy) in editor.get(address(public)).content.decode()
    listed = editor.get(address(public, "changelist")).content.decode()
    assert "有修改稿" in listed and address(copy) in listed
    assert [row.pk for row in editor.get(address(public, "changelist"), {"state": "copy"}).context["cl"].queryset] == [
        copy.pk
    ]


def test_only_what_stands_before_readers_has_a_copy(office, public):  # noqa: F811
    by = office["editor"].user
    copy = public.revise(by=by)
    soon = make_article(at=timezone.now() + timedelta(days=1))
    withdrawn = make_article()
    withdrawn.withdraw(by=make_boss(), reason="核实")
    for thing in (copy, soon, withdrawn, make_article(published=False)):
        with pytest.raises(ValidationError):
            thing.revise(by=by)
    public.archive(by=office["final"].user)
    assert public.revise(by=by) == copy


def test_a_foreign_column_has_no_copy(office, public):  # noqa: F811
    public.column.departments.add(Department.objects.create(name="外部门"))
    editor = office["editor"]
    assert step(editor, public, "revise").status_code in (200, 404)
    assert not Article.objects.filter(revises=public).exists()


def test_the_database_itself_keeps_a_copy_from_readers(office, public):  # noqa: F811
    copy = public.revise(by=office["editor"].user)
    for state in (Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=copy.pk).update(status=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(revises=public, column=public.column, title="第二份")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=public.pk).update(status=Status.MERGED)


# --- from the copy to the readers -----------------------------------------------------------------------


def test_readers_see_the_old_text_until_three_others_have_passed_the_copy(office, public):  # noqa: F811
    before = Article.objects.filter(pk=public.pk).values("first_published_at", "go_live_at", "created_at").get()
    copy = open_copy(office["editor"], public)
    save(office["editor"], copy, title="开工建设", body="<p>总投资123.2亿元。</p>", _submit="1")
    for verb, key in PASSES:
        page = office[key].get(address(copy).replace("/change/", "/review/")).content.decode()
        assert "<del>122.3</del>" in page and "总投资 122.3亿元 → 123.2亿元" in page  # the reviewer reads what changes
        assert "开工建设" not in read(public)
        step(office[key], copy, verb, ticks=TICKS[verb])
    assert "开工" in read(public) and "123.2" not in read(public)
    answer = step(office["final"], copy, "publish")
    assert "开工建设" in said(answer)
    public.refresh_from_db()
    copy.refresh_from_db()
    assert copy.status == Status.MERGED and (public.status, public.title) == (Status.PUBLISHED, "开工建设")
    assert Article.objects.filter(pk=public.pk).values(*before).get() == before
    assert "开工建设" in read(public) and "123.2" in read(public)
    line = ReviewLog.of(public).get(verb="revised")
    assert "撰写：信息员" in line.note and "一审 一审" in line.note and "三审 三审" in line.note
    seen = public_versions(public)
    assert len(seen) == 2 and public.history.get(pk=seen[-1]).title == "开工建设"
    history = office["editor"].get(f"/admin/news/article/{public.pk}/history/").content.decode()
    assert "最近公开的版本" in history and "修改稿并入" in history and "总投资 122.3亿元 → 123.2亿元" in history
    page = office["editor"].get(address(public)).content.decode()
    assert address(copy) in page and f"/admin/news/article/{copy.pk}/change/../sheet/" in page


def test_who_wrote_the_copy_reviews_neither_it_nor_what_it_owes(office, public):  # noqa: F811
    copy = public.revise(by=office["first"].user)
    copy.submit(by=office["editor"].user)
    assert "由您撰写或修改过" in said(step(office["first"], copy, "pass_first", ticks=TICKS["pass_first"]))
    copy.refresh_from_db()
    assert copy.status == Status.SUBMITTED
    copy = public.open_copy
    copy.take_back(by=office["editor"].user)
    save(office["final"], copy, title="急改")
    copy.refresh_from_db()
    copy.rush(by=office["chief"].user, reason="汛情")
    public.refresh_from_db()
    assert public.title == "急改" and public.owes_review_since
    ticks = [str(tick) for tick in public.next_review.ticks]
    for key in ("final", "chief"):  # wrote it; published it
        assert "由您撰写或修改过" in said(step(office[key], public, "review_afterwards", ticks=ticks))
    other = make_boss()
    public.review_afterwards(by=other, ticks=ticks)
    assert public.owes_review_since is None


def test_a_second_click_on_publish_takes_the_copy_over_once(office, public):  # noqa: F811
    copy = pass_all(public.revise(by=office["editor"].user), office)
    step(office["final"], copy, "publish")
    versions = public.history.count()
    assert "没有重复执行" in said(step(office["final"], copy, "publish"))
    assert public.history.count() == versions and ReviewLog.of(public).filter(verb="revised").count() == 1
    stale = Article.objects.get(pk=copy.pk)
    stale.status = Status.APPROVED  # as another process had read it
    with pytest.raises(ValidationError):
        stale.publish(by=office["final"].user)


# verb -> (state of the copy, who may)
MOVES = {
    "submit": (0, {"editor", "first", "second", "final", "chief"}),
    "pass_first": (1, {"first"}),
    "pass_second": (2, {"second"}),
    "pass_final": (3, {"final", "chief"}),
    "publish": (4, {"final", "chief"}),
    "rush": (0, {"chief"}),
    "trash": (0, {"editor", "first", "second", "final", "chief"}),
    "withdraw": (4, set()),
    "archive": (4, set()),
}


@pytest.mark.parametrize("verb", MOVES)
def test_every_move_of_a_copy_by_every_role(office, public, verb):  # noqa: F811
    passed, allowed = MOVES[verb]
    copy = public.revise(by=office["editor"].user)
    if passed:
        pass_all(copy, office, until=passed - 1)
    rows = {pk: Article.objects.filter(pk=pk).values().get() for pk in (copy.pk, public.pk)}
    for key, client in office.items():
        step(client, copy, verb, ticks=TICKS.get(verb, []), rush_reason="汛情", reason="理由")
        after = Article.objects.values_list("status", flat=True).get(pk=copy.pk)
        assert (after != rows[copy.pk]["status"]) == (key in allowed), (key, verb)
        assert Article.objects.published().count() == 1
        for pk, row in rows.items():
            Article.objects.filter(pk=pk).update(**row)
        ReviewLog.of(copy).filter(verb=verb).delete()


def test_two_reviews_where_the_column_says_so(office):  # noqa: F811
    article = make_article(column=make_column(reviews=2))
    copy = article.revise(by=office["editor"].user)
    copy.submit(by=office["editor"].user)
    copy.pass_first(by=office["first"].user, ticks=TICKS["pass_first"])
    copy.pass_final(by=office["final"].user, ticks=copy.chain[1].ticks)
    copy.publish(by=office["final"].user)
    assert ReviewLog.of(article).filter(verb="revised").exists()


def test_everything_of_the_text_comes_back_and_nothing_that_stands_beside_it(office):  # noqa: F811
    tags, projects = [Tag.objects.create(name=name) for name in "甲乙"], [make_project(), make_project()]
    value = make_vintage("122.3", unit="亿元") if False else make_vintage("38")
    article = make_article(
        title="题", body="<p>共有38个项目，另有12个。</p>", tags=tags[:1], projects=projects[:1], lead_photo=make_photo(),
        title_en="Title", body_en="<p>Text.</p>", column=make_column(), source=make_source(),
    )  # fmt: skip
    figures = article.found_figures()
    FigureUse.objects.tie(article, plain_text(article.body), figures[0], by=make_boss(), vintage=value)
    note = CorrectionNote.objects.create(thing=article, text="更正", placed_by=make_boss())
    copy = article.revise(by=office["editor"].user)
    assert list(copy.tags.all()) == tags[:1] and list(copy.projects.all()) == projects[:1]
    assert FigureUse.objects.of(copy).get().vintage == value and copy.title_en == "Title"
    assert not CorrectionNote.of(copy).exists()
    photo, place, source = make_photo(), make_column(), make_source()
    copy.body = f"<p>开头。</p><p>共有38个项目，另有12个。</p>{photo.as_figure()}"
    copy.title_en, copy.body_en, copy.column, copy.source = "New title", "<p>New text.</p>", place, source
    copy.lead_photo = None
    copy.save()
    copy.tags.set(tags[1:])
    copy.projects.set(projects)
    FigureUse.objects.tie(copy, plain_text(copy.body), copy.found_figures()[1], by=make_boss(), is_left=True)
    article.pinned_until = timezone.now() + timedelta(days=1)
    article.save(update_fields=["pinned_until"])
    assert Client().get(photo.url()).status_code == 404
    pass_all(copy, office).publish(by=office["final"].user)
    article.refresh_from_db()
    assert (article.title_en, article.column, article.source, article.lead_photo) == ("New title", place, source, None)
    assert list(article.tags.all()) == tags[1:] and set(article.projects.all()) == set(projects)
    assert article.pinned_until and CorrectionNote.of(article).get() == note
    assert Client().get(photo.url()).status_code == 200 and copy.title_en == "New title"
    text = plain_text(article.body)
    uses = {text[use.start : use.end]: use for use in FigureUse.objects.of(article)}
    assert set(uses) == {"38个", "12个"} and uses["38个"].vintage == value and uses["12个"].is_left
    assert not FigureUse.objects.of(copy).exists()


def test_a_tie_made_in_public_meanwhile_stays(office):  # noqa: F811
    article = make_article(body="<p>共有38个项目，另有12个。</p>")
    copy = article.revise(by=office["editor"].user)
    text, figures = plain_text(article.body), article.found_figures()
    value = make_vintage("38")
    FigureUse.objects.tie(copy, text, copy.found_figures()[0], by=make_boss(), is_left=True)
    FigureUse.objects.tie(article, text, figures[0], by=make_boss(), vintage=value)
    pass_all(copy, office).publish(by=office["final"].user)
    assert FigureUse.objects.of(article).get().vintage == value


# --- at a time ----------------------------------------------------------------------------------------


def test_a_copy_goes_out_at_its_time(office, public):  # noqa: F811
    copy = pass_all(open_copy(office["editor"], public), office)
    Article.objects.filter(pk=copy.pk).update(title="到时")
    at = timezone.localtime() + timedelta(hours=2)
    answer = step(office["final"], copy, "publish", publish_at=f"{at:%Y-%m-%dT%H:%M}")
    copy.refresh_from_db()
    assert f"{at:%Y-%m-%d %H:%M}" in said(answer) and copy.is_scheduled and copy.state_word == "待定时发布"
    assert "没有重复执行" in said(step(office["final"], copy, "publish", publish_at=f"{at:%Y-%m-%dT%H:%M}"))
    assert publish_due() == [] and "到时" not in read(public)
    listed = office["final"].get(address(copy, "changelist"), {"state": "scheduled"}).context["cl"].queryset
    assert [row.pk for row in listed] == [copy.pk]
    Article.objects.filter(pk=copy.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    assert [one.pk for one in publish_due()] == [copy.pk] and publish_due() == []
    assert "到时" in read(public)
    assert ReviewLog.of(public).get(verb="revised").by == office["final"].user


def test_what_is_refused_at_its_time_waits_on_the_desk_with_the_reason(office, public):  # noqa: F811
    copy = pass_all(open_copy(office["editor"], public), office)
    copy.publish(by=office["final"].user, at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=copy.pk).update(go_live_at=timezone.now())
    public.withdraw(by=office["final"].user, reason="核实")
    assert publish_due() == []
    copy.refresh_from_db()
    assert copy.status == Status.APPROVED and copy.go_live_at is None
    assert "已撤回" in ReviewLog.of(copy).get(verb="refused").note
    assert publish_due() == [] and ReviewLog.of(copy).filter(verb="refused").count() == 1


def test_taking_back_a_scheduled_copy_takes_its_time_away(office, public):  # noqa: F811
    copy = pass_all(public.revise(by=office["editor"].user), office)
    copy.publish(by=office["final"].user, at=timezone.now() + timedelta(hours=1))
    step(office["editor"], copy, "take_back")
    copy.refresh_from_db()
    assert (copy.status, copy.go_live_at) == (Status.DRAFT, None)


# --- the public text changes or goes ------------------------------------------------------------------


def test_a_withdrawn_or_trashed_original_is_said_and_the_copy_kept(office, public):  # noqa: F811
    copy = pass_all(open_copy(office["editor"], public), office)
    Article.objects.filter(pk=copy.pk).update(title="留着")
    public.withdraw(by=office["final"].user, reason="核实")
    for state in ("已撤回", "已删除"):
        assert state in said(step(office["final"], copy, "publish"))
        page = office["editor"].get(address(copy)).content.decode()
        assert state in page and "留着" in page
        if public.status == Status.WITHDRAWN:
            public.trash(by=office["final"].user)
    copy.refresh_from_db()
    assert copy.status == Status.APPROVED


def test_an_emergency_change_meanwhile_is_shown_and_lost_on_neither_side(office, public):  # noqa: F811
    editor, copy = office["editor"], open_copy(office["editor"], public)
    save(editor, copy, title="修改稿的题")
    save(office["chief"], public, title="急改的题", summary="急改的摘要。", edit_reason="汛情")
    assert "被修改过" in said(save(editor, copy, _submit="1"))
    beside = f"/admin/news/article/{copy.pk}/beside/"
    page = strip_tags(editor.get(beside).content.decode())
    assert "急改的题" in page and "急改的摘要" in page and "两边都改了" in page and "将一并接过" in page
    step(editor, copy, "catch_up")
    copy.refresh_from_db()
    assert (copy.title, copy.summary, copy.drift()) == ("修改稿的题", "急改的摘要。", [])
    pass_all(copy, office).publish(by=office["final"].user)
    public.refresh_from_db()
    assert (public.title, public.summary) == ("修改稿的题", "急改的摘要。") and public.owes_review_since is None


def test_pins_and_notes_meanwhile_are_no_conflict(office, public):  # noqa: F811
    copy = open_copy(office["editor"], public)
    save(office["final"], public, pinned_until="2099-01-01T00:00")
    CorrectionNote.objects.create(thing=public, text="更正", placed_by=office["final"].user)
    pass_all(copy, office).publish(by=office["final"].user)
    public.refresh_from_db()
    assert public.pinned_until.year in (2098, 2099) and CorrectionNote.of(public).exists()


def test_taking_changes_over_drops_what_had_been_passed(office, public):  # noqa: F811
    copy = pass_all(public.revise(by=office["editor"].user), office, until=1)
    Article.objects.get(pk=public.pk).edited(by=make_boss(), reason="汛情")
    changed = Article.objects.get(pk=public.pk)
    changed.summary = "急改。"
    changed.save()
    assert "被修改过" in said(step(office["second"], copy, "pass_second", ticks=TICKS["pass_second"]))
    copy.catch_up(by=office["second"].user)
    assert (copy.status, copy.summary) == (Status.DRAFT, "急改。")


# --- throwing away, closing -----------------------------------------------------------------------------


def test_a_copy_is_thrown_away_and_taken_out_of_the_bin_again(office, public):  # noqa: F811
    editor, first = office["editor"], open_copy(office["editor"], public)
    step(editor, first, "trash")
    second = open_copy(editor, public)
    assert second.pk != first.pk
    assert "修改稿" in said(step(editor, first, "restore"))
    step(editor, second, "trash")
    step(editor, first, "restore")
    first.refresh_from_db()
    assert first.status == Status.DRAFT


def test_a_copy_that_was_taken_over_is_closed_for_everybody(office, public):  # noqa: F811
    copy = pass_all(public.revise(by=office["editor"].user), office)
    copy.publish(by=office["final"].user)
    boss = Client()
    boss.force_login(make_boss())
    for client in (office["editor"], office["chief"], boss):
        page = client.get(address(copy)).content.decode()
        assert "已并入公众文本" in page and 'name="title"' not in page
        client.post(address(copy), {"title": "偷改", "seen_version": copy.version})
        for verb in ("submit", "trash", "rush", "catch_up"):
            step(client, copy, verb, rush_reason="急")
        assert client.get(address(copy).replace("change", "delete")).status_code == 403
    copy.refresh_from_db()
    assert (copy.title, copy.status) == ("开工", Status.MERGED)
    assert office["editor"].get(f"/admin/news/article/{copy.pk}/beside/").status_code == 200
    assert copy.title not in office["editor"].get(address(copy, "changelist"), {"state": "draft"}).content.decode()


def test_pickers_offer_no_copy(office, public):  # noqa: F811
    copy = public.revise(by=office["editor"].user)
    where = {"app_label": "news", "model_name": "article", "field_name": "related_first", "term": "开工"}
    found = office["final"].get("/admin/autocomplete/", where).json()["results"]
    assert [row["id"] for row in found] == [str(public.pk)] != [str(copy.pk)]


# --- pages and topics -----------------------------------------------------------------------------------


def _page(office):  # noqa: F811
    return make_page(title="旧题", published=False)


def _topic(office):  # noqa: F811
    make_column(name="新闻", slug="news", kind="list")
    topic = Topic.objects.create(slug="one", title="旧题", intro="导语")
    topic.articles.set([make_article(title="选入的")])
    return topic


@pytest.mark.parametrize("make", [_page, _topic])
def test_pages_and_topics_go_the_same_way(office, make):  # noqa: F811
    make_site()
    thing = make(office)
    editor, final = office["editor"], office["final"]
    step(final, thing, "publish")
    thing.refresh_from_db()
    assert thing.status == Status.DRAFT  # nobody publishes what nobody has reviewed
    save(editor, thing, _submit="1")
    for verb, key in PASSES:
        assert office[key].get(address(thing).replace("/change/", "/review/")).status_code == 200
        step(office[key], thing, verb, ticks=TICKS[verb])
    step(final, thing, "publish")
    assert "旧题" in read(thing)
    assert editor.post(address(thing), {"title": "偷改"}).status_code == 403
    copy = open_copy(editor, thing)
    form = fields(editor.get(address(copy)), f"{thing._meta.model_name}_form")
    assert not {"slug", "column", "position"} & set(form)
    save(editor, copy, title="新题", _submit="1")
    for verb, key in PASSES:
        step(office[key], copy, verb, ticks=TICKS[verb])
    assert "新题" not in read(thing)
    assert "新题" in final.get(final.get(address(copy)).context["panel"]["preview"]).content.decode()
    step(final, copy, "publish")
    assert "新题" in read(thing) and "旧题" not in read(thing)
    assert editor.get(address(thing, "changelist")).status_code == 200
    again = type(thing).objects.get(pk=thing.pk).revise(by=editor.user)
    assert again.pk not in (thing.pk, copy.pk) and type(thing).objects.published().count() == 1


def test_two_pages_of_one_column_and_two_topics_of_one_address_are_refused(office):  # noqa: F811
    page, topic = make_page(), _topic(office)
    for twin in (Page(column=page.column, title="二", body="<p>二</p>"), Topic(slug="one", title="二")):
        with pytest.raises(ValidationError):
            twin.full_clean()
    make_public(topic)
    topic.revise(by=office["editor"].user).full_clean()
    page.revise(by=office["editor"].user).full_clean()
