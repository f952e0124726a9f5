"""The index follows what is published, and never shows what isn't public at the moment of asking."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from portal.publishing import effects
from portal.search import indexing
from portal.search.asked import Asked
from portal.search.models import Document
from portal.search.results import Results
from tests.factories import make_article, make_indicator, make_page, make_project, make_vintage

from .helpers import found, page, reindex

pytestmark = pytest.mark.django_db


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_publishing_editing_and_withdrawing_show_right_after_commit(after_commit, boss):
    with after_commit():
        article = make_article(title="尼龙", by=boss)
    assert found("尼龙") == ["尼龙"]
    with after_commit():
        article.title = "锦纶"
        article.save()
        effects.start(article)
    assert (found("尼龙"), found("锦纶")) == ([], ["锦纶"])
    with after_commit():
        article.withdraw(by=boss, reason="原因")
    assert found("锦纶") == []
    assert not Document.objects.exists()


def test_drafts_and_internal_fields_never_enter_the_index(after_commit, boss):
    with after_commit():
        make_article(title="草稿秘密", published=False)
        make_project(name="项目", internal_note="内部秘密", by=boss)
        make_vintage("7654321", published=False, note="数字秘密", by=boss)
    reindex()
    assert not Document.objects.filter(words__text__contains="秘密").exists()
    assert not Document.objects.filter(title__contains="秘密").exists()
    assert found("7654321") == []


def test_a_scheduled_thing_appears_when_due_and_goes_when_over_without_a_job(client, boss):
    now = timezone.now()
    make_article(title="定时尼龙", by=boss, at=now + timedelta(hours=1), expires_at=now + timedelta(hours=2))
    reindex()
    assert Document.objects.count() == 1
    for moment, seen in ((0, False), (90, True), (150, False)):
        with patch("portal.publishing.models.timezone.now", return_value=now + timedelta(minutes=moment)):
            assert ("定时" in page(client, "尼龙")) is seen
            assert Results(Asked(q="尼龙")).total == seen
            assert ("定时尼龙" in client.get("/search/suggest/", {"q": "定时"}).json()["suggestions"]) is seen
            assert ("定时" in page(client, "定是尼龙")) is seen
            assert ("定时" in client.get("/search/feed/", {"q": "尼龙"}).content.decode()) is seen


def test_a_value_to_come_is_not_found_by_its_number(boss):
    indicator = make_indicator(name="产值", unit="亿元")
    make_vintage("11", indicator=indicator, period="2024", by=boss)
    make_vintage("77", indicator=indicator, period="2025", published=False, by=boss).publish(
        by=boss, at=timezone.now() + timedelta(1)
    )
    reindex()
    assert found("产值") == ["产值 2024年 11亿元"]
    assert found("77亿元") == []


def test_only_the_newest_value_of_a_period_is_found(boss):
    indicator = make_indicator(name="产值", unit="亿元")
    make_vintage("11", indicator=indicator, by=boss)
    make_vintage("12", indicator=indicator, by=boss, reason="correction")
    reindex()
    assert found("产值") == ["产值 2025年 12亿元"]


def test_a_hidden_indicator_takes_its_values_along(after_commit, boss):
    indicator = make_indicator(name="产值")
    make_vintage("11", indicator=indicator, by=boss)
    reindex()
    with after_commit():
        indicator.is_public = False
        indicator.save()
        effects.start(indicator)
    assert found("产值") == []
    assert not Document.objects.exists()


def test_a_hidden_column_takes_its_page_along(client, boss):
    page = make_page(title="机构职能", by=boss)
    reindex()
    assert found("机构职能") == ["机构职能"]
    page.column.is_visible = False
    page.column.save()
    assert client.get(page.get_absolute_url()).status_code == 404
    assert found("机构职能") == []
    assert client.get("/search/suggest/", {"q": "机构"}).json()["suggestions"] == []


def test_a_hidden_stage_takes_a_project_out(after_commit, boss):
    project = make_project(name="尼龙", by=boss)
    reindex()
    assert found("尼龙") == ["尼龙"]
    with after_commit():
        project.enter_stage("suspended", by=boss, source_name="来源", date="2025-05")
    assert found("尼龙") == []


def test_a_rebuild_says_how_far_it_is_and_leaves_the_old_index_answering(boss, capsys, monkeypatch):
    make_article(title="尼龙一", by=boss)
    make_article(title="尼龙二", by=boss)
    reindex()
    monkeypatch.setattr(indexing, "CHUNK", 1)
    steps = indexing.rebuild()
    next(steps)
    assert len(found("尼龙")) == 2
    steps.close()
    call_command("search_rebuild")
    assert "1/2" in capsys.readouterr().out
    assert len(found("尼龙")) == 2


def test_a_rebuild_forgets_what_is_gone(boss):
    article = make_article(title="尼龙", by=boss)
    reindex()
    article.withdraw(by=boss, reason="原因")
    reindex()
    assert not Document.objects.exists()


def test_trouble_with_the_index_never_stops_publishing(after_commit, boss, caplog):
    with patch("portal.search.indexing.refresh", side_effect=OperationalError("locked")), after_commit():
        article = make_article(title="尼龙", by=boss)
    article.refresh_from_db()
    assert article.status == "published"
    assert "search_rebuild" in caplog.text


def test_a_change_inside_doesnt_count_as_a_change_in_public(after_commit, boss):
    project = make_project(name="尼龙", by=boss)
    reindex()
    before = Document.objects.get().changed_at
    project.internal_note = "内部"
    project.save()
    with after_commit():
        effects.start(project)
    assert Document.objects.get().changed_at == before
