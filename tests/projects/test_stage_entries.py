"""What entering a stage writes: dates as precise as known, copies that follow, corrections that keep the old."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from portal.media.models import PhotoUse
from projects.models import Project, ProjectSettings
from projects.stages import ORDER
from tests.factories import make_boss, make_photo, make_project, make_user, move_project

pytestmark = pytest.mark.django_db


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
    project.enter_stage("under_construction", by=make_boss(), date="2025-02-24", seen=True, source_name="日报")
    project = Project.objects.get(pk=project.pk)
    assert (project.stage, project.started_on, project.moved_on) == ("under_construction", "", "2025-02-24")


def test_saying_the_present_stage_again_adds_a_statement_and_takes_no_date_away():
    project = make_project(date="2024")
    with pytest.raises(ValidationError):
        project.enter_stage("under_construction", by=make_boss())
    project.enter_stage("under_construction", by=make_boss(), seen=True, statement="主体封顶", source_name="来源")
    project.enter_stage("under_construction", by=make_boss(), statement="仍在施工")
    assert project.stage_changes.count() == 3 and project.started_on == "2024"
    project.enter_stage("under_construction", by=make_boss(), date="2024-11", source_name="另一来源")
    assert project.started_on == "2024-11"  # more precise, and not against the first
    project.enter_stage("under_construction", by=make_boss(), date="2025-02", source_name="第三来源")
    assert project.started_on == "2024-11"


@pytest.mark.parametrize("date", ["2026-02-30", "2999-01-01", "昨天"])
def test_a_date_that_cannot_be_is_refused_and_nothing_is_written(date):
    project = make_project(stage="signed")
    with pytest.raises(ValidationError):
        project.enter_stage("preparing", by=make_boss(), date=date, source_name="来源")
    assert Project.objects.get(pk=project.pk).stage == "signed" and project.stage_changes.count() == 1


def test_of_two_people_the_second_is_told_that_the_stage_had_moved():
    project = make_project(stage="signed")
    mine, theirs = Project.objects.get(pk=project.pk), Project.objects.get(pk=project.pk)
    theirs.enter_stage("preparing", by=make_boss(), source_name="来源")
    with pytest.raises(ValidationError):
        mine.enter_stage("under_construction", by=make_boss(), source_name="来源")
    assert project.stage_changes.count() == 2


def test_a_resumption_is_dated_apart_from_the_start():
    project = make_project(date="2024-03-01")
    move_project(project, "suspended", date="2025-01-10", reason="资金未到位")
    move_project(project, "under_construction", date="2025-04-01")
    project = Project.objects.get(pk=project.pk)
    assert (project.started_on, project.suspended_on, project.resumed_on) == ("2024-03-01", "2025-01-10", "2025-04-01")


@pytest.mark.parametrize("stage", ORDER[1:8])
def test_a_withdrawn_project_goes_back_to_the_stage_before_and_nowhere_else(stage):
    project = make_project(stage=stage, date="2024")
    move_project(project, "withdrawn", date="2025-02-01")
    dates = (project.started_on, project.signed_on)
    for other in set(ORDER) - {stage}:
        with pytest.raises(ValidationError):
            project.enter_stage(other, by=make_boss(), date="2025-06-30", reason="恢复")
    with pytest.raises(ValidationError):
        project.enter_stage(stage, by=make_boss(), date="2025-06-30")
    project.enter_stage(stage, by=make_boss(), date="2025-06-30", reason="恢复")
    assert project.stage == stage and (project.started_on, project.signed_on) == dates
    assert project.withdrawn_on == "2025-02-01"


def test_a_record_that_came_in_withdrawn_goes_back_to_any_stage_before_completion():
    project = make_project(stage="withdrawn")
    with pytest.raises(ValidationError):
        project.enter_stage("completed", by=make_boss(), date="2025-06-30", reason="恢复")
    project.enter_stage("reserved", by=make_boss(), date="2025-06-30", reason="恢复")
    assert project.stage == "reserved" and project.entered_on == ""


@pytest.mark.parametrize("old", ORDER)
def test_a_correction_goes_back_to_every_earlier_stage_and_to_no_later_one(old):
    for new in [*ORDER, "withdrawn"]:
        project = make_project(stage=old, published=False)
        if new in ORDER[: ORDER.index(old) + 1]:
            date = "2024" if new == old else ""
            change = project.enter_stage(new, by=make_boss(), correction=True, reason="录入有误", date=date)
            assert project.stage == new and change.is_correction and project.stage_changes.count() == 2
        else:
            with pytest.raises(ValidationError):
                project.enter_stage(new, by=make_boss(), correction=True, reason="录入有误", date="2024")


def test_a_correction_needs_a_reason_and_the_head():
    project = make_project(stage="completed")
    with pytest.raises(ValidationError):
        project.enter_stage("signed", by=make_boss(), correction=True, reason=" ", source_name="来源")
    with pytest.raises(PermissionDenied):
        project.enter_stage("signed", by=make_user(Role.PROJECT_REVIEWER), correction=True, reason="录入有误")
    project.enter_stage("signed", by=make_user(Role.PROJECT_HEAD), correction=True, reason="录入有误")
    assert project.stage == "signed"


def test_a_correction_keeps_the_old_dates_in_the_entries_and_clears_the_copies():
    project = make_project(date="2024-03")
    move_project(project, "completed", date="2025-05-01")
    project.enter_stage("under_construction", by=make_boss(), correction=True, reason="尚未验收")
    assert (project.started_on, project.completed_on, project.moved_on) == ("2024-03", "", "2024-03")
    assert [change.date for change in project.stage_changes.all()] == ["2024-03", "2025-05-01", ""]
    project.enter_stage("under_construction", by=make_boss(), correction=True, reason="日期有误", date="2024-04-02")
    assert project.started_on == "2024-04-02"
    assert "2024-03" in [change.date for change in project.stage_changes.all()]


def test_photos_of_an_entry_are_its_own_and_stay_with_it():
    photo, project = make_photo(), make_project(stage="under_construction")
    change = move_project(project, "completed", photos=[photo.pk])
    assert [use.photo_id for use in PhotoUse.objects.of(change)] == [photo.pk]


def test_the_share_and_the_days_of_land_are_settings():
    ProjectSettings(capacity_share=50, land_days=60).save()
    project = make_project(stage="in_operation")
    move_project(project, "at_capacity", reached_share=51)
    project = make_project(stage="signed", land_on="2025-05-01")
    move_project(project, "under_construction", date="2025-06-29")
    assert ProjectSettings.load().version == 1


def test_forms_can_ask_what_is_missing_before_anything_is_tried():
    project = make_project(stage="preparing")
    asked = project.missing_for("under_construction", by=make_boss(), date="2025-01")
    assert set(asked) == {"photos", "proof", "to"}
    assert project.missing_for("completed")["to"]
    assert project.stage_changes.count() == 1
