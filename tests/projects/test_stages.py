"""The stage machine: rows of the table of moves, and what entering a stage writes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from projects.models import Project
from projects.stages import Stage
from tests.factories import make_boss, make_project, make_user

pytestmark = pytest.mark.django_db

ALLOWED = {
    "unknown": {"planned", "reserved", "negotiating", "signed", "preparing", "under_construction", "completed", "in_operation",
                "at_capacity", "suspended"},
    "planned": {"reserved", "negotiating", "preparing", "withdrawn"},
    "reserved": {"negotiating", "preparing", "withdrawn"},
    "negotiating": {"signed", "withdrawn"},
    "signed": {"preparing", "under_construction", "withdrawn"},
    "preparing": {"under_construction", "withdrawn"},
    "under_construction": {"suspended", "completed", "in_operation", "withdrawn"},
    "suspended": {"under_construction", "withdrawn"},
    "completed": {"in_operation"},
    "in_operation": {"at_capacity"},
    "at_capacity": set(),
}  # fmt: skip


@pytest.mark.parametrize("old", ALLOWED)
def test_a_stage_leads_only_where_the_table_says(old):
    boss = make_boss()
    for new in set(Stage.values) - {old}:
        project = make_project(by=boss, published=False, stage=old)
        if new in ALLOWED[old]:
            project.enter_stage(new, by=boss)
            assert Project.objects.get(pk=project.pk).stage == new
        else:
            with pytest.raises(ValidationError):
                project.enter_stage(new, by=boss)
            assert Project.objects.get(pk=project.pk).stage == old
            assert project.stage_changes.count() == 1


@pytest.mark.parametrize("stage", Stage.values)
def test_a_record_may_be_opened_at_any_stage(stage):
    project = make_project(stage=stage, published=False)
    (change,) = project.stage_changes.all()
    assert (project.stage, change.stage, change.previous) == (stage, stage, "")


def test_a_withdrawn_project_goes_back_to_the_stage_before_and_nowhere_else():
    boss = make_boss()
    project = make_project(by=boss, stage="signed")
    project.enter_stage("withdrawn", by=boss)
    with pytest.raises(ValidationError):
        project.enter_stage("preparing", by=boss)
    project.enter_stage("signed", by=boss)
    assert project.stage == "signed"


def test_a_correction_needs_a_reason():
    boss = make_boss()
    project = make_project(by=boss, stage="completed")
    with pytest.raises(ValidationError):
        project.enter_stage("signed", by=boss, correction=True, reason=" ")
    project.enter_stage("signed", by=boss, correction=True, reason="录入有误")
    assert project.stage == "signed" and project.stage_changes.last().is_correction


def test_a_correction_needs_the_right_to_correct():
    project = make_project(stage="completed")
    with pytest.raises(PermissionDenied):
        project.enter_stage("signed", by=make_user(Role.PROJECT_REVIEWER), correction=True, reason="录入有误")
    project.enter_stage("signed", by=make_user(Role.PROJECT_HEAD), correction=True, reason="录入有误")
    assert project.stage == "signed"


def test_moving_needs_the_right_to_move():
    project = make_project(stage="signed")
    with pytest.raises(PermissionDenied):
        project.enter_stage("preparing", by=make_user(Role.PROJECT_REPORTER))
    project.enter_stage("preparing", by=make_user(Role.PROJECT_REVIEWER))


@pytest.mark.parametrize(
    ("stage", "column"),
    [
        ("reserved", "entered_on"), ("signed", "signed_on"), ("under_construction", "started_on"), ("completed", "completed_on"),
        ("in_operation", "production_on"), ("at_capacity", "capacity_on"), ("suspended", "suspended_on"),
        ("withdrawn", "withdrawn_on"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("date", ["2024", "2024-11", "2024-11-30", ""])
def test_reaching_a_stage_copies_its_date_as_precise_as_it_is(stage, column, date):
    project = make_project(stage=stage, date=date, published=False)
    assert getattr(Project.objects.get(pk=project.pk), column) == date


def test_a_stage_that_was_only_seen_writes_no_date():
    project = make_project(stage=None)
    project.enter_stage("under_construction", by=make_boss(), date="2025-02-24", seen=True)
    project = Project.objects.get(pk=project.pk)
    assert (project.stage, project.started_on, project.moved_on) == ("under_construction", "", "2025-02-24")


def test_saying_the_present_stage_again_adds_a_statement():
    boss = make_boss()
    project = make_project(by=boss, date="2024")
    project.enter_stage("under_construction", by=boss, seen=True, statement="主体封顶", source_name="来源")
    assert project.stage_changes.count() == 2 and project.started_on == "2024"


@pytest.mark.parametrize("date", ["2026-02-30", "2999-01-01", "昨天"])
def test_a_date_that_cannot_be_is_refused_and_nothing_is_written(date):
    project = make_project(stage="signed")
    with pytest.raises(ValidationError):
        project.enter_stage("preparing", by=make_boss(), date=date)
    assert Project.objects.get(pk=project.pk).stage == "signed" and project.stage_changes.count() == 1


def test_of_two_people_the_second_is_told_that_the_stage_had_moved():
    boss = make_boss()
    project = make_project(by=boss, stage="signed")
    mine, theirs = Project.objects.get(pk=project.pk), Project.objects.get(pk=project.pk)
    theirs.enter_stage("preparing", by=boss)
    with pytest.raises(ValidationError):
        mine.enter_stage("under_construction", by=boss)
    assert project.stage_changes.count() == 2
