"""The list of checks before publishing: what each finds, what blocks, and what an answer is worth."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from news import checks
from news.checks import Finding, Level
from news.checks.gate import Gate
from news.models import CheckAnswer, LeaderPost, Word
from portal.feedback.models import Freeze
from portal.media.models import Attachment
from tests.factories import make_article, make_boss, make_message, make_photo, make_project, make_source, make_user

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


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("printed", ["按装", "按 装", "按\u200b装", "按　装"])
def test_a_word_of_the_table_is_found_whatever_its_spacing(printed):
    Word.objects.create(word="按装", right="安装", level="block")
    (found,) = checks.run(make_article(published=False, body=f"<p>设备{printed}完成。</p>"))
    assert (found.level, found.code, found.place) == ("block", "word-mistake", "body")
    assert "应为“安装”" in found.text


def test_width_and_case_don_t_hide_a_word():
    Word.objects.create(word="abc公司", level="warn", category="sensitive")
    assert codes(make_article(published=False, title="ＡＢＣ公司开工")) == ["word-sensitive"]


def test_the_table_works_at_once_and_its_inactive_rows_not():
    article = make_article(published=False, title="高新区管委揭牌")
    assert codes(article) == []
    word = Word.objects.create(word="管委", right="管委会")
    assert codes(article) == ["word-mistake"]
    article.title = "高新区管委会揭牌"
    assert codes(article) == []
    article.title, word.is_active = "管委揭牌", False
    word.save()
    assert codes(article) == []


# --- what must not go out ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证号11010519491231002X。", ["id-number"]),
        ("身份证号 110105 19491231 002X", ["id-number"]),
        ("１１０１０５１９４９１２３１００２Ｘ", ["id-number"]),
        ("110105194912310021", []),  # wrong check digit
        ("订单号11010519491231002", []),  # 17 digits
        ("编号110105194912310021234", []),
        ("联系电话13812345678", ["mobile"]),
        ("联系电话 138-1234-5678", ["mobile"]),
        ("总机0375-12345678", []),
        ("金额138123456780元", []),
        ("机密★10年", ["secret-mark"]),
        ("【内部资料】", ["secret-mark"]),
        ("涉及国家机密的内容", ["secret-word"]),
        ("保护商业秘密", []),
    ],
)
def test_numbers_and_marks(text, found):
    article = make_article(published=False, body=f"<p>{text}</p>")
    assert codes(article) == found
    assert "0105194912310" not in "".join(finding.text for finding in checks.run(article))


# --- names and dates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("管委会主任张三出席。", []),
        ("党工委书记、管委会主任张三出席。", ["党工委书记"]),
        ("党工委书记李四、管委会副主任张三出席。", ["管委会副主任"]),
        ("时任管委会副主任张三出席。", []),
        ("张三出席。", []),
    ],
)
def test_posts_are_those_of_the_day(text, wrong):
    post = LeaderPost.objects.create
    post(name="张三", post="管委会副主任", since=date(2020, 1, 1), until=date(2024, 12, 31))
    post(name="张三", post="管委会主任", since=date(2025, 1, 1))
    post(name="李四", post="党工委书记")
    found = checks.run(make_article(published=False, body=f"<p>{text}</p>"))
    assert [finding.text.split(" ")[0] for finding in found] == wrong
    assert all("管委会主任" in finding.text for finding in found)


def test_relative_dates_are_named_once_a_place():
    found = checks.run(make_article(published=False, title="今天开工", body="<p>近日，项目开工。昨日、近日……</p>"))
    assert [(finding.place, finding.code) for finding in found] == [
        ("title", "relative-date"),
        ("body", "relative-date"),
    ]
    assert "近日、昨日" in found[1].text


# --- links ---------------------------------------------------------------------------------------


def test_links_inside_the_site_are_asked_for(settings):
    live, dead = make_article(), make_article(published=False)
    project, hidden = make_project(), make_project(published=False)
    good = [
        live.get_absolute_url(), live.column.path, project.get_absolute_url(), "/projects/?stage=building", "/", "/feeds/#rss",
        "https://example.org/no", f"{settings.SITE_URL}/data/",
    ]  # fmt: skip
    bad = [
        f"/news/2026/01/{dead.pk}/", "/no/such/", hidden.get_absolute_url(), "/data/no-panel/", "/data/indicators/NO/",
        f"{settings.SITE_URL}/nowhere/",
    ]  # fmt: skip
    body = "".join(f'<p><a href="{address}">见</a></p>' for address in good + bad)
    found = checks.run(make_article(published=False, body=body))
    assert [finding.text.rpartition("：")[2] for finding in found] == bad
    assert {finding.code for finding in found} == {"dead-link"}


def test_posts_are_asked_for_on_the_day_of_publication():
    LeaderPost.objects.create(name="张三", post="管委会副主任", since=date(2020, 1, 1), until=date(2024, 12, 31))
    LeaderPost.objects.create(name="张三", post="管委会主任", since=date(2025, 1, 1))
    article = make_article(published=False, body="<p>管委会副主任张三出席。</p>")
    assert codes(article) == ["leader-post"]
    article.go_live_at = timezone.make_aware(datetime(2024, 6, 1, 9))
    assert codes(article) == []


def test_the_english_text_is_checked_too():
    photo = make_photo(credit=" ")
    english = {
        "title_en": "Tel. 13812345678",
        "summary_en": "x",
        "body_en": f'<p>11010519491231002X <a href="/en/no/">see</a></p>{photo.as_figure()}',
    }
    article = make_article(published=False, **english)
    found = {(finding.code, finding.place) for finding in checks.run(article)}
    assert found == {("no-credit", "body"), ("id-number", "body_en"), ("mobile", "title_en"), ("dead-link", "body_en")}
    article.body_en = '<p>On <a href="/en/data/">figures</a>.</p>'
    assert ("dead-link", "body_en") not in {(finding.code, finding.place) for finding in checks.run(article)}


# --- what was taken down -------------------------------------------------------------------------


def test_what_was_taken_down_after_a_claim_does_not_come_back_elsewhere():
    photo, boss = make_photo(title="塔吊"), make_boss()
    page = make_article(title="有争议的报道", lead_photo=photo)
    draft = make_article(published=False, body=f"<p>文字。</p>{photo.as_figure()}")
    assert codes(draft) == []
    page.freeze(by=boss, reason="照片版权核查")
    (found,) = checks.run(draft)
    assert (found.code, found.level, found.place) == ("claimed", "block", "body")
    assert "塔吊" in found.text and "有争议的报道" in found.text and "照片版权核查" in found.text
    with pytest.raises(ValidationError, match="有争议的报道"):
        draft.rush(by=boss, reason="急")
    page.unfreeze(by=boss, note="主张不成立", since=page.updated_at)
    assert codes(draft) == []


def test_a_claim_that_was_right_keeps_its_picture_away_and_another_withdrawal_asks_for_a_word():
    photo, boss = make_photo(), make_boss()
    message = make_message(kind="rights")
    page = make_article(lead_photo=photo)
    draft = make_article(published=False, lead_photo=photo)
    freeze = Freeze.put(message, page, by=boss, reason="核查")
    freeze.keep_withdrawn(by=boss, note="侵权成立")
    assert [(finding.code, finding.place) for finding in checks.run(draft)] == [("claimed", "lead_photo")]
    other = make_photo()
    make_article(lead_photo=other).withdraw(by=boss, reason="文字有误")
    (found,) = checks.run(make_article(published=False, lead_photo=other))
    assert (found.code, found.level) == ("withdrawn-too", "warn") and "文字有误" in found.text
    file = Attachment.add(b"%PDF-1.7", name="名单.pdf")
    holder = make_article(body=f'<p>附件</p><div data-embed="file" data-id="{file.pk}" data-label="表"></div>')
    holder.freeze(by=boss, reason="涉个人信息")
    assert codes(make_article(published=False, body=holder.body)) == ["claimed"]
