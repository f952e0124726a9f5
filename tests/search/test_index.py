"""The index of either database: the same answers, made anew beside the one in use, noticed when it is old."""

import pytest
from django.core.management import call_command
from django.db import connection

from portal.management.commands.up import Command as Up
from portal.search import indexing
from portal.search.asked import Asked
from portal.search.engines import engine
from portal.search.indexing import findings, is_current, rebuild
from portal.search.models import Index
from portal.search.results import Results
from portal.site import health
from tests.factories import make_article, make_project

from .helpers import found, reindex

pytestmark = pytest.mark.django_db

TEXTS = {
    "甲": "投资12.5亿元，其中2.5亿元。", "乙": "投资312.5亿元，另有12项5亿元。", "丙": "共125000万元。", "丁": "编号AGX-001，另有GX一份、001号一份。",
    "戊": "编号GX-0012。", "己": "5G基站，高新区5G。", "庚": "15G流量，区内。", "辛": "高新 区与高，新区。",
}  # fmt: skip
# What both engines answer, written down: the same query gives the same pages on SQLite and on PostgreSQL.
ANSWERS = {
    "12.5亿元": "甲丙", "2.5亿元": "甲", "5亿元": "甲乙", "5亿": "甲乙", "125000万元": "甲丙", "gx-001": "戊", "GX": "丁戊", "001": "丁戊", "区5g": "己",
    "5g": "己", "高新区": "己", "新区": "己辛", "新": "己辛", "g": "丁戊", "区 5": "己", "亿": "甲乙", "12项5": "乙", "项5亿": "乙", "12 项": "乙",
}  # fmt: skip


def test_both_engines_give_the_answers_written_down(boss):
    for title, text in TEXTS.items():
        make_article(title=title, summary="", body=f"<p>{text}</p>", by=boss)
    reindex()
    known = {query: "".join(title for title in TEXTS if title in found(query)) for query in ANSWERS}
    assert known == ANSWERS


def test_one_statement_finds_counts_and_orders(boss, django_assert_num_queries):
    for n in range(25):
        make_article(title=f"尼龙{n}", by=boss)
    make_project(name="尼龙城", by=boss)
    reindex()
    for asked in (Asked(q="尼龙"), Asked(q="尼龙", kind="project"), Asked(q="尼龙", page="2", order="date")):
        with django_assert_num_queries(3):  # the synonyms, the search, the texts of one page
            list(Results(asked).page)
    last = Results(Asked(q="尼龙", page="9"))
    assert (last.page.number, len(list(last.page)), last.total) == (2, 6, 26)


def words_in_use() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_words")
        return cursor.fetchone()[0]


def test_what_is_published_while_the_index_is_made_anew_is_in_both(
    boss, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(indexing, "CHUNK", 1)
    _first, gone = make_article(title="尼龙一", by=boss), make_article(title="尼龙二", by=boss)
    reindex()
    steps = rebuild()
    next(steps)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(title="尼龙三", by=boss)
        gone.withdraw(by=boss, reason="原因")
    assert found("尼龙") == ["尼龙三", "尼龙一"]
    list(steps)
    assert found("尼龙") == ["尼龙三", "尼龙一"]
    assert words_in_use() == 2


def test_a_rebuild_that_broke_off_leaves_the_old_index_and_the_next_one_starts_over(boss):
    make_article(title="尼龙", by=boss)
    reindex()
    steps = rebuild()
    next(steps)
    steps.close()
    assert found("尼龙") == ["尼龙"]
    reindex()
    assert found("尼龙") == ["尼龙"]
    assert words_in_use() == 1


def test_an_index_of_an_older_version_is_noticed_answers_and_is_made_anew_at_the_start(boss, capsys):
    make_article(title="尼龙", by=boss)
    reindex()
    assert is_current() and not list(findings())
    Index.objects.update(version="sqlite 1")
    assert not is_current() and found("尼龙") == ["尼龙"]
    assert "search_rebuild" in next(findings()).text and findings in health._checks
    Up()._index()
    assert is_current() and found("尼龙") == ["尼龙"]
    assert "正在重建" in capsys.readouterr().out
    Up()._index()
    assert capsys.readouterr().out == ""


def test_an_index_from_before_versions_were_kept_is_old_and_an_empty_one_is_not(boss):
    Index.objects.all().delete()
    assert is_current()
    make_article(title="尼龙", by=boss)
    reindex()
    Index.objects.all().delete()
    assert not is_current()
    call_command("search_rebuild", verbosity=0)
    assert Index.objects.get().version == engine().version
