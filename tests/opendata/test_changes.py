"""What changed since: what a program that keeps a copy is told, and what it is not."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from news.models import Article, Topic
from portal.search.indexing import follow
from portal.site.models import Page
from projects.models import Project
from tests.factories import (
    make_article,
    make_column,
    make_indicator,
    make_message,
    make_page,
    make_project,
    make_public,
    make_vintage,
)
from tests.search.helpers import reindex

pytestmark = pytest.mark.django_db


def since(client, moment):
    response = client.get("/api/v1/changes/", {"since": moment.isoformat()})
    assert response.status_code == 200
    return response.json()["results"]


def test_what_changed_and_what_went(client, boss):
    kept, gone = make_article(title="甲", by=boss), make_article(title="乙", by=boss)
    over = make_article(title="丙", by=boss)
    make_article(published=False)
    before = timezone.now()
    make_message(published=True, by=boss).withdraw(by=boss, reason="留言的原因")
    gone.withdraw(by=boss, reason="公开的原因")
    over.archive(by=boss)
    reindex()
    found = since(client, before)
    assert {(change["what"], change["id"]) for change in found if change["kind"] == "article"} == {
        ("changed", str(kept.pk)), ("withdrawn", str(gone.pk)), ("expired", str(over.pk)),
    }  # fmt: skip
    assert {change["kind"]: change["reason"] for change in found if change["what"] == "withdrawn"} == {
        "article": "公开的原因", "message": "留言的原因",
    }  # fmt: skip
    assert since(client, timezone.now() + timedelta(seconds=1)) == []


def test_whatever_expires_is_told_whatever_its_kind(client, boss):
    before, over = timezone.now(), {"expires_at": timezone.now() - timedelta(minutes=1)}
    topic = Topic.objects.create(slug="over", title="专题")
    topic.projects.add(make_project(by=boss))
    make_public(topic, by=boss)
    page, project = make_page(by=boss), make_project(code="AA-001", by=boss)
    make_project(code="AA-002", is_sample=True, by=boss).archive(by=boss)
    Topic.objects.filter(pk=topic.pk).update(**over)
    Page.objects.filter(pk=page.pk).update(**over)
    project.archive(by=boss)
    Project.objects.filter(pk=project.pk).update(expires_at=timezone.now() + timedelta(days=9))
    found = since(client, before)
    expired = {change["kind"]: change for change in found if change["what"] == "expired"}
    assert {kind: change["id"] for kind, change in expired.items()} == {
        "topic": "over", "page": page.get_absolute_url().strip("/").rsplit("/")[-1], "project": "AA-001",
    }  # fmt: skip
    assert all(change["at"] <= timezone.now().isoformat() for change in found)


def test_a_value_without_another_in_its_place_is_told_as_withdrawn(client, boss):
    kept, gone = make_indicator(code="KEPT"), make_indicator(code="GONE")
    make_vintage(indicator=kept, by=boss)
    newer, only = make_vintage(indicator=kept, by=boss), make_vintage(indicator=gone, by=boss)
    before = timezone.now()
    newer.withdraw(by=boss, reason="新值有误")
    only.withdraw(by=boss, reason="来源更正")
    reindex()
    found = since(client, before)
    told = [(change["url"], change["reason"]) for change in found if change["what"] == "withdrawn"]
    assert [("GONE" in url, reason) for url, reason in told] == [(True, "来源更正")]


def test_work_on_what_is_no_longer_listed_isnt_told(client, boss):
    article, project = make_article(by=boss), make_project(by=boss)
    article.withdraw(by=boss, reason="原因")
    project.archive(by=boss)
    told = since(client, timezone.now() - timedelta(days=1))
    assert [change["what"] for change in told] == ["expired", "withdrawn"]
    after = timezone.now()
    for thing in (article, project):
        thing.refresh_from_db()
        thing.title = thing.internal_note = "内部改稿"
        thing.save()
    assert since(client, after) == []
    assert since(client, timezone.now() - timedelta(days=1)) == told


def test_what_comes_back_at_a_later_time_is_told_when_it_is_there(client, boss):
    """Its first publication is long past, and its words went into the index before anybody could see them."""
    article = make_article(by=boss, at=timezone.now() - timedelta(days=9))
    article.withdraw(by=boss, reason="原因")
    Article.objects.filter(pk=article.pk).update(status="published", go_live_at=timezone.now() + timedelta(hours=2))
    follow(article)
    assert since(client, timezone.now() + timedelta(hours=1)) == []
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=3)):
        found = since(client, timezone.now() - timedelta(hours=2))
    assert [(change["what"], change["id"]) for change in found] == [("changed", str(article.pk))]


def test_what_was_over_and_is_prolonged_is_told_as_there_again(client, boss):
    article = make_article(by=boss, expires_at=timezone.now() - timedelta(minutes=1))
    reindex()
    before = timezone.now()
    article.expires_at = timezone.now() + timedelta(days=1)
    article.save()
    follow(article)
    assert [(change["what"], change["id"]) for change in since(client, before)] == [("changed", str(article.pk))]


def test_columns_are_told_when_they_come_change_move_and_go(client, boss):
    now = timezone.now()
    column = make_column(slug="notices", name="公告")
    make_article(column=column, by=boss)

    def told(change):
        before = timezone.now()
        change()
        column.refresh_from_db()
        return {(row["what"], row["id"]) for row in since(client, before) if row["kind"] == "column"}

    def set_to(**values):
        def change():
            for name, value in values.items():
                setattr(column, name, value)
            column.save()

        return change

    assert ("changed", "/notices/") in {(row["what"], row["id"]) for row in since(client, now)}
    assert told(set_to(name="通知公告")) == {("changed", "/notices/")}
    assert told(set_to(reviews=2, update_cycle_days=3)) == set()
    assert told(set_to(slug="news")) == {("changed", "/news/"), ("removed", "/notices/")}
    assert client.get("/notices/").status_code == 301
    assert told(set_to(is_visible=False)) == {("removed", "/news/")}
    assert told(set_to(name="内部的名称", slug="secret")) == set()
    assert told(set_to(is_visible=True)) == {("changed", "/secret/")}


def test_a_column_that_was_never_to_be_seen_leaves_no_line(client, boss):
    before = timezone.now()
    hidden, empty = make_column(is_visible=False), make_column(kind="page")
    make_page(column=empty, published=False)
    for column in (hidden, empty):
        column.name = "改名"
        column.save()
    empty.is_visible = False
    empty.save()
    hidden.delete()
    assert since(client, before) == []


def test_a_page_is_told_at_the_address_that_its_column_has_now(client, boss):
    page = make_page(by=boss)
    reindex()
    page.column.slug = "moved"
    page.column.save()
    found = since(client, timezone.now() - timedelta(days=1))
    assert {change["url"].rpartition("/moved")[2] for change in found if change["kind"] == "page"} == {"/"}
