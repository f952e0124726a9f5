"""What prints which figure: ties to exactly one thing, places that follow the text, and who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from news.models import Article
from portal.indicators.models import FigureUse
from portal.indicators.printed import of_indicator
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from tests.factories import make_article, make_column, make_indicator, make_project, make_site, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(boss):
    return make_article(by=boss, body="<p>全年签约项目38个。实施重点项目38个，总投资122.3亿元。</p>")


def tie(article, index, by, **answer):
    return FigureUse.objects.tie(
        article, plain_text(article.body), found_figures(article)[index], by=by, **answer or {"is_left": True}
    )


def edit(article, body):
    article.body = body
    article.save()
    return list(FigureUse.objects.of(article))


def test_a_figure_is_tied_to_exactly_one_thing(article, boss):
    value, project = make_vintage("38", by=boss), make_project(by=boss)
    use = tie(article, 0, boss, vintage=value)
    assert (use.quoted, use.sentence) == ("38个", "全年签约项目38个。")
    assert plain_text(article.body)[use.start : use.end] == "38个"
    for answer in (
        {"vintage": value, "is_left": True},
        {"vintage": value, "project": project, "field": "total_investment"},
        {"project": project, "field": "internal_note"},
        {"measure": ""},
        {"is_left": True, "is_live": True},
    ):
        with pytest.raises(ValidationError):
            tie(article, 0, boss, **answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureUse.objects.filter(pk=use.pk).update(is_left=True)
    assert FigureUse.objects.of(article).count() == 1


def test_a_new_answer_replaces_the_old_one(article, boss):
    tie(article, 0, boss, vintage=make_vintage("38", by=boss))
    tie(article, 0, boss, is_left=True)
    (use,) = FigureUse.objects.of(article)
    assert use.is_left and use.vintage is None


def test_only_who_may_change_the_text_may_tie(article):
    with pytest.raises(PermissionDenied):
        tie(article, 0, make_user("指标员"))
    assert tie(article, 0, make_user("信息员"))


def test_a_use_follows_its_figure_through_an_edit(article, boss):
    tie(article, 1, boss, vintage=make_vintage("38", by=boss))
    uses = edit(
        article, "<h2>小标题</h2><p>去年签约38个。全年签约项目38个。实施<b>重点</b>项目38个，总投资122.3亿元。</p>"
    )
    assert [use.is_lost for use in uses] == [False]
    assert plain_text(article.body)[: uses[0].start].endswith("重点项目")
    assert uses[0].sentence == "实施重点项目38个，总投资122.3亿元。"


def test_a_use_whose_figure_is_gone_is_said_to_be_lost_and_comes_back_with_it(article, boss):
    before = article.body
    tie(article, 1, boss, vintage=make_vintage("38", by=boss))
    (use,) = edit(article, "<p>全年签约项目38个。</p>")
    assert use.is_lost and not FigureUse.objects.standing().exists()
    (use,) = edit(article, before)
    assert not use.is_lost


def test_two_that_change_places_keep_their_own(article, boss):
    first, second = tie(article, 0, boss), tie(article, 1, boss, vintage=make_vintage("38", by=boss))
    edit(article, "<p>实施重点项目38个，总投资122.3亿元。全年签约项目38个。</p>")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.start > second.start and not first.is_lost and not second.is_lost


def test_saving_never_fails_because_of_the_figures(article, boss, monkeypatch, caplog):
    tie(article, 0, boss)
    monkeypatch.setattr("portal.indicators.texts.find", lambda *_: 1 / 0)
    edit(article, "<p>全年签约项目39个。</p>")
    assert Article.objects.get(pk=article.pk).body == "<p>全年签约项目39个。</p>"
    assert "not followed" in caplog.text


def test_where_an_indicator_is_printed_in_public(article, boss, django_assert_num_queries):
    indicator = make_indicator()
    value = make_vintage("38", indicator=indicator, by=boss)
    draft = make_article(by=boss, published=False, body=article.body)
    for one in (article, draft):
        tie(one, 0, boss, vintage=value)
    assert FigureUse.objects.of_indicator(indicator).count() == 2
    with django_assert_num_queries(2):
        assert [printed.thing for printed in of_indicator(indicator)] == [article]
    assert not FigureUse.objects.of_indicator(make_indicator()).exists()


def test_an_english_page_names_the_english_of_what_prints_a_figure(client, boss):
    make_site()
    value = make_vintage("38", indicator=make_indicator(name_en="Contracts"), by=boss)
    column = make_column(slug="trade", name_en="Trade")
    text = {"body": "<p>签约项目38个。</p>", "title_en": "What was signed", "body_en": "<p>Text.</p>"}
    tie(make_article(by=boss, column=column, title="签约情况", **text), 0, boss, vintage=value)
    page = client.get("/en" + value.observation.indicator.get_absolute_url()).content.decode()
    assert "What was signed" in page and "签约情况" not in page


def test_a_deleted_draft_takes_its_uses_along(boss):
    draft = make_article(by=boss, published=False, body="<p>签约项目38个。</p>")
    tie(draft, 0, boss)
    draft.delete()
    assert not FigureUse.objects.exists()
