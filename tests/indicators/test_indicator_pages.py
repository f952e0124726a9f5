import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import MonthlyReport
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_panel,
    make_plan,
    make_project,
    make_site,
    make_vintage,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_site()
    make_column(name="数据高新", slug="data", kind="panels", column_type="数据发布")


def text(response) -> str:
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def get(client, indicator):
    return client.get(indicator.get_absolute_url())


def corrected(**fields):
    indicator = make_indicator(**({"code": "KEY_PROJECTS", "name": "实施重点项目数"} | fields))
    make_vintage("38", indicator=indicator, source_name="河南日报，2026-01-16")
    make_vintage("39", indicator=indicator, reason="correction", note="=补计一个", source_name="更正")
    make_vintage("40", indicator=indicator, reason="routine", published=False)
    return indicator


def test_the_page_shows_the_current_value_and_keeps_the_old_one(client):
    page = text(get(client, corrected()))
    assert page.index("39个") < page.index("全部发布记录") < page.index("38个")
    assert "已被替代" in page
    assert "更正" in page
    assert "40个" not in page


def test_it_says_what_the_figure_is_and_how_to_cite_it(client):
    indicator = corrected(definition="当年列为重点并在实施的项目", frequency="A", kind="flow")
    page = text(get(client, indicator))
    for told in ("当年列为重点并在实施的项目", "KEY_PROJECTS", "时期数", "年度", "怎样引用"):
        assert told in page
    assert "“实施重点项目数”（KEY_PROJECTS）：39个，2025年，来源：更正" in page


def test_three_years_make_a_line_and_two_dont(client):
    indicator = make_indicator()
    for year in (2023, 2024):
        make_vintage(str(year - 2000), indicator=indicator, period=str(year))
    assert "chart-trend" not in get(client, indicator).content.decode()
    make_vintage("30", indicator=indicator, period="2025")
    page = get(client, indicator).content.decode()
    assert "chart-trend" in page
    spoken = re.findall(r'tabindex="0" role="img" aria-label="([^"]*)"', page)
    assert len(spoken) == 6 and all("个" in words for words in spoken)  # three points, wide and narrow; one is shown


def test_the_announced_value_is_drawn_beside_the_computed_one(client):
    make_project(stage="in_operation")
    indicator = make_indicator(measure="projects_operating")
    make_vintage("23", indicator=indicator, period="2024", qualifier="sample")
    page = get(client, indicator)
    assert "公布23个，公开记录中处于投产阶段的有1个，相差22个。" in text(page)
    assert "公布数与公开记录对照" in text(page)
    assert 'href="/projects/?stage=operating"' in page.content.decode()


def test_published_articles_that_print_it_are_listed(client):
    indicator = corrected()
    make_article(title="全年重点项目盘点", indicators=[indicator])
    make_article(title="还没写完的文章", indicators=[indicator], published=False)
    page = text(get(client, indicator))
    assert "全年重点项目盘点" in page
    assert "还没写完的文章" not in page


def test_the_tags_of_a_content_page_are_there(client):
    page = get(client, corrected()).content.decode()
    assert '<meta name="ArticleTitle" content="实施重点项目数">' in page
    assert '<meta name="ContentSource" content="示例高新区">' in page
    assert re.search(r'<meta name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d">', page)


def hidden(case):
    if case == "internal":
        return corrected(is_public=False)
    indicator = make_indicator(code="KEY_PROJECTS")
    if case == "draft":
        make_vintage("38", indicator=indicator, published=False)
    if case == "scheduled":
        later = make_vintage("38", indicator=indicator, published=False)
        later.publish(by=make_boss(), at=timezone.now() + timedelta(hours=1))
    if case == "withdrawn":
        make_vintage("38", indicator=indicator).withdraw(by=make_boss(), reason="有误")
    return indicator


@pytest.mark.parametrize("case", ["internal", "empty", "draft", "scheduled", "withdrawn"])
@pytest.mark.parametrize("ending", ["/", ".csv", ".json"])
def test_what_isnt_public_was_never_there(client, case, ending):
    hidden(case)
    assert client.get(f"/data/indicators/KEY_PROJECTS{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["/", ".csv", ".json"])
def test_an_unknown_code_is_404(client, ending):
    assert client.get(f"/data/indicators/NOTHING{ending}").status_code == 404


def test_the_csv_has_every_published_value_and_runs_no_formula(client):
    corrected()
    response = client.get("/data/indicators/KEY_PROJECTS.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    raw = response.content.decode()
    assert raw.startswith("\ufeff代码,")
    rows = list(csv.DictReader(io.StringIO(raw[1:])))
    assert [(row["数值"], row["版次"], row["时期"]) for row in rows] == [("39", "2", "2025"), ("38", "1", "2025")]
    assert rows[0]["说明"] == "'=补计一个"


def test_a_negative_number_stays_a_number_in_the_csv(client):
    indicator = make_indicator(code="DELTA")
    make_vintage("-2.50", indicator=indicator)
    rows = list(csv.DictReader(io.StringIO(client.get("/data/indicators/DELTA.csv").content.decode()[1:])))
    assert rows[0]["数值"] == "-2.5"


def test_the_json_has_every_published_value_with_exact_numbers(client):
    indicator = make_indicator(code="PAT_10K", kind="ratio", unit="件")
    make_vintage("42.91", indicator=indicator, period="", as_of="2025", comparisons="倍数 6.66 全市平均值")
    data = client.get("/data/indicators/PAT_10K.json").json()
    assert (data["code"], data["unit"], len(data["values"])) == ("PAT_10K", "件", 1)
    value = data["values"][0]
    assert value["value"] == "42.91"
    assert value["comparisons"] == [{"kind": "ratio", "value": "6.66", "total": None, "base": "全市平均值"}]
    assert (value["period"], value["as_of"], value["vintage"]) == ("", "2025", 1)


def test_a_computed_series_of_invented_projects_is_a_line_and_says_so(client):
    for _n in range(3):
        project = make_project(is_sample=True)
        make_plan(project, 1000)
        for month in ("01", "02", "04"):
            report = MonthlyReport.objects.create(
                project=project, month=f"2025-{month}", month_amount=70, visible_progress="主体"
            )
            report.take_over(by=make_boss(), source="旧表")
    response = get(client, make_indicator(measure="sample_month_amount", unit="万元", is_sample=True))
    page = text(response)
    assert "210万元" in page
    assert "虚构" in page
    assert "chart-trend" in response.content.decode()
    assert "暂无数据" in page  # March is a gap


@pytest.mark.parametrize(("fields", "queries"), [({"measure": "projects_operating"}, 8), ({}, 7)])
def test_queries_are_few_and_dont_grow_with_the_data(client, fields, queries, django_assert_num_queries):
    indicator = make_indicator(**fields)
    for n in (2, 20):
        for year in range(n):
            observed = make_vintage(str(year), indicator=indicator, period=str(2000 + year), reason="routine")
            make_vintage("5", indicator=indicator, period=observed.observation.period, reason="routine")
            make_article(indicators=[indicator])
        make_panel(indicator)
        with django_assert_num_queries(queries):
            assert get(client, indicator).status_code == 200
