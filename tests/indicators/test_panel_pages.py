import re
from decimal import Decimal
from html import escape

import pytest
from django.core.exceptions import ValidationError

from portal.indicators.embeds import render_panel
from portal.indicators.models import Indicator, PanelItem
from portal.indicators.panels import blocks, items_of, key_figures, overview
from portal.lib.outward import outward
from tests.factories import make_boss, make_column, make_indicator, make_panel, make_project, make_site, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_site()
    make_column(name="数据高新", slug="data", kind="panels", column_type="数据发布")


def text(response) -> str:
    """What a reader reads, without markup and spacing."""
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def put(panel, *indicators, display="bar", chart="一张图", **fields):
    for position, indicator in enumerate(indicators, start=panel.items.count()):
        PanelItem.objects.create(
            panel=panel, indicator=indicator, display=display, chart=chart, position=position, **fields
        )


def observed(value="1", period="2025", unit="个", *, indicator=None, **fields):
    indicator = indicator or make_indicator(unit=unit)
    make_vintage(value, indicator=indicator, period=period, **fields)
    return indicator


def test_a_figure_shows_all_that_must_be_told(client):
    indicator = make_indicator(name="万人发明专利拥有量", unit="件", kind="ratio", definition="按常住人口计算")
    make_vintage(
        "42.91", indicator=indicator, period="", as_of="2025", is_reported=True, qualifier="reach", comparisons="倍数 6.66 全市平均值",
        source_name="公开报道（2025年初）", source_url="https://example.org/a",
    )  # fmt: skip
    panel = make_panel(indicator)
    response = client.get(panel.get_absolute_url())
    page = text(response)
    for told in ("42.91件", "万人发明专利拥有量", "时期未写明，2025年报道", "是全市平均值的6.66倍"):
        assert told in page
    assert "公开报道（2025年初）" in page
    assert "按常住人口计算" in page
    assert f'href="{escape(outward("https://example.org/a"))}"' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "shown", "absent"),
    [
        ({"value": "300", "qualifier": "forecast", "obs_status": "E"}, "预计300个", "300个预计"),
        ({"value": "161", "qualifier": "planned", "is_target": True, "period": "2026/2030"}, "计划161个", "目标"),
        ({"value": "5", "qualifier": "forecast", "is_target": True, "period": "2026-Q1"}, "计划2026年第1季度", "目标"),
        ({"value": "100", "qualifier": "at_least", "is_target": True}, "目标", "计划"),
        ({"value": "1", "comparisons": "位次 1/6 市内各区"}, "市内各区共6个，居第1位", "预计"),
    ],
)
def test_plans_forecasts_and_ranks_are_named(client, fields, shown, absent):
    page = text(client.get(make_panel(observed(**fields)).get_absolute_url()))
    assert shown in page
    assert absent not in page


def test_an_observation_comes_before_the_target_and_names_it(client):
    indicator = observed("2534", "2025", "人")
    make_vintage("2400", indicator=indicator, period="2025", is_target=True)
    page = text(client.get(make_panel(indicator).get_absolute_url()))
    assert "2534人" in page
    assert "目标2400人" in page


def test_announced_and_computed_stand_side_by_side(client):
    for _n in range(3):
        make_project(stage="in_operation")
    indicator = observed("23", "2024", indicator=make_indicator(measure="projects_operating"), qualifier="sample")
    page = text(client.get(make_panel(indicator).get_absolute_url()))
    assert "公布23个，公开记录中处于投产阶段的有3个，相差20个。" in page


def test_of_a_qualified_number_no_difference_is_taken(client):
    make_project(stage="in_operation")
    indicator = observed("20", "2024", indicator=make_indicator(measure="projects_operating"), qualifier="more_than")
    page = text(client.get(make_panel(indicator).get_absolute_url()))
    assert "公布20余个，公开记录中处于投产阶段的有1个。" in page


def test_what_has_no_public_value_has_no_place(client):
    empty, draft = make_indicator(name="空指标"), make_indicator(name="草稿指标")
    make_vintage("77", indicator=draft, published=False)
    page = text(client.get(make_panel(empty, draft, observed("5")).get_absolute_url()))
    assert "空指标" not in page
    assert "草稿指标" not in page
    assert "5个" in page


def test_an_internal_indicator_is_left_out(client):
    make_project(stage="in_operation")
    secret = observed("5", indicator=make_indicator(name="内部指标"))
    counted = make_indicator(name="内部计算", measure="projects_operating")
    panel = make_panel(secret, counted, observed())
    Indicator.objects.filter(pk__in=[secret.pk, counted.pk]).update(is_public=False)
    assert "内部" not in text(client.get(panel.get_absolute_url()))
    for ending in ("csv", "json"):
        assert "内部" not in client.get(f"/data/{panel.slug}.{ending}").content.decode()


def test_a_panel_with_an_internal_indicator_is_not_published():
    panel = make_panel(make_indicator(name="内部指标", is_public=False), published=False)
    with pytest.raises(ValidationError, match="内部指标不能放上公开面板：内部指标"):
        panel.publish(by=make_boss())


def test_a_corrected_value_replaces_the_old_one(client):
    indicator = observed("38", "2025")
    make_vintage("39", indicator=indicator, period="2025", reason="correction")
    make_vintage("40", indicator=indicator, period="2025", reason="routine", published=False)
    page = text(client.get(make_panel(indicator).get_absolute_url()))
    assert "39个" in page
    assert "38个" not in page
    assert "40个" not in page


def test_once_the_period_is_decided_the_dated_value_counts(client):
    indicator = observed("20", "", as_of="2026-01-16")
    observed("21", "2025", indicator=indicator)
    assert "21个" in text(client.get(make_panel(indicator).get_absolute_url()))


def test_a_fixed_period_is_kept(client):
    indicator = observed("38", "2024")
    observed("40", "2025", indicator=indicator)
    panel = make_panel()
    put(panel, indicator, display="number", chart="", period="2024")
    assert "38个" in text(client.get(panel.get_absolute_url()))
    assert "40个" not in text(client.get(panel.get_absolute_url()))


# --- charts ---------------------------------------------------------------------------------------


def drawn(panel):
    return [(block.chart and block.chart.kind, len(block.figures)) for block in blocks(items_of(panel))]


def test_neighbours_with_one_title_share_a_chart():
    panel = make_panel()
    put(panel, observed("54", unit="家"), observed("22", unit="家"), chart="企业数")
    put(panel, observed("7"), observed("9"), display="number", chart="")
    assert drawn(panel) == [("bar", 2), (None, 2)]


def test_a_value_drawn_twice_stands_once_where_its_panel_is_summed_up():
    panel, indicator = make_panel(), observed("7.5")
    put(panel, indicator, display="number", chart="")
    put(panel, indicator, display="bar")
    assert [(entry.count, len(entry.figures)) for entry in overview()] == [(1, 1)]
    assert render_panel([panel.pk], {})[panel.pk].count("7.5") == 1


def test_two_units_never_share_a_chart():
    panel = make_panel()
    put(panel, observed("54", unit="家"), observed("22", unit="个"))
    assert drawn(panel) == [(None, 2)]


def test_rates_over_100_are_drawn_as_they_are():
    panel = make_panel()
    put(panel, observed("137.53", unit="%"), observed("111.17", unit="%"), display="progress")
    chart = blocks(items_of(panel))[0].chart
    assert chart.kind == "progress"
    assert "137.53%" in chart.desc


def test_what_was_reached_of_each_target_is_drawn_past_100():
    panel = make_panel()
    for value, target, unit in (("2534", "2400", "人"), ("3886", "4000", "人")):
        indicator = observed(value, unit=unit)
        make_vintage(target, indicator=indicator, is_target=True)
        put(panel, indicator, display="progress", chart="目标完成情况")
    chart = blocks(items_of(panel))[0].chart
    assert chart.kind == "progress"
    assert "105.58%" in chart.desc and "97.15%" in chart.desc


def test_a_rank_needs_its_total_and_a_part_its_whole():
    panel = make_panel()
    ranked = observed("1", indicator=make_indicator(kind="rank", unit="位"), rank_total=16)
    put(panel, ranked, display="rank", chart="位次")
    put(panel, observed("119"), observed("36"), display="composition", chart="构成")
    put(panel, observed("36"), observed("119"), display="composition", chart="部分大于整体")
    put(panel, observed("119", "2024"), observed("36", "2025"), display="composition", chart="不同时期")
    assert drawn(panel) == [("rank", 1), ("composition", 2), (None, 2), (None, 2)]


@pytest.mark.parametrize(("years", "kind"), [(1, None), (2, "bar"), (3, "trend"), (5, "trend")])
def test_a_line_needs_three_observations(years, kind):
    indicator = make_indicator()
    for year in range(years):
        observed(str(10 + year), str(2020 + year), indicator=indicator)
    panel = make_panel()
    put(panel, indicator, display="trend")
    assert drawn(panel) == [(kind, 1)]


def test_a_chart_of_several_periods_names_the_sources_of_all_of_them():
    """Each value has its own source; of many the newest are named."""
    indicator = make_indicator()
    for year in range(2021, 2023):
        make_vintage("1", indicator=indicator, period=str(year), source_name=f"{year}年公报")
    panel = make_panel()
    put(panel, indicator, display="bar")
    assert "2022年公报；2021年公报" in blocks(items_of(panel))[0].chart.meta[-1]
    for year in range(2023, 2026):
        make_vintage("1", indicator=indicator, period=str(year), source_name=f"{year}年公报")
    PanelItem.objects.update(display="trend")
    assert blocks(items_of(panel))[0].chart.meta[-1].endswith("2025年公报；2024年公报；2023年公报等")


def test_a_target_and_a_value_without_period_are_no_observations_of_a_line():
    indicator = observed("1", "2024")
    observed("2", "2025", indicator=indicator)
    observed("9", "2026", indicator=indicator, is_target=True)
    observed("8", "", indicator=indicator, as_of="2025")
    panel = make_panel()
    put(panel, indicator, display="trend")
    assert drawn(panel) == [("bar", 1)]


def test_a_missing_year_is_a_gap():
    indicator = make_indicator()
    for year in (2020, 2021, 2024):
        observed("3", str(year), indicator=indicator)
    panel = make_panel()
    put(panel, indicator, display="trend")
    rows = blocks(items_of(panel))[0].chart.table.rows
    assert [row.head for row in rows] == ["2020年", "2021年", "2022年", "2023年", "2024年"]
    assert rows[2].cells[0].text == "暂无数据"


# --- who sees what --------------------------------------------------------------------------------


def test_a_draft_panel_is_not_there(client):
    panel = make_panel(observed(), published=False)
    assert client.get(panel.get_absolute_url()).status_code == 404
    assert panel.title not in client.get("/data/").content.decode()
    panel.publish(by=make_boss())
    assert panel.title in client.get("/data/").content.decode()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_files_of_a_draft_and_of_a_withdrawn_panel_answer_like_its_page(client, ending):
    panel = make_panel(observed(), published=False)
    where = f"/data/{panel.slug}.{ending}"
    assert client.get(where).status_code == 404
    panel.publish(by=make_boss())
    assert client.get(where).status_code == 200
    panel.withdraw(by=make_boss(), reason="合并")
    assert client.get(where).status_code == 410


def test_a_withdrawn_panel_is_gone(client):
    panel = make_panel(observed())
    panel.withdraw(by=make_boss(), reason="合并到项目建设")
    response = client.get(panel.get_absolute_url())
    assert response.status_code == 410
    assert "合并到项目建设" in response.content.decode()


def test_invented_figures_stand_only_on_a_panel_that_says_so(client):
    make_project(is_sample=True)
    invented = make_indicator(name="示例项目数", measure="sample_projects", is_sample=True)
    real = observed("38", indicator=make_indicator(name="真实指标"))
    assert "示例项目数" not in text(client.get(make_panel(real, invented).get_absolute_url()))
    page = text(client.get(make_panel(real, invented, is_sample=True).get_absolute_url()))
    assert "真实指标" not in page
    assert "全部虚构" in page
    assert "1个" in page


def test_the_home_page_gets_key_figures_of_the_real_zone_in_two_queries(django_assert_num_queries):
    panel, samples = make_panel(position=1), make_panel(is_sample=True)
    put(panel, *[observed(str(n)) for n in range(1, 9)], display="number", chart="", is_key=True)
    put(panel, observed("99"), display="number", chart="")
    put(samples, make_indicator(is_sample=True, measure="sample_projects"), is_key=True)
    put(make_panel(published=False), observed("77"), is_key=True)
    with django_assert_num_queries(2):
        figures = key_figures()
    assert [figure.vintage.value for figure in figures] == [1, 2, 3, 4, 5, 6]


def test_the_tags_of_a_content_page_are_there(client):
    panel = make_panel(observed(), title="项目建设")
    page = client.get(panel.get_absolute_url()).content.decode()
    assert '<meta name="ArticleTitle" content="项目建设">' in page
    assert re.search(r'<meta name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d">', page)
    assert '<meta name="ContentSource" content="示例高新区">' in page
    assert '<meta name="ColumnName" content="数据高新">' in page


# --- queries --------------------------------------------------------------------------------------


def _fill(wide, samples, times: int):
    for n in range(times):
        one = make_indicator(measure="projects_operating")
        for year in range(2020, 2025):
            observed(str(n), str(year), indicator=one)
        make_vintage("2", indicator=one, period="2024", reason="correction")
        put(wide, one, display="trend", chart=f"图{n}")
        make_project(stage="in_operation", total_investment=Decimal(100))
        make_project(is_sample=True)
        for name, unit in (("sample_projects", "个"), ("sample_month_amount", "万元"), ("sample_year_rate", "%")):
            put(samples, make_indicator(measure=name, unit=unit, is_sample=True), display="number", chart="")


def test_measures_of_many_years_stay_within_ten_queries(client, django_assert_max_num_queries):
    names = (
        "year_projects",
        "year_rate",
        "start_rate",
        "days_signing_to_start",
        "projects_operating",
        "plan_reserve_projects",
    )
    panel = make_panel(slug="years")
    for year in range(2018, 2026):
        make_project(stage="signed", date=f"{year}-03-01")
        for name in names:
            unit = "%" if name.endswith("rate") else "天" if name.startswith("days") else "个"
            put(
                panel,
                observed("5", str(year), unit, indicator=make_indicator(measure=name, unit=unit)),
                display="number",
                chart="",
            )
    with django_assert_max_num_queries(10):
        page = text(client.get("/data/years/"))
    assert page.count("对照公开记录") >= 24


@pytest.mark.parametrize(("path", "queries"), [("/data/wide/", 8), ("/data/invented/", 8), ("/data/", 7)])
def test_queries_are_few_and_dont_grow_with_the_data(client, path, queries, django_assert_num_queries):
    panels = make_panel(slug="wide"), make_panel(slug="invented", is_sample=True)
    for times in (1, 10):
        _fill(*panels, times)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_the_question_of_the_introduction_is_the_headline(client):
    asked = make_panel(observed("1"), title="项目建设", intro="公布了多少项目，差在哪里？两种数并列。")
    html = client.get(asked.get_absolute_url()).content.decode()
    assert "<h1>公布了多少项目，差在哪里？</h1><p>两种数并列。</p>" in html and '<p class="kicker">项目建设</p>' in html
    plain = make_panel(observed("1"), title="科技创新", intro="专利共2.5万件。")
    assert "<h1>科技创新</h1><p>专利共2.5万件。</p>" in client.get(plain.get_absolute_url()).content.decode()
