"""The lamp rule at its thresholds, and the facts it is fed with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from projects.lamp_facts import lamp_facts, lamps
from projects.lamps import SHAPES, Colour, Facts, LampRule, Override, lamp
from projects.models import LampOverride, MonthlyReport, Project, ProjectSettings, ProjectYear
from tests.factories import make_boss, make_project, make_report, make_user, move_project

RULE = LampRule()
TODAY = date(2025, 7, 10)
GOOD = Facts(
    stage="under_construction", first_due="2025-01", last_due="2025-06", plan=D(1200), done=D(600), through="2025-06",
    handed_in="2025-06", started_on="2025-01-10", in_statistics=True,
)  # fmt: skip


def see(today=TODAY, rule=RULE, **fields):
    return lamp(replace(GOOD, **fields), rule, today)


def test_on_schedule_is_green_and_needs_no_reason():
    found = see()
    assert (found.colour, found.word, found.shape, found.reasons) == ("green", "绿灯（按计划）", "circle", ())


@pytest.mark.parametrize(
    ("done", "colour"),
    [(600, "green"), (481, "green"), (480, "yellow"), (240, "yellow"), (239, "red"), (0, "red"), (1500, "green")],
)
def test_progress_is_yellow_from_ten_points_behind_and_red_above_thirty(done, colour):
    found = see(done=D(done))
    assert found.colour == colour
    if colour != "green":
        (reason,) = found.reasons
        assert "50.0%" in reason.text and f"{D(done) / 12:.1f}%" in reason.text


def test_the_schedule_is_that_of_the_last_reported_month():
    assert see(through="2025-03", done=D(300), handed_in="2025-06").colour == "green"


def test_without_a_plan_or_a_report_progress_is_not_judged():
    assert see(plan=None).colour == see(done=None, through="").colour == see(plan=D(0)).colour == "green"


@pytest.mark.parametrize(("done", "colour"), [(1200, "green"), (D("1199.99"), "red")])
def test_a_year_that_ends_short_of_its_plan_is_red(done, colour):
    assert (
        see(date(2026, 1, 10), last_due="2025-12", through="2025-12", handed_in="2025-12", done=D(done)).colour
        == colour
    )


@pytest.mark.parametrize(
    ("planned", "colour", "late"),
    [("2025-07", "green", ""), ("2025-06", "yellow", "1"), ("2025-05", "yellow", "2"), ("2025-04", "red", "3"),
     ("2025-Q2", "yellow", "1"), ("2025", "green", ""), ("", "green", "")],
)  # fmt: skip
def test_a_start_is_yellow_one_month_late_and_red_after_three(planned, colour, late):
    found = see(stage="preparing", started_on="", planned_start=planned)
    assert found.colour == colour
    if late:
        assert f"{late} 个月" in found.reasons[0].text and planned in found.reasons[0].text


def test_who_has_started_or_whose_stage_is_unknown_is_not_late_with_the_start():
    assert see(planned_start="2024-01").colour == "green"
    assert see(stage="unknown", started_on="", planned_start="2024-01").colour == "green"


@pytest.mark.parametrize(
    ("started", "told", "colour"),
    [("2025-06-11", False, "green"), ("2025-06-10", False, "yellow"), ("2025-05-11", False, "yellow"), ("2025-05-10", False, "red"),
     ("2025-05", False, "yellow"), ("2025-01-01", True, "green"), ("2025-01-01", None, "green"), ("", False, "green")],
)  # fmt: skip
def test_statistics_are_yellow_one_month_after_the_start_and_red_after_two(started, told, colour):
    assert see(started_on=started, in_statistics=told).colour == colour


@pytest.mark.parametrize(
    ("handed_in", "first_due", "colour"),
    [("2025-06", "2025-01", "green"), ("2025-05", "2025-01", "yellow"), ("2025-04", "2025-01", "red"), ("", "2025-01", "red"),
     ("", "2025-06", "yellow"), ("2025-07", "2025-01", "green")],
)  # fmt: skip
def test_one_missing_report_is_yellow_and_two_are_red(handed_in, first_due, colour):
    found = see(handed_in=handed_in, first_due=first_due)
    assert found.colour == colour
    if colour != "green":
        assert "2025-06-25" in found.reasons[0].text


def test_before_the_first_due_report_and_after_completion_there_is_no_lamp():
    for fields in (
        {"first_due": ""},
        {"first_due": "2025-07"},
        {"stage": "completed"},
        {"stage": "in_operation"},
        {"stage": "withdrawn"},
    ):
        assert see(done=D(0), handed_in="", **fields).colour == "none"


def test_suspended_is_grey_only_with_a_reason():
    found = see(stage="suspended", suspension_reason="资金未到位", done=D(0))
    assert (found.colour, found.shape) == ("grey", "ring") and "资金未到位" in found.reasons[0].text
    assert see(stage="suspended", done=D(0)).colour == "red"


def test_the_worst_of_its_kinds_counts_and_all_reasons_stay():
    found = see(done=D(480), handed_in="2025-03")
    assert found.colour == "red" and [reason.kind for reason in found.reasons] == ["missing", "progress"]


def test_thresholds_are_settings_and_the_lamp_names_their_version():
    found = see(done=D(540), rule=replace(RULE, progress_yellow=5, version=7))
    assert (found.colour, found.rule_version) == ("yellow", 7)


def test_a_lamp_set_by_hand_holds_to_its_last_day_and_tells_what_was_computed():
    by_hand = Override("yellow", "征地中", "周主任", TODAY)
    found = see(done=D(0), override=by_hand)
    assert found.colour == "yellow" and found.is_override
    for word in ("征地中", "周主任", "2025-07-10", "红灯"):
        assert word in found.reasons[0].text
    assert found.reasons[1].kind == "progress"
    assert see(date(2025, 7, 11), done=D(0), override=by_hand).colour == "red"


def test_every_lamp_has_word_and_shape_of_its_own():
    assert set(SHAPES) == set(Colour.values) and len(set(SHAPES.values())) == len(Colour)
    assert len({str(colour.label) for colour in Colour}) == len(Colour)


# --- facts -------------------------------------------------------------------------------------


def planned(**fields) -> Project:
    project = make_project(**({"date": "2025-01-10"} | fields))
    ProjectYear.objects.create(
        project=project, year=2025, plan_amount=2000, adjusted_amount=1200, planned_start="2025-03"
    )
    Project.objects.filter(pk=project.pk).update(created_at="2025-02-03T00:00:00Z")
    return project


@pytest.mark.django_db
def test_facts_are_gathered_from_plans_reports_and_entries():
    project = planned()
    make_report(project, "2024-12", 1000)
    make_report(project, "2025-01", 50, in_statistics=False, statistics_reason="未达标准")
    make_report(project, "2025-02", 60)
    MonthlyReport.objects.filter(pk=make_report(project, "2025-03", 70, approved=False).pk).update(state="submitted")
    make_report(project, "2025-04", 80, approved=False)
    facts = lamp_facts(Project.objects.all(), TODAY)[project.pk]
    assert facts == Facts(
        stage="under_construction", first_due="2025-01", last_due="2025-06", plan=D(1200), done=D(110), through="2025-02",
        handed_in="2025-03", planned_start="2025-03", started_on="2025-01-10", in_statistics=False,
    )  # fmt: skip


@pytest.mark.django_db
def test_reports_are_owed_from_the_month_in_which_the_record_began():
    project = planned()
    assert lamp_facts(Project.objects.all(), TODAY)[project.pk].first_due == "2025-02"
    assert lamp_facts(Project.objects.all(), date(2026, 3, 26))[project.pk].first_due == ""  # no plan for 2026
    assert lamps(Project.objects.all(), date(2025, 2, 25))[project.pk].colour == "none"
    assert lamps(Project.objects.all(), date(2025, 2, 26))[project.pk].colour == "yellow"


@pytest.mark.django_db
def test_a_suspension_with_its_reason_is_grey_and_one_from_the_press_is_not():
    own, press = planned(), planned()
    move_project(own, "suspended", reason="资金未到位")
    press.enter_stage("suspended", by=make_boss(), source_name="日报")
    found = lamps(Project.objects.all(), TODAY)
    assert (found[own.pk].colour, found[press.pk].colour) == ("grey", "red")


@pytest.mark.django_db
def test_an_override_needs_reason_end_and_right():
    project, head = planned(), make_user(Role.PROJECT_HEAD, name="周主任")
    with pytest.raises(PermissionDenied):
        LampOverride.put(project, "green", by=make_user(Role.PROJECT_REVIEWER), until=date(2999, 1, 1), reason="征地中")
    for wrong in ({"reason": " "}, {"until": date(2020, 1, 1)}, {"until": None}, {"colour": "none"}):
        given = {"colour": "green", "until": date(2999, 1, 1), "reason": "征地中"} | wrong
        with pytest.raises(ValidationError):
            LampOverride.put(project, by=head, **given)
    LampOverride.put(project, "green", by=head, until=date(2999, 1, 1), reason="征地中")
    LampOverride.put(project, "yellow", by=head, until=date(2999, 1, 1), reason="征地仍未完成")
    found = lamps(Project.objects.all(), TODAY)[project.pk]
    assert found.colour == "yellow" and "周主任" in found.reasons[0].text


@pytest.mark.django_db
def test_settings_move_the_thresholds():
    project = planned()
    make_report(project, "2025-06", 550)
    assert lamps(Project.objects.all(), TODAY)[project.pk].colour == "green"
    ProjectSettings(progress_yellow=4).save()
    found = lamps(Project.objects.all(), TODAY)[project.pk]
    assert (found.colour, found.rule_version) == ("yellow", 1)


@pytest.mark.django_db
def test_many_lamps_take_five_queries(django_assert_num_queries):
    for _n in range(12):
        make_report(planned(), "2025-05", 10)
    LampOverride.put(planned(), "yellow", by=make_boss(), until=date(2999, 1, 1), reason="理由")
    with django_assert_num_queries(5):
        assert len(lamps(Project.objects.all(), TODAY)) == 13


@pytest.mark.django_db
def test_who_owes_a_report_of_a_month():
    running, built, hidden, unplanned = planned(), planned(), planned(), make_project()
    move_project(built, "completed", date="2025-04-20")
    move_project(hidden, "suspended")
    assert set(Project.objects.owing("2025-03")) == {running, built}
    assert set(Project.objects.owing("2025-04")) == {running, built}
    assert set(Project.objects.owing("2025-05")) == {running}
    assert not Project.objects.owing("2026-01").exists() and unplanned.pk
