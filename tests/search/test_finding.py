"""What a reader finds, by every way of writing it."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from news.models import Topic
from portal.search.asked import Asked
from portal.search.models import Promotion, SearchTerm, Synonym
from portal.search.results import Results
from tests.factories import (
    make_article,
    make_column,
    make_indicator,
    make_page,
    make_panel,
    make_project,
    make_public,
    make_vintage,
)

from .helpers import found, page, reindex

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_is_found(boss):
    make_article(title="尼龙产业的文章", by=boss)
    project = make_project(name="尼龙项目", by=boss)
    make_vintage("42.91", indicator=make_indicator(name="尼龙企业数", unit="家"), by=boss)
    make_panel(make_indicator(), title="尼龙面板", by=boss)
    make_page(title="尼龙页面", by=boss)
    topic = Topic.objects.create(slug="nylon", title="尼龙专题", intro="十年之路")
    topic.projects.set([project])
    reindex()
    everything = {"尼龙产业的文章", "尼龙项目", "尼龙企业数 2025年 42.91家", "尼龙面板", "尼龙页面"}
    assert set(found("尼龙")) == everything  # the topic is a draft
    make_public(topic, by=boss)
    reindex()
    assert set(found("尼龙")) == {*everything, "尼龙专题"}
    assert found("十年之路") == ["尼龙专题"]
    assert [(choice.value, choice.count) for choice in Results(Asked(q="尼龙")).kinds] == [
        ("article", 1), ("topic", 1), ("project", 1), ("figure", 2), ("page", 1),
    ]  # fmt: skip


def test_aliases_facts_and_stage_words_find_a_project(boss):
    project = make_project(name="智能流体机械创新工业园", by=boss, address="神马大道", summary="建设厂房")
    project.aliases.create(name="流体机械产业园")
    reindex()
    for word in ("流体机械产业园", project.code, "神马大道", "厂房", "在建"):
        assert found(word) == ["智能流体机械创新工业园"], word


@pytest.mark.parametrize("word", ["12.56亿", "12.56亿元", "125600万元", "１２.５６亿元", "1256000000元"])
def test_an_amount_is_found_however_it_is_written(boss, word):
    make_article(title="甲", body="<p>完成投资12.56亿元。</p>", by=boss)
    make_article(title="乙", body="<p>总投资125600万元。</p>", by=boss)
    make_article(title="丙", body="<p>总投资12.5亿元，又56亿元。</p>", by=boss)
    reindex()
    assert set(found(word)) == {"甲", "乙"}


@pytest.mark.parametrize("word", ["gaoxinqu", "gao xin qu", "gxq", "GXQ", "gaoxin"])
def test_names_are_found_by_pinyin_and_initials(boss, word):
    make_article(title="走进高新区", by=boss)
    make_article(title="别的事情", by=boss)
    reindex()
    assert found(word) == ["走进高新区"]


def test_what_is_written_so_comes_before_what_sounds_so(boss):
    make_article(title="GXQ标准", by=boss)
    make_article(title="走进高新区", by=boss)
    reindex()
    assert found("gxq") == ["GXQ标准"]


def test_words_of_one_group_find_each_other(boss):
    Synonym.objects.create(words="高新区，高新技术产业开发区")
    make_article(title="甲", body="<p>高新技术产业开发区揭牌。</p>", by=boss)
    reindex()
    assert found("高新区") == ["甲"]


def test_all_words_must_be_found(boss):
    make_article(title="甲", body="<p>尼龙与储能。</p>", by=boss)
    make_article(title="乙", body="<p>尼龙。</p>", by=boss)
    reindex()
    assert found("尼龙 储能") == ["甲"]


def test_a_name_comes_before_a_title_before_a_text_and_newer_before_older(boss):
    day = timezone.make_aware(datetime(2025, 1, 1))
    make_article(title="谈谈储能电站", by=boss, at=day)
    make_article(title="再谈储能电站", by=boss, at=day.replace(month=2))
    make_article(title="别的", body="<p>储能电站。</p>", by=boss)
    make_project(name="储能电站", by=boss)
    reindex()
    assert found("储能电站") == ["储能电站", "再谈储能电站", "谈谈储能电站", "别的"]
    assert found("储能电站", order="date")[2:] == ["再谈储能电站", "谈谈储能电站"]


def test_filters_count_and_narrow(client, boss):
    column = make_column(name="要闻")
    for n, year in enumerate((2024, 2025, 2025)):
        make_article(
            title=f"尼龙{n}", column=column if n else None, at=timezone.make_aware(datetime(year, 3, 1)), by=boss
        )
    reindex()
    results = Results(Asked(q="尼龙", year=2025))
    assert results.total == 2
    assert [(choice.value, choice.count) for choice in results.years] == [("2025", 2), ("2024", 1)]
    assert [(choice.word, choice.count) for choice in results.columns][0] == ("要闻", 2)
    assert "共找到 2 条" in page(client, "尼龙", column=column.pk)


def test_the_words_are_marked_where_they_stand(client, boss):
    make_article(title="甲", summary="", body=f"<p>{'前文' * 60}投资12.56亿元建成尼龙厂。</p>", by=boss)
    reindex()
    assert "<mark>尼龙</mark>" in page(client, "尼龙")
    assert "<mark>12.56亿元</mark>" in page(client, "125600万元")
    make_article(title="走进高新区", summary="", body="<p>高新区的事。</p>", by=boss)
    reindex()
    assert page(client, "gaoxinqu").count("<mark>高新区</mark>") == 2


def test_an_excerpt_begins_with_a_word(client, boss):
    make_article(title="甲", summary="", body=f"<p>{'前文' * 60}。{'开头' * 14}的尼龙厂。</p>", by=boss)
    reindex()
    assert "…开头" in page(client, "尼龙")


def test_markup_in_a_text_stays_text(client, boss):
    make_article(title="<b>尼龙</b>", body="<p>&lt;script&gt;alert(1)&lt;/script&gt;尼龙</p>", by=boss)
    reindex()
    text = page(client, "尼龙")
    assert "<script>alert" not in text
    assert "&lt;b&gt;<mark>尼龙</mark>" in text


def test_invented_records_are_found_only_among_samples(client, boss):
    make_project(name="示例：风机", is_sample=True, by=boss)
    reindex()
    assert found("风机") == []
    assert found("风机", is_sample=True) == ["示例：风机"]
    assert "sample-mark" in page(client, "风机", sample="1")


def test_a_promoted_result_says_so_and_leads_nowhere_secret(client, boss):
    hidden = make_article(title="藏", by=boss)
    make_article(title="尼龙", by=boss)
    Promotion.objects.create(words="尼龙，尼龙66", title="请看项目库", address="/projects/")
    Promotion.objects.create(words="尼龙", title="藏起来的", address=hidden.get_absolute_url())
    hidden.withdraw(by=boss, reason="原因")
    reindex()
    text = page(client, "尼龙")
    assert "请看项目库" in text
    assert "编辑推荐" in text
    assert "藏起来的" not in text
    assert "请看项目库" not in page(client, "尼龙 城")


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [("/messages/new/", True), ("/report/?about=/", True), ("/messages/12345678/", False), ("/nowhere/", False)],
)
def test_a_form_can_be_promoted_and_who_promotes_what_is_not_there_is_told(client, boss, address, is_shown):
    client.force_login(boss)
    given = {"words": "投诉", "title": "从这里开始", "address": address, "position": "0"}
    given |= {f"{name}_{n}": "" for name in ("starts_at", "ends_at") for n in (0, 1)}
    answer = client.post(reverse("admin:search_promotion_add"), given, follow=True).content.decode()
    assert Promotion.objects.count() == 1
    assert ("读者暂时看不到" in answer) is not is_shown
    assert ("从这里开始" in page(client, "投诉")) is is_shown


@pytest.mark.parametrize(
    ("typed", "meant"), [("高薪区", "高新区"), ("尼隆新材料", "尼龙新材料"), ("智慧流体机械", "智能流体机械")]
)
def test_a_slip_is_answered_with_what_was_meant(client, boss, typed, meant):
    make_article(title="高新区的尼龙新材料", by=boss)
    make_project(name="智能流体机械创新工业园", by=boss)
    reindex()
    text = page(client, typed)
    assert "您是不是要找" in text
    assert f">{meant}</a>" in text


def test_what_editors_approved_is_meant_too_though_only_texts_have_it(client, boss):
    article = make_article(title="题目", body="<p>推进碳中和。</p>", by=boss)
    SearchTerm.objects.create(text="碳中和", results=1)
    reindex()
    assert "您是不是要找" not in page(client, "炭中和")
    SearchTerm.objects.get().approve()
    assert ">碳中和</a>" in page(client, "炭中和")
    article.withdraw(by=boss, reason="原因")
    assert "您是不是要找" not in page(client, "炭中和")


def test_suggestions_while_typing(client, boss):
    make_project(name="尼龙智造产业园", by=boss).aliases.create(name="尼龙城")
    make_article(title="谈谈尼龙", by=boss)
    reindex()
    for text in ("尼龙", "nil", "nlz"):
        assert "尼龙智造产业园" in client.get("/search/suggest/", {"q": text}).json()["suggestions"]
    assert client.get("/search/suggest/", {"q": "尼龙城"}).json()["suggestions"] == ["尼龙城"]
    assert client.get("/search/suggest/", {"q": '"'}).json()["suggestions"] == []


def test_english_texts_are_found_below_en_and_nowhere_else(client, boss):
    column = make_column(slug="notices", name_en="Notices")
    english = {"title_en": "Port opened", "body_en": "<p>The harbour is open to barges.</p>"}
    make_article(title="港口开港", column=column, by=boss, **english)
    make_article(title="只有中文的港口", by=boss)
    make_project(name="港口码头", name_en="Harbour quay", by=boss)
    make_vintage("42.91", indicator=make_indicator(name="港口数", name_en="Number of ports", unit="个"), by=boss)
    reindex()
    html = client.get("/en/search/", {"q": "harbour"}).content.decode()
    assert '<html lang="en"' in html
    assert "Found: 2" in html and "Harbour</mark> quay" in html and 'href="/en/news/' in html
    assert "港口" not in html
    assert found("barges") == []
    assert set(found("港口")) == {"港口开港", "只有中文的港口", "港口码头", "港口数 2025年 42.91个"}
    assert "Number of <mark>ports</mark>" in client.get("/en/search/", {"q": "ports"}).content.decode()
    assert client.get("/en/search/suggest/", {"q": "harb"}).json()["suggestions"] == ["Harbour quay"]
    assert "/en/search/?q=harbour" in client.get("/en/search/feed/", {"q": "harbour"}).content.decode()


def test_an_english_text_that_goes_is_found_no_more(boss):
    fields = {
        "title_en": "Port opened",
        "body_en": "<p>Open.</p>",
        "column": make_column(slug="notices", name_en="Notices"),
    }
    article = make_article(by=boss, **fields)
    reindex()
    with override("en"):
        assert found("port") == ["Port opened"]
        article.title_en = article.body_en = ""
        article.save()
        reindex()
        assert found("port") == []


def test_a_name_in_english_suggests_the_chinese_page(client, boss):
    make_project(name="尼龙城", code="AA-007", name_en="Nylon Town", by=boss)
    reindex()
    for text in ("nylon", "aa-0"):
        assert client.get("/search/suggest/", {"q": text}).json()["suggestions"] == ["尼龙城"]
