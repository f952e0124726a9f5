"""The figure keepers' desk: each finds what waits for them, in few questions."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from news.models import Article
from portal.accounts.roles import Role
from portal.indicators import corrections, overdue
from portal.indicators.desk import FigureDesk
from portal.indicators.models import FigureUse
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from tests.factories import make_article, make_indicator, make_user, make_vintage

pytestmark = pytest.mark.django_db


def desk_of(user):
    request = RequestFactory().get("/admin/")
    request.user = type(user).objects.get(pk=user.pk)
    return FigureDesk.of(request)


def rows(user) -> dict[str, list[str]]:
    return {section.key: [row.title for row in section.rows] for section in desk_of(user).sections if section.rows}


def tie(article, value, by, **answer):
    figure = found_figures(article)[0]
    FigureUse.objects.tie(article, plain_text(article.body), figure, by=by, vintage=value, **answer)


@pytest.fixture
def keepers(boss):
    return make_user(Role.FIGURE_KEEPER), make_user(Role.FIGURE_KEEPER)


def test_it_is_for_those_who_enter_or_publish_values(client, boss, keepers):
    for user, has_one in ((keepers[0], True), (boss, True), (make_user(Role.EDITOR), False), (make_user(), False)):
        assert (desk_of(user) is not None) == has_one
        client.force_login(user)
        assert ("指标工作台" in client.get("/admin/").content.decode()) == has_one


def test_a_draft_waits_for_the_other_and_what_was_published_alone_for_a_review(keepers):
    one, two = keepers
    draft = make_indicator(name="新签约项目数", frequency="N").enter(3, "2025", by=one, source_name="来源")
    assert (rows(one), rows(two)) == ({"mine": ["新签约项目数 · 2025年"]}, {"publish": ["新签约项目数 · 2025年"]})
    assert (desk_of(one).waiting, desk_of(two).waiting) == (0, 1)
    draft.publish(by=one, note="没有别人")
    assert (rows(one), rows(two)) == ({}, {"review": ["新签约项目数 · 2025年"]})
    draft.review(by=two)
    assert rows(two) == {}


def test_a_corrected_value_waits_until_every_public_text_with_the_old_one_has_its_note(boss, keepers):
    keeper, _other = keepers
    indicator = make_indicator(name="实施重点项目数", frequency="N")
    old = make_vintage("38", indicator=indicator)
    texts = [make_article(by=boss, body=f"<p>第{n}次报道：实施重点项目38个。</p>") for n in "一二三"]
    hidden = make_article(by=boss, published=False, body="<p>实施重点项目38个。</p>")
    for text, is_live in ((texts[0], False), (texts[1], False), (texts[2], True), (hidden, False)):
        tie(text, old, boss, is_live=is_live)
    assert rows(keeper) == {}
    soon = make_article(by=boss, body="<p>将要报道：实施重点项目38个。</p>")
    tie(soon, old, boss)
    Article.objects.filter(pk=soon.pk).update(go_live_at=timezone.now() + timedelta(days=1))
    new = make_vintage("39", indicator=indicator, reason="correction")
    (section,) = [section for section in desk_of(keeper).sections if section.rows]
    (row,) = section.rows
    assert section.key == "spread" and row.words == "39个 · 2处印有旧值，还没有更正说明"
    assert row.address == f"/admin/indicators/vintage/{new.pk}/correct/"
    keys = [place.key for place in corrections.places(new)]
    corrections.place_notes(new, keys[:1], "更正。", by=boss)
    assert "1处" in [s for s in desk_of(keeper).sections if s.rows][0].rows[0].words
    corrections.place_notes(new, keys, "更正。", by=boss)
    assert rows(keeper) == {}


@pytest.mark.parametrize("is_live", [True, False])
def test_a_withdrawn_value_waits_while_a_public_text_prints_it(boss, keepers, is_live):
    value = make_vintage("38", indicator=make_indicator(name="实施重点项目数", frequency="N"))
    article = make_article(by=boss, title="三月快讯", body="<p>实施重点项目38个。</p>")
    tie(article, value, boss, is_live=is_live)
    assert rows(keepers[0]) == {}
    value.withdraw(by=boss, reason="误录")
    (row,) = [section for section in desk_of(keepers[0]).sections if section.rows][0].rows
    assert (row.title, row.words) == ("实施重点项目数 · 2025年", "38个 · 已撤回，仍印在：三月快讯")
    assert row.address == f"/admin/indicators/vintage/{value.pk}/change/"
    article.withdraw(by=boss, reason="误报")
    assert rows(keepers[0]) == {}


def test_a_regular_figure_is_due_when_its_days_have_passed(keepers, monkeypatch):
    indicator = make_indicator(name="城镇新增就业", frequency="M", due_days=10)
    make_vintage("5", indicator=indicator, period="2026-07")
    make_vintage("9", indicator=indicator, period="2026-08", is_target=True)
    for day, found in ((date(2026, 9, 10), {}), (date(2026, 9, 11), {"due": ["城镇新增就业"]})):
        monkeypatch.setattr(overdue.timezone, "localdate", lambda day=day: day)
        assert rows(keepers[0]) == found
    words = desk_of(keepers[0]).sections[-2].rows[0].words
    assert words == "应于2026年9月10日前更新，尚未更新 · 最近一期：2026年7月"


def test_however_much_waits_it_takes_as_many_queries(boss, keepers, django_assert_max_num_queries):
    def pile(n):
        for k in range(n):
            indicator = make_indicator(name=f"指标{n}-{k}", frequency="A")
            old = make_vintage("38", indicator=indicator, period="2020")
            tie(make_article(by=boss, body="<p>实施重点项目38个。</p>"), old, boss)
            make_vintage("39", indicator=indicator, period="2020", reason="correction")
            make_vintage(period="2025", indicator=indicator, published=False)

    for n in (1, 10):
        pile(n)
        with django_assert_max_num_queries(11):  # three of them for the rights
            sections = desk_of(keepers[0]).sections
    assert {s.key: len(s.rows) for s in sections} == {"publish": 11, "review": 0, "spread": 11, "due": 11, "mine": 0}
    assert len(sections[0].shown) == 8 and len(sections[0].rest) == 3


def test_the_day_after_the_last_is_too_late():
    assert overdue.due_on("M", "2026-07", 10) == date(2026, 8, 31) + timedelta(days=10)
