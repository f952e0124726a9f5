"""The list of checks before publishing: what each finds, what blocks, and what an answer is worth."""

import pytest

from news import checks
from news.checks import Finding, Level
from news.checks.gate import Gate
from news.models import CheckAnswer
from tests.factories import make_article, make_photo, make_source, make_user

pytestmark = pytest.mark.django_db


def codes(article) -> list[str]:
    return [finding.code for finding in checks.run(article)]


def test_an_ordinary_article_has_no_findings():
    assert codes(make_article(published=False)) == []


@pytest.mark.parametrize(
    ("fields", "code", "level"),
    [
        ({"body": "<p> </p>"}, "no-text", "block"),
        ({"summary": " "}, "no-summary", "warn"),
        ({"is_reprint": True}, "no-original", "warn"),
    ],
)
def test_what_is_missing_is_found(fields, code, level):
    found = checks.run(make_article(published=False, **fields))
    assert [(finding.code, finding.level) for finding in found] == [(code, level)]


def test_a_source_is_asked_for():
    article = make_article(published=False)
    article.source = None
    assert codes(article) == ["no-source"]
    article.is_reprint = True
    assert codes(article) == ["no-source", "no-original"]
    article.source, article.source_url = make_source(), "https://example.org/a"
    assert codes(article) == []


def test_photos_need_a_credit_and_words():
    lead, shown = make_photo(credit=" ", title="塔吊"), make_photo(alt=" ", title="厂房")
    article = make_article(published=False, lead_photo=lead, body=f"<p>文字。</p>{shown.as_figure()}")
    found = [(finding.code, finding.place) for finding in checks.run(article)]
    assert found == [("no-credit", "lead_photo"), ("no-alt", "body")]


def test_blocks_block_and_warnings_want_a_reason_that_is_kept():
    article, by = make_article(published=False, summary=""), make_user()
    gate = Gate(article)
    assert len(gate.errors()) == 1 and gate.errors(warnings=False) == []
    key = gate.findings[0].key
    assert gate.answer({key: "  ", "unknown": "理由"}, by=by) == 0
    assert gate.answer({key: "短讯，不写摘要。"}, by=by) == 1
    assert gate.errors() == [] and Gate(article).errors() == []
    assert gate.answer({key: "短讯，不写摘要。"}, by=by) == 0
    kept = CheckAnswer.objects.get()
    assert (kept.code, kept.place, kept.reason, kept.by) == ("no-summary", "summary", "短讯，不写摘要。", by)


def test_what_blocks_can_not_be_answered(monkeypatch):
    block = Finding(Level.BLOCK, "secret", "文中有“机密”字样。", "body")
    monkeypatch.setitem(checks.CHECKS, "own", lambda article: [block, block])
    gate = Gate(make_article(published=False))
    assert gate.answer({block.key: "没关系"}, by=make_user()) == 0
    assert gate.errors() == ["文中有“机密”字样。"]


def test_blocks_come_first():
    found = checks.run(make_article(published=False, summary="", body=""))
    assert [finding.level for finding in found] == ["block", "warn"]
