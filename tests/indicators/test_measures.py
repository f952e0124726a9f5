import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.indicators.measures import Records, choices, compute, names
from projects.models import MonthlyReport, ProjectYear
from tests.factories import make_boss, make_indicator, make_plan, make_project

pytestmark = pytest.mark.django_db


def value(name, unit="个", period="2025", *, sample=False):
    return compute(name, unit, period, Records(sample=sample)).value


def report(project, month, amount, *, approved=True):
    made = MonthlyReport.objects.create(project=project, month=month, month_amount=amount, visible_progress="主体施工")
    if approved:
        made.take_over(by=make_boss(), source="旧表")


def sample_projects(count=3, *, plan="1000"):
    made = [make_project(is_sample=True) for _n in range(count)]
    for project in made:
        make_plan(project, plan)
    return made


def test_only_public_records_of_the_zone_count():
    make_project(stage="in_operation")
    make_project(stage="at_capacity")
    make_project(stage="under_construction")
    make_project(stage="in_operation", published=False)
    make_project(stage="suspended")
    make_project(stage="in_operation", is_sample=True)
    assert value("projects_on_record") == 3
    assert value("projects_operating") == 2
    assert value("sample_projects", sample=True) == 1


def test_investment_says_of_how_many_it_is_known():
    make_project(total_investment=Decimal(52000))
    make_project(total_investment=Decimal(13500))
    make_project()
    computed = compute("investment_on_record", "亿元", "", Records())
    assert computed.value == Decimal("6.55")
    assert computed.note == "3条记录中有2条已知总投资"
    assert compute("investment_on_record", "万元", "", Records()).value == 65500


@pytest.mark.parametrize(("projects", "said"), [(0, "没有这样的项目"), (2, "2个，总投资均未公布")])
def test_an_unknown_investment_is_not_zero(projects, said):
    for _n in range(projects):
        make_project(stage="in_operation")
    computed = compute("investment_operating", "亿元", "", Records())
    assert computed.value is None
    assert said in computed.words


def test_a_year_is_that_of_the_announced_value():
    make_project(stage="signed", date="2024-05")
    make_project(stage="signed", date="2025")
    make_project(stage="signed", date="--02-13")
    both = make_project(stage="signed", date="2024")
    both.enter_stage("under_construction", by=make_boss(), date="2024-09", source_name="来源")
    assert value("projects_signed_in_year", period="2024") == 2
    assert value("projects_signed_and_started_in_year", period="2024") == 1
    assert value("projects_signed_in_year", period="2023") == 0


@pytest.mark.parametrize("period", ["", "--02-13"])
def test_without_a_year_there_is_no_figure_of_a_year(period):
    assert compute("projects_signed_in_year", "个", period, Records()) is None


def test_it_links_to_the_projects_it_counts(client):
    make_project(stage="in_operation", name="昊顺智造")
    make_project(stage="signed", name="另一个")
    computed = compute("projects_operating", "个", "", Records())
    assert computed.url == "/projects/?stage=operating"
    assert computed.words == "公开记录中处于投产阶段的有1个"
    page = client.get(computed.url).content.decode()
    assert "昊顺智造" in page
    assert "另一个" not in page


def test_all_measures_of_all_years_ask_the_records_once(django_assert_num_queries):
    make_project(stage="in_operation", total_investment=Decimal(1000))
    records = Records()
    records.years |= {2022, 2023, 2024, 2025}
    with django_assert_num_queries(2):  # records; their levels, plans and reports
        records.frame(2022)
    with django_assert_num_queries(1):  # the smallest group
        for period in ("2022", "2023-Q1", "2024", "2025"):
            for name in names():
                if not name.startswith("sample_"):
                    for unit in ("个", "亿元", "%", "天"):
                        compute(name, unit, period, records)


# --- of a year, as on the statistics page ----------------------------------------------------------


def test_projects_and_investment_by_year_and_level():
    planned = [make_project(total_investment=Decimal(20_000)) for _n in range(2)]
    for project in planned:
        make_plan(project, 100)
    planned[0].levels.create(level="provincial", year=2025)
    make_project(total_investment=Decimal(50_000))
    assert value("year_projects") == 2
    assert value("year_investment", "亿元") == 4
    assert value("year_projects_provincial") == 1
    assert value("year_investment_provincial", "万元") == 20_000
    assert value("year_projects", period="2023") == 0
    found = compute("year_projects_provincial", "个", "2025", Records())
    assert "level=provincial" in found.url
    assert "year=2025" in found.url


def test_a_completion_rate_is_held_back_as_on_the_statistics_page():
    for count, shown in ((2, None), (3, Decimal("50.00"))):
        while MonthlyReport.objects.count() < count:
            project = make_project()
            make_plan(project, 1000)
            report(project, "2025-06", 500)
        found = compute("year_rate", "%", "2025", Records())
        assert found.value == shown
    assert value("year_plan", "亿元") == Decimal("0.3")
    assert value("year_done", "万元") == 1500
    assert value("reporting_rate", "%") == 100
    assert compute("year_rate_provincial", "%", "2025", Records()).value is None


def test_rates_of_projects_and_median_days():
    for start, day in (("2025-01-01", "2025-02-01"), ("2025-01-01", "2025-03-01")):
        project = make_project(stage="signed", date=start)
        project.enter_stage("under_construction", by=make_boss(), date=day, source_name="来源")
    late = make_project(stage="signed", date="2025-05-01", planned_start="2025-Q4")
    assert value("same_year_rate", "%") == Decimal("66.67")
    assert value("start_rate", "%") == 200  # two started, one was planned to
    assert value("days_signing_to_start", "天") == 45
    assert value("quarter_start", period="2025-Q4") == 1
    assert value("quarter_start_large", period="2025-Q4") == 0
    assert compute("quarter_start", "个", "2025", Records()) is None
    assert late.stage == "signed"


def test_the_reserve_is_that_of_the_five_year_plan():
    make_project(stage="planned", plan_period="十五五", total_investment=Decimal(30_000))
    make_project(stage="reserved", plan_period="十四五")
    assert value("plan_reserve_projects", period="2026/2030") == 1
    assert value("plan_reserve_investment", "亿元", "2026/2030") == 3
    assert compute("plan_reserve_projects", "个", "2026", Records()) is None


# --- the invented ones ----------------------------------------------------------------------------


def test_only_approved_reports_add_up_by_month():
    first, *others = sample_projects()
    for project in (first, *others):
        report(project, "2025-01", 100)
    report(first, "2025-02", 50, approved=False)
    computed = compute("sample_month_amount", "万元", "", Records(sample=True))
    assert computed.series == (("2025-01", 300),)
    assert (computed.period, computed.value) == ("2025-01", 300)


def test_a_rate_is_the_ratio_of_sums_and_is_not_capped():
    big, *small = sample_projects(plan="100")
    ProjectYear.objects.filter(project=big).update(plan_amount=10_000, adjusted_amount=1000)
    report(big, "2025-06", 1500)
    for project in small:
        report(project, "2025-06", 50)
    rates = compute("sample_year_rate", "%", "", Records(sample=True)).series
    assert rates == (("2025", Decimal(1600) / Decimal(1200) * 100),)
    assert value("sample_year_plan", "万元", sample=True) == 1200
    assert value("sample_year_amount", "万元", sample=True) == 1600


def test_reports_of_projects_without_a_plan_dont_raise_the_rate():
    for project in sample_projects():
        report(project, "2025-06", 500)
    report(make_project(is_sample=True), "2025-06", 9999)
    assert value("sample_year_rate", "%", sample=True) == 50


def test_of_fewer_than_three_projects_no_sum_is_given():
    for project in sample_projects(2):
        report(project, "2025-06", 500)
    for name, unit in (("sample_year_rate", "%"), ("sample_year_plan", "万元"), ("sample_month_amount", "万元")):
        assert value(name, unit, sample=True) is None


# --- which indicator may have which ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "ok"),
    [
        ({"measure": "projects_operating", "unit": "个"}, True),
        ({"measure": "investment_on_record", "unit": "亿元"}, True),
        ({"measure": "investment_on_record", "unit": "个"}, False),
        ({"measure": "projects_in_heaven", "unit": "个"}, False),
        ({"measure": "sample_projects", "unit": "个"}, False),
        ({"measure": "sample_projects", "unit": "个", "is_sample": True}, True),
        ({"measure": "projects_operating", "unit": "个", "is_sample": True}, False),
    ],
)
def test_an_indicator_takes_only_a_measure_that_fits(fields, ok):
    indicator = make_indicator(**fields)
    if ok:
        indicator.clean()
    else:
        with pytest.raises(ValidationError) as error:
            indicator.clean()
        assert "measure" in error.value.message_dict


def test_a_measure_that_doesnt_fit_is_never_computed():
    make_project(is_sample=True)
    assert compute("sample_projects", "个", "", Records()) is None
    assert compute("nonsense", "个", "", Records()) is None


def test_every_measure_has_a_chinese_name_of_its_own_in_the_list(client):
    offered = [(name, label) for _group, some in choices() for name, label in some]
    assert sorted(name for name, _label in offered) == names()
    assert all(re.search("[\u4e00-\u9fff]", label) and not re.search("[%{}]", label) for _name, label in offered)
    labels = [label for _group, some in choices() for label in {label for _name, label in some}]
    assert len(labels) == len(offered)
    client.force_login(make_boss())
    indicator = make_indicator(measure="projects_operating", unit="个")
    page = client.get(reverse("admin:indicators_indicator_change", args=[indicator.pk])).content.decode()
    assert '<option value="projects_operating" selected>公开记录中处于投产阶段的有…</option>' in page
