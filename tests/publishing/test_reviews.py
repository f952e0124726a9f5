"""Three reviews by three persons (R13): every move × role through the client, who is refused and why, what is kept."""

from itertools import chain

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from news.models import Article
from portal.accounts.models import Department
from portal.publishing.chain import CHAINS, FINAL, FIRST, SECOND, SECRECY
from portal.publishing.models import ReviewLog, Status
from portal.site.models import ColumnReviewer
from tests.backoffice import address, fields, said, save, step
from tests.factories import make_article, make_boss, make_column, make_site, make_source, make_user

pytestmark = pytest.mark.django_db
TICKS = {review.verb: [str(tick) for tick in review.ticks] for review in (FIRST, SECOND, FINAL)}


@pytest.fixture
def draft(office):
    return make_article(published=False, title="开工", drafted_by=office["editor"].user)


def bring(article, status, office):
    """The article as it stands after the moves before `status`, through the model's verbs."""
    people = {
        verb: office[key].user
        for verb, key in (("pass_first", "first"), ("pass_second", "second"), ("pass_final", "final"))
    }
    if status == Status.DRAFT:
        return article
    article.submit(by=office["editor"].user)
    for verb, goal in (("pass_first", Status.FIRST), ("pass_second", Status.SECOND), ("pass_final", Status.APPROVED)):
        if status == Status.SUBMITTED or article.status == status:
            break
        getattr(article, verb)(by=people[verb], ticks=TICKS[verb])
        assert article.status == goal
    return article


def state(article) -> str:
    return Article.objects.values_list("status", flat=True).get(pk=article.pk)


# verb -> (where it starts, who may, where it leads)
WRITERS = {"editor", "first", "second", "final", "chief"}
MOVES = {
    "submit": (Status.DRAFT, WRITERS, Status.SUBMITTED),
    "take_back": (Status.SUBMITTED, WRITERS, Status.DRAFT),
    "pass_first": (Status.SUBMITTED, {"first"}, Status.FIRST),
    "pass_second": (Status.FIRST, {"second"}, Status.SECOND),
    "pass_final": (Status.SECOND, {"final", "chief"}, Status.APPROVED),
    "send_back": (Status.FIRST, {"second", "final", "chief"}, Status.RETURNED),
    "publish": (Status.APPROVED, {"final", "chief"}, Status.PUBLISHED),
    "rush": (Status.DRAFT, {"chief"}, Status.PUBLISHED),
    "withdraw": (Status.PUBLISHED, {"final", "chief"}, Status.WITHDRAWN),
    "archive": (Status.PUBLISHED, {"final", "chief"}, Status.ARCHIVED),
    "trash": (Status.DRAFT, WRITERS, Status.TRASHED),
}
GIVEN = {"send_back": {"reason": "补充来源"}, "withdraw": {"reason": "核实中"}, "rush": {"rush_reason": "汛情"}}


@pytest.mark.parametrize("verb", MOVES)
def test_every_move_by_every_role(office, draft, verb):
    start, allowed, goal = MOVES[verb]
    if start == Status.PUBLISHED:
        bring(draft, Status.APPROVED, office).publish(by=office["final"].user)
    else:
        bring(draft, start, office)
    before = Article.objects.filter(pk=draft.pk).values().get()
    for key, client in office.items():
        step(client, draft, verb, ticks=TICKS.get(verb, []), **GIVEN.get(verb, {}))
        assert state(draft) == (goal if key in allowed else start), (key, verb)
        Article.objects.filter(pk=draft.pk).update(**before)  # as it stood, for the next one
        ReviewLog.of(draft).filter(verb=verb).delete()


def test_from_a_draft_to_the_readers_by_three_persons(office, draft):
    save(office["editor"], draft, _submit="1", note="请审")
    for verb, key in (("pass_first", "first"), ("pass_second", "second"), ("pass_final", "final")):
        page = office[key].get(address(draft).replace("/change/", "/review/"))
        data = fields(page, "pass") | {"ticks": TICKS[verb], "note": f"{key}同意"}
        assert "_" not in said(
            office[key].post(address(draft).replace("/change/", f"/step/{verb}/"), data, follow=True)
        )
    assert state(draft) == Status.APPROVED and not Article.objects.published().exists()
    step(office["final"], draft, "publish")
    assert Article.objects.published().get() == draft
    log = list(ReviewLog.of(draft).order_by("pk").values_list("verb", "by__name", "note"))
    assert log == [
        ("submit", "信息员", "请审"), ("pass_first", "一审", "first同意"), ("pass_second", "二审", "second同意"),
        ("pass_final", "三审", "final同意"), ("publish", "三审", ""),
    ]  # fmt: skip
    assert str(SECRECY) in ReviewLog.of(draft).get(verb="pass_second").ticks


def test_a_user_with_all_rights_still_can_not_review_twice_nor_review_own_text(office, draft):
    boss = Client()
    boss.force_login(make_boss())
    bring(draft, Status.SUBMITTED, office)
    step(boss, draft, "pass_first", ticks=TICKS["pass_first"])
    assert state(draft) == Status.FIRST
    assert "每一审须由不同的人完成" in said(step(boss, draft, "pass_second", ticks=TICKS["pass_second"]))
    assert state(draft) == Status.FIRST
    own = make_article(published=False, drafted_by=office["first"].user)
    own.submit(by=office["editor"].user)
    assert "由您撰写或修改过" in said(step(office["first"], own, "pass_first", ticks=TICKS["pass_first"]))
    assert state(own) == Status.SUBMITTED
    page = office["first"].get(address(own).replace("/change/", "/review/")).content.decode()
    assert "由您撰写或修改过" in page and 'id="pass"' not in page


def test_every_tick_is_asked_for(office, draft):
    bring(draft, Status.FIRST, office)
    without = [tick for tick in TICKS["pass_second"] if tick != str(SECRECY)]
    assert str(SECRECY) in said(step(office["second"], draft, "pass_second", ticks=without))
    assert state(draft) == Status.FIRST


def test_a_return_needs_its_reason_and_the_writer_reads_it(office, draft):
    bring(draft, Status.SUBMITTED, office)
    assert "须写明理由" in said(step(office["first"], draft, "send_back", reason=" "))
    assert state(draft) == Status.SUBMITTED
    step(office["first"], draft, "send_back", reason="日期不对")
    page = office["editor"].get(address(draft)).content.decode()
    assert state(draft) == Status.RETURNED and "日期不对" in page and 'name="_submit"' in page


def test_a_change_after_approval_drops_it_and_makes_its_writer_an_author(office, draft):
    bring(draft, Status.APPROVED, office)
    save(office["first"], draft, expires_at="2099-01-01T00:00")
    assert state(draft) == Status.APPROVED  # nothing that readers read
    save(office["first"], draft, title="开工了")
    assert state(draft) == Status.DRAFT
    draft.refresh_from_db()
    draft.submit(by=office["editor"].user)
    assert "由您撰写或修改过" in said(step(office["first"], draft, "pass_first", ticks=TICKS["pass_first"]))


def test_in_review_the_writer_reads_and_takes_back(office, draft):
    bring(draft, Status.FIRST, office)
    page = office["editor"].get(address(draft)).content.decode()
    assert "请先撤回送审" in page and 'name="title"' not in page
    step(office["editor"], draft, "take_back")
    assert state(draft) == Status.DRAFT


def test_emergency_publishing_owes_a_review_by_somebody_else(office, draft):
    assert "须写明理由" in said(save(office["chief"], draft, _rush="1"))
    assert state(draft) == Status.DRAFT
    response = save(office["chief"], draft, title="汛情", _rush="1", rush_reason="汛情紧急")
    assert "须由他人事后补审" in said(response) and Article.objects.published().get().title == "汛情"
    draft.refresh_from_db()
    ticks = [str(tick) for tick in draft.next_review.ticks]
    assert "由您撰写或修改过" in said(step(office["chief"], draft, "review_afterwards", ticks=ticks))
    step(office["final"], draft, "review_afterwards", ticks=ticks)
    draft.refresh_from_db()
    assert draft.owes_review_since is None and ReviewLog.of(draft).filter(verb="review_afterwards").exists()
    assert "没有重复执行" in said(step(office["final"], draft, "review_afterwards", ticks=ticks))


def test_who_publishes_as_the_only_one_finds_the_emergency_button(client, draft):
    client.force_login(make_boss())
    assert 'name="_rush"' in client.get(address(draft)).content.decode()
    save(client, draft, _rush="1", rush_reason="一人值班")
    assert Article.objects.published().count() == 1


def test_what_is_public_is_changed_at_once_by_the_chief_alone_with_a_reason_and_owes_a_review(office, draft):
    bring(draft, Status.APPROVED, office).publish(by=office["final"].user)
    for key in ("editor", "first", "second"):
        assert office[key].post(address(draft), {"title": "偷改"}).status_code == 403
    assert "title" not in fields(office["final"].get(address(draft)), "article_form")
    save(office["final"], draft, title="偷改", pinned_until="2099-01-01T00:00")
    draft.refresh_from_db()
    assert draft.title == "开工" and draft.pinned_until and draft.owes_review_since is None
    page = save(office["chief"], draft, title="更正后的题").content.decode()
    assert "须写明理由" in page and "更正后的题" in page and Article.objects.get().title == "开工"
    save(office["chief"], draft, title="更正后的题", edit_reason="题中日期有误")
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("更正后的题", Status.PUBLISHED) and draft.owes_review_since
    assert ReviewLog.of(draft).get(verb="edit_published").note == "题中日期有误"
    ticks = [str(tick) for tick in draft.next_review.ticks]
    assert "由您撰写或修改过" in said(step(office["chief"], draft, "review_afterwards", ticks=ticks))
    step(office["final"], draft, "review_afterwards", ticks=ticks)
    draft.refresh_from_db()
    assert draft.owes_review_since is None


def test_a_second_click_on_publish_publishes_once(office, draft):
    bring(draft, Status.APPROVED, office)
    step(office["final"], draft, "publish")
    assert "没有重复执行" in said(step(office["final"], draft, "publish"))
    assert ReviewLog.of(draft).filter(verb="publish").count() == 1


def test_two_reviews_where_the_column_says_so_and_never_one(office):
    below = make_column(parent=make_column(kind="list", reviews=2))
    article = make_article(published=False, column=below)
    article.submit(by=office["editor"].user)
    step(office["first"], article, "pass_first", ticks=TICKS["pass_first"])
    two = [str(tick) for tick in CHAINS[2][1].ticks]
    assert str(SECRECY) in two
    step(office["second"], article, "pass_second", ticks=TICKS["pass_second"])
    assert state(article) == Status.FIRST
    step(office["final"], article, "pass_final", ticks=two)
    assert state(article) == Status.APPROVED
    for thing in (below, make_site()):
        thing.reviews = 1
        with pytest.raises(IntegrityError), transaction.atomic():
            thing.save()


def test_the_checks_hold_the_gate(office, draft):
    response = save(office["editor"], draft, summary="", _submit="1")
    assert "请改正，或说明理由" in said(response) and "内容已保存" in said(response) and state(draft) == Status.DRAFT
    asked = [name for name in fields(response, "article_form") if name.startswith("answer-")]
    assert len(asked) == 1
    save(office["editor"], draft, **{asked[0]: "短讯", "_submit": "1"})
    assert state(draft) == Status.SUBMITTED
    assert "短讯" in ReviewLog.of(draft).get(verb="submit").findings[0]
    page = office["first"].get(address(draft).replace("/change/", "/review/")).content.decode()
    assert "短讯" in page and "已说明" in page


def test_the_review_sheet_prints_every_step(office, draft):
    bring(draft, Status.APPROVED, office)
    page = office["editor"].get(address(draft).replace("/change/", "/sheet/")).content.decode()
    for word in chain(TICKS["pass_first"], TICKS["pass_second"], ("信息发布审核单", "一审", "二审", "三审", "开工")):
        assert word in page


# --- columns ------------------------------------------------------------------------------------------


@pytest.fixture
def foreign():
    """An article in a column of another department, and its own: who works where."""
    other, own = Department.objects.create(name="外部门"), Department.objects.create(name="本部门")
    theirs, ours = make_column(kind="list"), make_column()
    theirs.departments.add(other)
    ours.departments.add(own)
    below = make_column(parent=theirs)
    source = make_source()
    return own, *(
        make_article(published=False, title="稿件某某", column=column, source=source) for column in (ours, below)
    )


PAGES = ("change/", "history/", "review/", "sheet/", "preview/", "delete/")


@pytest.mark.parametrize("role", ["信息员", "一审", "二审"])
def test_a_foreign_column_is_closed_through_every_door(client, foreign, role):
    own, mine, theirs = foreign
    client.force_login(make_user(role, department=own))
    for page in PAGES:
        answer = client.get(address(theirs).replace("change/", page), follow=True)
        assert "稿件某某" not in answer.content.decode() or answer.status_code in (403, 404), page
    assert client.get(address(mine)).status_code == 200
    record = theirs.history.first()
    assert client.get(address(theirs).replace("change/", f"history/{record.pk}/")).status_code in (403, 404)
    listed = client.get(address(mine, "changelist")).context["cl"].queryset
    assert list(listed) == [mine]
    for verb in ("submit", "trash", "pass_first"):
        step(client, theirs, verb, ticks=TICKS["pass_first"])
    client.post(address(theirs), {"title": "偷改", "seen_version": 0})
    theirs.refresh_from_db()
    assert (theirs.status, theirs.title) == (Status.DRAFT, "稿件某某")


def test_the_picker_of_columns_offers_one_s_own(client, foreign):
    own, mine, theirs = foreign
    client.force_login(make_user("信息员", department=own))
    where = {"app_label": "news", "model_name": "article", "field_name": "column", "term": "栏目"}
    found = client.get("/admin/autocomplete/", where).json()["results"]
    assert [row["id"] for row in found] == [str(mine.column_id)]
    save(client, mine, column=str(theirs.column_id))
    mine.refresh_from_db()
    assert mine.column_id != theirs.column_id


def test_named_reviewers_make_the_review_and_nobody_else(office, draft):
    ColumnReviewer.objects.create(column=draft.column, step="pass_first", person=office["second"].user)
    draft.submit(by=office["editor"].user)
    step(office["first"], draft, "pass_first", ticks=TICKS["pass_first"])
    assert state(draft) == Status.SUBMITTED
    named = make_user("一审")
    ColumnReviewer.objects.create(column=draft.column, step="pass_first", person=named)
    client = Client()
    client.force_login(named)
    step(client, draft, "pass_first", ticks=TICKS["pass_first"])
    assert state(draft) == Status.FIRST
