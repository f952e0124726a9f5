"""My desk: everybody finds what waits for them, in few questions; the work statistics."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.desk import NewsDesk
from news.models import Article, Tag, Topic
from portal.accounts.models import Department
from portal.publishing.chain import CHAINS
from tests.factories import make_article, make_boss, make_column, make_page, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    roles = {"editor": "信息员", "first": "一审", "second": "二审", "final": "三审"}
    return {key: make_user(role, name=role) for key, role in roles.items()}


@pytest.fixture
def pile(staff):
    """One article at every station, all drafted by the editor."""
    column, source = make_column(), make_source()
    made = {}
    for n, title in enumerate(("草稿", "送审", "一审过", "二审过", "已审定", "退回")):
        article = make_article(published=False, title=title, column=column, source=source, drafted_by=staff["editor"])
        if n:
            article.submit(by=staff["editor"])
        for review, key in list(zip(CHAINS[3], ("first", "second", "final"), strict=True))[: n - 1 if 1 < n < 5 else 0]:
            getattr(article, review.verb)(by=staff[key], ticks=review.ticks)
        made[title] = article
    made["退回"].send_back(by=staff["first"], reason="改")
    return made


def desk(user) -> dict[str, list[str]]:
    request = RequestFactory().get("/admin/")
    request.user = type(user).objects.get(pk=user.pk)
    found = NewsDesk.of(request)
    return {section.key: [text.title for text in section.rows] for section in found.sections if section.rows}


def test_everybody_finds_their_own_work(pile, staff):
    assert desk(staff["editor"]) == {
        "returned": ["退回"],
        "write": ["草稿"],
        "sent": ["送审", "一审过", "二审过", "已审定"],
    }
    assert desk(staff["first"]) == {"review": ["送审"]}
    assert desk(staff["second"]) == {"review": ["一审过"]}
    assert desk(staff["final"]) == {"review": ["二审过"], "publish": ["已审定"]}
    assert desk(make_user("信息员")) == {}


def test_own_texts_and_foreign_columns_are_not_offered_for_review(pile, staff):
    own = make_article(published=False, title="自己写的", drafted_by=staff["first"])
    own.submit(by=staff["editor"])
    closed = make_column()
    closed.departments.add(Department.objects.create(name="外部门"))
    make_article(published=False, title="外部门的", column=closed).submit(by=make_boss())
    assert desk(staff["first"]) == {"review": ["送审"], "sent": ["自己写的"]}


def test_a_reviewer_with_two_roles_is_not_asked_twice(pile):
    both = make_user("一审", "二审")
    assert desk(both)["review"] == ["送审", "一审过"]
    pile["送审"].pass_first(by=both, ticks=CHAINS[3][0].ticks)
    assert desk(both)["review"] == ["一审过"]


def test_an_emergency_stays_on_the_desk_until_it_is_reviewed(staff):
    make_article(title="急件")
    assert desk(staff["final"]) == {"review": ["急件"]}
    assert desk(staff["editor"]) == {"overdue": ["急件"]}
    article = Article.objects.get()
    article.review_afterwards(by=staff["final"], ticks=article.next_review.ticks)
    assert desk(staff["final"]) == desk(staff["editor"]) == {}


def test_what_is_scheduled_and_what_is_due_again(staff):
    make_article(title="明天", at=timezone.now() + timedelta(days=1))
    make_article(title="到期", review_on=date(2020, 1, 1))
    make_article(title="未到期", review_on=date(2099, 1, 1))
    Article.objects.update(owes_review_since=None)
    assert desk(staff["editor"]) == {"scheduled": ["明天"], "overdue": ["到期"]}


def test_pages_topics_and_working_copies_stand_beside_the_articles(client, staff):
    page, copy = make_page(title="页面", published=False), make_article(title="公开的").revise(by=staff["editor"])
    topic = Topic.objects.create(slug="one", title="专题")
    topic.tags.add(Tag.objects.create(name="标签"))
    Article.objects.update(owes_review_since=None)
    assert desk(staff["editor"]) == {"write": ["公开的"]}
    for text in (page, topic, copy):
        text.submit(by=staff["editor"])
    assert sorted(desk(staff["first"])["review"]) == ["专题", "公开的", "页面"]
    client.force_login(staff["first"])
    home = client.get("/admin/").content.decode()
    for text in (page, topic, copy):
        meta = text._meta
        assert f"/admin/{meta.app_label}/{meta.model_name}/{text.pk}/review/" in home
    assert home.count('class="copy-mark"') == 1
    for review, key in zip(CHAINS[3], ("first", "second", "final"), strict=True):
        getattr(copy, review.verb)(by=staff[key], ticks=review.ticks)
    assert desk(staff["final"]) == {"publish": ["公开的"]}
    copy.publish(by=staff["final"], at=timezone.now() + timedelta(days=1))
    assert desk(staff["final"]) == {"scheduled": ["公开的"]}
    copy.publish(by=staff["final"])
    assert desk(staff["final"]) == desk(staff["second"]) == {}


def test_columns_behind_their_cycle_are_named(client, staff):
    old = make_column(name="久未更新", update_cycle_days=30)
    make_article(column=old, at=timezone.now() - timedelta(days=45))
    make_article(column=make_column(name="按时更新", update_cycle_days=30))
    Article.objects.update(owes_review_since=None)
    client.force_login(staff["editor"])
    page = client.get("/admin/").content.decode()
    assert "久未更新" in page and "已45天未更新" in page and "按时更新" not in page.partition("desk-stale")[2]


def test_the_desk_comes_first_and_takes_few_queries(client, pile, staff):
    client.force_login(staff["final"])
    page = client.get("/admin/").content.decode()
    assert page.index("我的工作台") < page.index("内容</h2>") and "二审过" in page
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/admin/")
    for n in range(20):
        make_article(published=False, title=f"又{n}", column=pile["送审"].column, source=pile["送审"].source)
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/")
    assert len(many) == len(few) <= 24


def test_who_gets_a_text_back_reads_on_the_desk_why(client, pile, staff):
    client.force_login(staff["editor"])
    assert 'class="desk-why">改<' in client.get("/admin/").content.decode()


def test_who_has_no_right_in_articles_has_no_desk(client):
    client.force_login(make_user("指标员"))
    assert "我的工作台" not in client.get("/admin/").content.decode()
    assert client.get("/admin/news/article/statistics/").status_code == 403


def test_the_work_of_people_and_columns_is_counted(client, pile, staff):
    client.force_login(staff["editor"])
    page = client.get("/admin/news/article/statistics/?span=year")
    rows = {row.user.name: row for row in page.context["people"]}
    assert rows["信息员"].drafted == 6 and rows["信息员"].verbs == {"submit": 5}
    assert rows["一审"].verbs == {"pass_first": 3, "send_back": 1}
    (column,) = page.context["columns"]
    assert (column["drafts"], column["waiting"], column["published"]) == (2, 4, 0)
    assert client.get("/admin/news/article/statistics/?span=nonsense").status_code == 200
