"""Rates after official bulletins, and sums that count only what may count."""

from datetime import date
from decimal import Decimal as D

import pytest

from projects.models import MonthlyReport, Project, ProjectYear
from projects.statistics import (
    Year,
    ahead,
    as_day,
    falls_in,
    monthly_sums,
    rate,
    rounded,
    schedule,
    share_of_largest,
    spread,
    stage_board,
    totals,
    yearly_progress,
    years_on_record,
)
from tests.factories import make_boss, make_plan, make_project


@pytest.mark.parametrize(
    ("done", "plan", "digits", "published"),
    [
        ("629.0", "647.4", 1, "97.2"),  # Jiangmen, January to October
        ("206", "255", 1, "80.8"),  # start rate
        ("622.2", "853.8", 0, "73"),  # Hanzhong 2018; its parts add up to 618.85, and are not forced to
        ("277.58", "258.08", 2, "107.56"),  # over 100
        ("367.1", "500.4", 1, "73.4"),  # Wujin: 246.5 + 253.9
        ("153.7", "246.5", 1, "62.4"),
        ("27", "38", 2, "71.05"),  # signed and started in the same year
        ("62.449", "100", 1, "62.4"),  # rounding twice would give 62.5
    ],
)
def test_rates_agree_with_official_bulletins(done, plan, digits, published):
    assert rounded(rate(D(done), D(plan)), digits) == D(published)


def test_being_ahead_of_schedule_is_counted_in_points():
    assert rounded(rate(D("629.0"), D("647.4")) - rate(10, 12), 1) == D("13.8")


def test_ahead_and_schedule_are_given_in_points():
    assert rounded(ahead(D("629.0"), D("647.4"), 10), 1) == D("13.8")
    assert ahead(D(1), D(2), 12) == -50 and ahead(D(1), None, 6) is None
    assert schedule(6) == 50
    with pytest.raises(ValueError):
        schedule(13)


def test_the_three_largest_of_the_plan():
    assert share_of_largest([D(5), D(1), D(2), D(1), D(1)]) == 80
    assert share_of_largest([]) is None and share_of_largest([D(0)]) is None


def test_days_are_counted_between_days_only():
    day = date(2025, 3, 1)
    pairs = [(day, date(2025, 3, 11)), (day, date(2025, 3, 31)), (day, day)]
    pairs += [(day, None), (None, day), (day, date(2025, 2, 1))]
    found = spread(pairs)
    assert (found.median, rounded(found.mean, 2), found.n) == (10, D("13.33"), 3)
    assert spread([(None, None)]) is None
    assert as_day("2025-03-01") == day and as_day("2025-03") is None and as_day("") is None


@pytest.mark.parametrize(
    ("planned", "year", "quarter", "falls"),
    [
        ("2025-03", 2025, 1, True), ("2025-Q1", 2025, 1, True), ("2025-03-31", 2025, 1, True),
        ("2025-04", 2025, 1, False),
        ("2025", 2025, 1, False), ("2025", 2025, None, True), ("2025/2027", 2025, None, False), ("", 2025, None, False),
        ("2025-S1", 2025, 1, False), ("2025-S1", 2025, None, True), ("--03-01", 2025, None, False),
    ],
)  # fmt: skip
def test_a_planned_period_falls_into_a_quarter_as_a_whole(planned, year, quarter, falls):
    assert falls_in(planned, year, quarter) is falls


def test_half_is_rounded_up():
    assert rounded(D("0.05"), 1) == D("0.1") and rounded(D("2.5"), 0) == 3


@pytest.mark.parametrize(("done", "plan"), [(None, D(1)), (D(1), None), (D(1), D(0)), (None, None)])
def test_without_a_plan_or_a_value_there_is_no_rate(done, plan):
    assert rate(done, plan) is None
    assert rounded(None, 1) is None


@pytest.mark.django_db
def test_the_board_has_all_groups_in_order_in_one_query(django_assert_num_queries):
    make_project(stage="planned", total_investment=100)
    make_project(stage="reserved", total_investment=50)
    make_project(stage="completed")
    make_project(stage="negotiating", total_investment=7)
    make_project(stage="signed", is_sample=True, total_investment=9)
    with django_assert_num_queries(1):
        board = stage_board(Project.objects.published().of_zone())
    assert [(row.group, row.count, row.investment, row.known) for row in board] == [
        ("reserve", 2, 150, 2), ("signed", 0, None, 0), ("preparing", 0, None, 0), ("building", 0, None, 0),
        ("completed", 1, None, 0), ("operating", 0, None, 0), ("unknown", 0, None, 0),
    ]  # fmt: skip
    assert board[3].word == "在建"


@pytest.mark.django_db
def test_totals_say_of_how_many_the_amount_is_known():
    make_project(total_investment=D("13500"))
    make_project()
    found = totals(Project.objects.published())
    assert (found.count, found.investment, found.known) == (2, 13_500, 1)


def report(project, month, amount, approved=True):
    made = MonthlyReport.objects.create(project=project, month=month, month_amount=amount, visible_progress="基础")
    if approved:
        made.take_over(by=make_boss(), source="旧表")


@pytest.mark.django_db
def test_progress_sets_approved_months_against_the_plan_that_counts(django_assert_num_queries):
    project = make_project()
    make_plan(project, 100, adjusted_amount=120)
    ProjectYear.objects.create(project=project, year=2027)
    report(project, "2025-01", 90)
    report(project, "2025-02", 75)
    report(project, "2025-03", 1000, approved=False)
    report(project, "2026-01", 5)
    with django_assert_num_queries(1):
        years = yearly_progress(project)
    assert [(y.year, y.plan, y.done, y.to, y.rate) for y in years] == [
        (2025, 120, 165, "2025-02", D("137.5")), (2026, None, 5, "2026-01", None),
    ]  # fmt: skip


@pytest.mark.django_db
def test_months_add_up_over_the_projects_given():
    one, other = make_project(), make_project()
    report(one, "2025-01", 10)
    report(other, "2025-01", 5)
    report(other, "2025-02", 3, approved=False)
    report(make_project(published=False), "2025-01", 99)
    sums = monthly_sums(2025, Project.objects.published())
    assert len(sums) == 12
    assert [(s.month, s.amount, s.reports) for s in sums[:2]] == [("2025-01", 15, 2), ("2025-02", None, 0)]


# --- the figures of a year ------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_year_is_read_in_two_queries(django_assert_num_queries):
    for n in range(3):
        project = make_project(date="2025-03", total_investment=10_000 * n)
        make_plan(project, 100, adjusted_amount=120 if n else None)
        project.levels.create(level="zone", year=2025)
        report(project, "2025-02", 50)
    with django_assert_num_queries(2):
        year = Year(Project.objects.published(), 2025)
    found = year.completion(year.of_level("zone"))
    assert (found.projects, found.plan, found.done, found.through) == (3, 340, 150, "2025-02")
    assert (rounded(found.rate, 2), rounded(found.ahead, 2)) == (D("44.12"), D("27.45"))
    assert (found.reporting.done, found.reporting.planned, rounded(found.largest, 0)) == (3, 3, 100)


@pytest.mark.django_db
def test_who_has_no_plan_or_was_built_before_owes_no_report():
    def planned(plan=100, **fields):
        project = make_project(**fields)
        make_plan(project, plan)
        return project

    report(planned(), "2025-06", 10)
    planned()
    planned(plan=None)
    planned(stage="completed", date="2025-03")
    report(planned(stage="completed", date="2025-09"), "2025-06", 10)
    report(make_project(), "2025-06", 10)
    year = Year(Project.objects.published(), 2025)
    found = year.completion(year.planned)
    assert (found.projects, found.done, found.reporting.done, found.reporting.planned) == (4, 20, 2, 3)


@pytest.mark.django_db
def test_years_on_record_come_from_plans_and_dated_public_stages(django_assert_num_queries):
    ProjectYear.objects.create(project=make_project(date="2024-05"), year=2027)
    make_project(date="2022", stage="negotiating")
    make_project()
    with django_assert_num_queries(1):
        assert years_on_record(Project.objects.published()) == [2027, 2024]
