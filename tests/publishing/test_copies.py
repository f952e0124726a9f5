"""Working copies (修改稿): readers see the old text until the copy has passed its reviews; then all of it at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from news.models import Article, Tag
from portal.accounts.models import Department
from portal.indicators.models import CorrectionNote, FigureUse
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from portal.publishing.models import ReviewLog, Status
from portal.publishing.versions import public_versions
from tests.backoffice import address, said, save, step
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_photo,
    make_project,
    make_source,
    make_vintage,
)
from tests.publishing.copies import PASSES, open_copy, pass_all, read
from tests.publishing.test_reviews import TICKS

pytestmark = pytest.mark.django_db

# --- opening ------------------------------------------------------------------------------------------


def test_every_writer_opens_a_copy_once_and_nobody_else(office, public):
    for key, client in office.items():
        step(client, public, "revise")
        may = key != "figures"
        assert Article.objects.filter(revises=public).count() == may, key
        step(client, public, "revise")  # a second click, or a colleague: the same copy
        assert Article.objects.filter(revises=public).count() == may, key
        Article.objects.filter(revises=public).delete()
    with pytest.raises(PermissionDenied):
        public.revise(by=office["figures"].user)


def test_the_editor_finds_the_way_from_the_public_text_to_its_copy(office, public):
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


def test_only_what_stands_before_readers_has_a_copy(office, public):
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


def test_a_foreign_column_has_no_copy(office, public):
    public.column.departments.add(Department.objects.create(name="外部门"))
    editor = office["editor"]
    assert step(editor, public, "revise").status_code in (200, 404)
    assert not Article.objects.filter(revises=public).exists()


def test_the_database_itself_keeps_a_copy_from_readers(office, public):
    copy = public.revise(by=office["editor"].user)
    for state in (Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=copy.pk).update(status=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(revises=public, column=public.column, title="第二份")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=public.pk).update(status=Status.MERGED)


# --- from the copy to the readers -----------------------------------------------------------------------


def test_readers_see_the_old_text_until_three_others_have_passed_the_copy(office, public):
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


def test_who_wrote_the_copy_reviews_neither_it_nor_what_it_owes(office, public):
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


def test_a_second_click_on_publish_takes_the_copy_over_once(office, public):
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
def test_every_move_of_a_copy_by_every_role(office, public, verb):
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


def test_two_reviews_where_the_column_says_so(office):
    article = make_article(column=make_column(reviews=2))
    copy = article.revise(by=office["editor"].user)
    copy.submit(by=office["editor"].user)
    copy.pass_first(by=office["first"].user, ticks=TICKS["pass_first"])
    copy.pass_final(by=office["final"].user, ticks=copy.chain[1].ticks)
    copy.publish(by=office["final"].user)
    assert ReviewLog.of(article).filter(verb="revised").exists()


def test_everything_of_the_text_comes_back_and_nothing_that_stands_beside_it(office):
    tags, projects = [Tag.objects.create(name=name) for name in "甲乙"], [make_project(), make_project()]
    value = make_vintage("38")
    article = make_article(
        title="题", body="<p>共有38个项目，另有12个。</p>", tags=tags[:1], projects=projects[:1], lead_photo=make_photo(),
        title_en="Title", body_en="<p>Text.</p>", column=make_column(), source=make_source(),
    )  # fmt: skip
    figures = found_figures(article)
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
    FigureUse.objects.tie(copy, plain_text(copy.body), found_figures(copy)[1], by=make_boss(), is_left=True)
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


def test_a_tie_made_in_public_meanwhile_stays(office):
    article = make_article(body="<p>共有38个项目，另有12个。</p>")
    copy = article.revise(by=office["editor"].user)
    text, figures = plain_text(article.body), found_figures(article)
    value = make_vintage("38")
    FigureUse.objects.tie(copy, text, found_figures(copy)[0], by=make_boss(), is_left=True)
    FigureUse.objects.tie(article, text, figures[0], by=make_boss(), vintage=value)
    pass_all(copy, office).publish(by=office["final"].user)
    assert FigureUse.objects.of(article).get().vintage == value


def test_what_is_answered_in_public_meanwhile_survives_the_copy(office):
    article = make_article(body="<p>共有38个项目，另有12个、13个、14个。</p>")
    text, boss = plain_text(article.body), make_boss()
    for figure in found_figures(article):
        FigureUse.objects.tie(article, text, figure, by=boss, vintage=make_vintage(str(figure.value)))
    copy = article.revise(by=office["editor"].user)
    public = {use.quoted: use for use in FigureUse.objects.of(article)}
    public["38个"].delete()  # taken off in public: off in the copy too
    FigureUse.objects.of(copy).get(quoted="12个").delete()  # taken off in the copy: off in public with it
    FigureUse.objects.filter(pk=public["13个"].pk).set_live(True)
    again = found_figures(copy)[3]
    FigureUse.objects.tie(copy, text, again, by=boss, is_left=True)
    public["14个"].delete()  # answered anew in the copy before: that stands
    assert {use.quoted for use in FigureUse.objects.of(copy)} == {"13个", "14个"}
    pass_all(copy, office).publish(by=office["final"].user)
    uses = {use.quoted: use for use in FigureUse.objects.of(article)}
    assert set(uses) == {"13个", "14个"} and uses["13个"].is_live and uses["14个"].is_left
    assert not FigureUse.objects.of(copy).exists()
