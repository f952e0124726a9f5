"""The monthly report: its steps, who takes them, what it must hold, when its month is closed."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.accounts.models import Department
from portal.accounts.roles import Role
from portal.sheets.tables import Table
from projects.models import MonthlyReport, ProjectSettings, ProjectYear
from projects.sheets import ReportSheet
from tests.factories import make_boss, make_photo, make_project, make_report, make_user

pytestmark = pytest.mark.django_db
STEPS = {
    "submit": ({"draft", "returned"}, "submitted"),
    "review": ({"submitted"}, "reviewed"),
    "approve": ({"reviewed"}, "approved"),
    "return_": ({"submitted", "reviewed"}, "returned"),
    "take_over": ({"draft"}, "approved"),
}
EXTRA = {"return_": {"opinion": "数据有误"}, "take_over": {"source": "旧表"}}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 5, 20))


def draft(month="2025-05", amount=100, **fields) -> MonthlyReport:
    fields = {"in_statistics": True} | fields
    return make_report(fields.pop("project", None) or make_project(), month, amount, approved=False, **fields)


def refused(report, verb="full_clean", **kwargs) -> dict:
    with pytest.raises(ValidationError) as refusal:
        getattr(report, verb)(**kwargs)
    return refusal.value.message_dict


# --- steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", MonthlyReport.State.values)
@pytest.mark.parametrize("verb", STEPS)
def test_a_step_starts_only_where_the_table_says(verb, state):
    report = draft()
    MonthlyReport.objects.filter(pk=report.pk).update(state=state)
    report.refresh_from_db()
    starts, goal = STEPS[verb]
    if state in starts:
        getattr(report, verb)(by=make_boss(), **EXTRA.get(verb, {}))
        assert MonthlyReport.objects.get().state == report.state == goal and report.steps.count() == 1
    else:
        with pytest.raises(ValidationError):
            getattr(report, verb)(by=make_boss(), **EXTRA.get(verb, {}))
        assert MonthlyReport.objects.get().state == state and report.steps.count() == 0


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.PROJECT_REPORTER, Role.PROMOTION, Role.PROJECT_REVIEWER, Role.PROJECT_HEAD]
)
@pytest.mark.parametrize("verb", STEPS)
def test_who_may_take_a_step(verb, role):
    may = {
        "submit": {Role.PROJECT_REPORTER, Role.PROJECT_REVIEWER, Role.PROJECT_HEAD}, "take_over": {Role.PROJECT_HEAD},
    }.get(verb, {Role.PROJECT_REVIEWER, Role.PROJECT_HEAD})  # fmt: skip
    report = draft()
    MonthlyReport.objects.filter(pk=report.pk).update(state=sorted(STEPS[verb][0])[0])
    report.refresh_from_db()
    if role in may:
        getattr(report, verb)(by=make_user(role), **EXTRA.get(verb, {}))
    else:
        with pytest.raises(PermissionDenied):
            getattr(report, verb)(by=make_user(role), **EXTRA.get(verb, {}))


def test_who_submits_neither_reviews_nor_approves():
    report, head = draft(), make_user(Role.PROJECT_HEAD)
    report.submit(by=head)
    with pytest.raises(ValidationError):
        report.review(by=head)
    report.review(by=make_user(Role.PROJECT_REVIEWER))
    with pytest.raises(ValidationError):
        report.approve(by=head)


def test_a_return_keeps_round_unit_opinion_and_time_and_the_report_comes_again():
    unit = Department.objects.create(name="项目办")
    report, reporter = draft(), make_user(Role.PROJECT_REPORTER)
    reviewer = make_user(Role.PROJECT_REVIEWER, department=unit)
    report.submit(by=reporter)
    with pytest.raises(ValidationError):
        report.return_(by=reviewer, opinion=" ")
    report.return_(by=reviewer, opinion="照片不清晰")
    report.month_amount = 90
    report.submit(by=reporter)
    report.review(by=reviewer)
    report.approve(by=reviewer)
    rows = list(report.steps.values_list("verb", "round", "unit", "opinion", "by"))
    assert rows == [
        ("submit", 1, "", "", reporter.pk), ("return", 1, "项目办", "照片不清晰", reviewer.pk), ("submit", 2, "", "", reporter.pk),
        ("review", 2, "项目办", "", reviewer.pk), ("approve", 2, "项目办", "", reviewer.pk),
    ]  # fmt: skip
    stored = MonthlyReport.objects.get()
    assert (stored.month_amount, stored.round, stored.approved_by) == (90, 2, reviewer)


def test_of_two_people_the_second_is_told():
    report = draft()
    report.submit(by=make_boss())
    other = MonthlyReport.objects.get()
    report.return_(by=make_boss(), opinion="有误")
    with pytest.raises(ValidationError):
        other.review(by=make_boss())
    assert MonthlyReport.objects.get().state == "returned"


@pytest.mark.parametrize("state", ["submitted", "reviewed", "approved"])
def test_what_was_handed_in_is_read_only_and_saving_it_unchanged_is_no_error(state):
    report = draft()
    MonthlyReport.objects.filter(pk=report.pk).update(state=state)
    report = MonthlyReport.objects.get()
    report.full_clean()
    report.month_amount = 1
    with pytest.raises(ValidationError):
        report.full_clean()
    with pytest.raises(ValidationError):
        report.save()
    with pytest.raises(ValidationError):
        report.set_photos([])
    assert MonthlyReport.objects.get().month_amount == 100


def test_history_is_taken_over_with_its_source():
    report = draft("2021-03", project=make_project(), in_statistics=None)
    report.take_over(by=make_boss(), source="2021年台账")
    assert [(step.verb, step.opinion) for step in report.steps.all()] == [("take_over", "2021年台账")]
    assert report.approved_at and MonthlyReport.objects.approved().count() == 1
    with pytest.raises(ValidationError):
        draft("2021-04").take_over(by=make_boss(), source=" ")


# --- closing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("month", "is_open"), [("2025-05", True), ("2025-04", False), ("2024-12", False)])
def test_a_month_closes_on_the_closing_day_of_the_next(month, is_open):
    report = draft(month)
    if month == "2024-12":
        report.set_photos([make_photo().pk])
    if is_open:
        report.submit(by=make_boss())
    else:
        assert "关账" in refused(report, "submit", by=make_boss())["month"][0]


def test_the_closing_day_is_a_setting_and_counts_itself():
    report = draft("2025-04")
    assert report.closed_error(date(2025, 5, 10)) == "" and report.closed_error(date(2025, 5, 11))
    ProjectSettings(closing_day=20).save()
    assert report.closed_error(date(2025, 5, 20)) == ""
    report.submit(by=make_boss())


def test_a_report_returned_after_closing_may_still_be_mended():
    report = draft("2025-04")
    MonthlyReport.objects.filter(pk=report.pk).update(state="returned", round=1)
    report.refresh_from_db()
    report.month_amount = 7
    report.submit(by=make_boss())
    assert MonthlyReport.objects.get().month_amount == 7


@pytest.mark.parametrize(("role", "taken"), [(Role.PROJECT_REPORTER, 0), (Role.PROJECT_HEAD, 1)])
def test_a_sheet_brings_a_closed_month_only_for_who_may_take_history_over(role, taken):
    project = make_project()
    headers = ["项目编号", "月份", "当月完成投资（万元）", "形象进度"]
    table = Table(headers, [[project.code, "2025-01", "12", "基础"]], [2])
    outcome = ReportSheet().run(table, by=make_user(role), write=True)
    assert MonthlyReport.objects.count() == taken
    assert [(p.row, "关账" in p.message) for p in outcome.problems] == ([] if taken else [(2, True)])


# --- what stands in it -------------------------------------------------------------------------


def test_a_negative_month_needs_its_reason():
    report = draft(amount=-5)
    assert "负" in refused(report)["month_amount"][0]
    report.amount_reason = "冲回上月多报"
    report.full_clean()


def test_progress_falls_only_with_a_reason_and_is_compared_with_the_last_report_there_is():
    project = make_project()
    make_report(project, "2025-02", 1, physical_progress=40)
    report = draft(project=project, physical_progress=39)
    assert "39" in refused(report)["physical_progress"][0] and "2025-02" in refused(report)["physical_progress"][0]
    report.progress_reason = "设计变更，拆除重建"
    report.full_clean()
    draft("2025-04", project=project, physical_progress=40).full_clean()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"visible_progress": "长" * 101}, "visible_progress"),
        ({"visible_progress": ""}, "visible_progress"),
        ({"physical_progress": 101}, "physical_progress"),
        ({"in_statistics": False}, "in_statistics"),
        ({"month": "2025-06"}, "month"),
        ({"month": "2025-13"}, "month"),
        ({"month_amount": None}, "month_amount"),
        ({"stage": "at_capacity"}, "stage"),
        ({"stage": "completed"}, "stage_date"),
    ],
)
def test_an_error_names_its_field(fields, name):
    report = draft()
    for key, value in fields.items():
        setattr(report, key, value)
    assert name in refused(report)


def test_a_completion_before_the_start_is_asked_about():
    report = draft(project=make_project(date="2025-03-10"))
    report.stage, report.stage_date = "completed", "2025-03-09"
    assert "2025年3月10日" in refused(report)["stage_date"][0]
    report.stage_date = "2025-03-10"
    report.full_clean()


@pytest.mark.parametrize(
    ("month", "fields", "name"),
    [
        ("2025-05", {"next_step": ""}, "next_step"),
        ("2025-05", {"in_statistics": None}, "in_statistics"),
        ("2025-05", {"stage": "completed", "stage_date": "2025-05-10"}, "photos"),
        ("2025-03", {}, "photos"),
    ],
)
def test_a_report_is_handed_in_complete(month, fields, name):
    ProjectSettings(closing_day=28).save()
    report = draft(month, **fields)
    MonthlyReport.objects.filter(pk=report.pk).update(state="returned")
    report.refresh_from_db()
    assert list(refused(report, "submit", by=make_boss())) == [name]
    assert MonthlyReport.objects.get().state == "returned"


@pytest.mark.parametrize("month", ["2025-03", "2025-06", "2025-09", "2025-12"])
def test_the_quarters_photo_is_enough(month, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, int(month[5:]), 26))
    report = draft(month)
    report.set_photos([make_photo().pk])
    report.submit(by=make_boss())


def test_at_most_nine_photos():
    report = draft()
    with pytest.raises(ValidationError) as refusal:
        report.set_photos(list(range(10)))
    assert "9" in str(refusal.value)


def test_the_plan_of_a_month_is_what_the_last_report_announced():
    project = make_project()
    make_report(project, "2025-04", 1, next_step="封顶")
    assert draft(project=project).month_plan == "封顶" and draft().month_plan == ""


# --- sums --------------------------------------------------------------------------------------


def test_sums_are_of_approved_months_only_and_in_two_queries(django_assert_num_queries):
    project = make_project(carried_over=1000, total_investment=1150)
    ProjectYear.objects.create(project=project, year=2025, plan_amount=500, adjusted_amount=400)
    make_report(project, "2024-12", 30)
    make_report(project, "2025-01", 100)
    make_report(project, "2025-02", -20, amount_reason="冲回")
    make_report(project, "2025-03", 999, approved=False)
    make_report(project, "2025-04", 50)
    report = draft(project=project, amount=77)
    with django_assert_num_queries(2):
        found = report.to_date()
    assert (found.year_amount, found.total_amount, found.plan, found.exceeds_total) == (130, 1160, 400, True)
    earlier = MonthlyReport.objects.get(month="2025-02").to_date()
    assert (earlier.year_amount, earlier.total_amount, earlier.exceeds_total) == (80, 1110, False)


def test_without_an_approved_month_a_sum_is_unknown_and_not_zero():
    found = draft().to_date()
    assert (found.year_amount, found.total_amount, found.plan) == (None, None, None)
    assert make_report(make_project(carried_over=D(5)), "2025-01", 1, approved=False).to_date().total_amount == 5
