import pytest
from django.test import Client
from django.utils import timezone

from news.models import Article, DayReads
from portal.indicators.models import PanelItem
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_panel,
    make_photo,
    make_project,
    make_site,
    make_source,
    make_vintage,
)  # fmt: skip

pytestmark = pytest.mark.django_db
QUERIES = 12  # all that are allowed


@pytest.fixture
def columns():
    make_site()
    make_column(kind="home", slug="", name="首页")
    news = make_column(kind="list", slug="news", name="新闻中心")
    make_column(kind="projects", slug="projects", name="重点项目")
    names = {"headlines": "高新要闻", "notices": "通知公告", "progress": "项目进展", "industry": "产业动态"}
    return {slug: make_column(parent=news, slug=slug, name=name) for slug, name in names.items()}


def key_figure(value, by=None, **panel):
    indicator = make_indicator(unit="亿元")
    vintage = make_vintage(value, indicator=indicator, by=by, source_name="一份公报", qualifier="over")
    PanelItem.objects.filter(panel=make_panel(indicator, by=by, **panel)).update(is_key=True)
    return vintage


def page() -> str:
    response = Client().get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_site_has_a_home_page_without_empty_sections():
    html = page()
    assert html.count("<h1") == 1
    assert html.count("<h2") == 1  # the ways in, which are always there
    assert '<ul class="rows' not in html


def test_the_lead_is_the_newest_recommended_story_with_a_picture(columns):
    make_article(column=columns["headlines"], title="旧的头条", slot="picture", lead_photo=make_photo())
    make_article(column=columns["headlines"], title="新的头条", slot="picture", lead_photo=make_photo(alt="塔吊"))
    make_article(column=columns["headlines"], title="没有图片", slot="picture")
    html = page()
    lead = html[html.index('class="lead-story"') : html.index("</article>")]
    assert "新的头条" in lead
    assert 'alt="塔吊"' in lead
    assert "示例摄影" in lead
    beside = html[html.index('class="top-side"') : html.index("<footer")]
    assert "新的头条" not in beside
    assert "没有图片" in beside


def test_columns_show_their_newest_and_those_without_any_are_left_out(columns):
    make_article(column=columns["progress"], title="吊装开始")
    html = page()
    assert "<h2>项目进展</h2>" in html
    assert "吊装开始" in html
    assert "通知公告" not in html


def test_nothing_unpublished_reaches_the_home_page(columns):
    fields = {"column": columns["headlines"], "slot": "picture", "lead_photo": make_photo()}
    make_article(title="草稿秘密", published=False, **fields)
    make_project(name="草稿项目秘密", published=False, date="2025")
    make_project(name="洽谈秘密", stage="negotiating", date="2025")
    assert "秘密" not in page()


def test_key_figures_carry_qualifier_unit_period_and_source_and_open_the_indicator(columns):
    vintage = key_figure("122.3")
    html = page()
    band = html[html.index('class="figures-band"') :]
    assert "突破" in band
    assert "122.3" in band
    assert "亿元" in band
    assert "2025年" in band
    assert "一份公报" in band
    assert f'href="{vintage.observation.indicator.get_absolute_url()}"' in band


def test_invented_figures_and_drafts_are_no_key_figures(columns):
    key_figure("77.7", is_sample=True)
    key_figure("88.8", published=False)
    html = page()
    assert "77.7" not in html
    assert "88.8" not in html


def test_the_board_counts_real_published_records_and_links_each_group(columns):
    make_project(stage="under_construction", total_investment=52_000)
    make_project(stage="under_construction", total_investment=None)
    make_project(stage="under_construction", total_investment=990_000, is_sample=True)
    make_project(stage="unknown", name="阶段不明")
    html = page()
    step = html[html.index('href="/projects/?stage=building"') :]
    step = step[: step.index("</li>")]
    assert ">2<" in step
    assert "5.2亿元" in step
    assert "1 个已公布" in step
    assert 'href="/projects/?stage=unknown"' in html
    assert "另有 1 个阶段待确认" in html


def test_projects_that_moved_last_stand_first_and_invented_ones_not_at_all(columns):
    make_project(name="早的", date="2024")
    make_project(name="晚的", date="2025-11-03")
    make_project(name="虚构的", date="2025-12", is_sample=True)
    html = page()
    moves = html[html.index('class="moves"') :]
    assert moves.index("晚的") < moves.index("早的")
    assert "虚构的" not in html


def test_what_was_read_most_this_week_stands_in_its_order_and_nothing_withdrawn(columns):
    few, many, drafted = (
        make_article(column=columns["progress"], title=title) for title in ("读得少", "读得多", "撤下秘密")
    )
    Article.objects.filter(pk=drafted.pk).update(status="withdrawn")
    for article, count in ((few, 2), (many, 30), (drafted, 99)):
        DayReads.objects.create(article=article, day=timezone.localdate(), count=count)
    html = page()
    ranked = html[html.index('class="ranking"') : html.index("</ol>", html.index('class="ranking"'))]
    assert ranked.index("读得多") < ranked.index("读得少")
    assert "撤下秘密" not in html


def test_a_key_figure_of_three_years_has_a_line_and_one_of_two_has_none(columns):
    for indicator, periods in ((make_indicator(unit="件"), 3), (make_indicator(unit="人"), 2)):
        for n in range(periods):
            make_vintage(f"{n + 1}", indicator=indicator, period=f"{2023 + n}")
        PanelItem.objects.filter(panel=make_panel(indicator)).update(is_key=True)
    assert page().count('class="chart-spark"') == 1


def test_services_stand_on_the_home_page_when_there_are_any(columns):
    assert 'class="doors"' in page()
    service = make_column(kind="list", slug="service", name="办事服务")
    make_article(column=make_column(parent=service, slug="enterprise", name="企业服务"))
    html = page()
    assert 'href="/service/enterprise/"' in html[html.index('class="doors"') :]


def test_ten_times_the_content_takes_no_more_queries(columns, django_assert_num_queries):
    by, photo, source = make_boss(), make_photo(), make_source()

    def grow(times: int) -> None:
        for _ in range(times):
            for column in columns.values():
                article = make_article(by=by, column=column, source=source, slot="picture", lead_photo=photo)
                DayReads.objects.create(article=article, day=timezone.localdate(), count=3)
            make_project(by=by, date="2025", total_investment=1)
            key_figure("3", by=by)

    grow(1)
    with django_assert_num_queries(QUERIES):
        page()
    grow(9)
    with django_assert_num_queries(QUERIES):
        page()
