"""The life cycle: every allowed and every forbidden move, who may make it, and what it takes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from projects.models import Project, ProjectYear, StageApplication
from projects.stages import HIDDEN, MOVES, Stage, find_move
from tests.factories import make_boss, make_photo, make_project, make_user, move_project

pytestmark = pytest.mark.django_db

# stage_transitions.csv once more, by hand: from -> where to
ALLOWED = {
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
}
FROM_UNKNOWN = set(Stage.values) - {"unknown", "withdrawn"}
PAIRS = [(old, new) for old in ALLOWED for new in Stage.values if old != new]
MAY = [(old, new) for old, new in PAIRS if new in ALLOWED[old]]


def stage_of(project) -> str:
    return Project.objects.get(pk=project.pk).stage


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_with_everything_it_takes_a_stage_leads_only_where_the_table_says(old, new):
    project = make_project(published=False, stage=old)
    if new in ALLOWED[old]:
        move_project(project, new)
        assert stage_of(project) == new and project.stage_changes.last().previous == old
        assert not project.stage_changes.last().by_source
    else:
        with pytest.raises(ValidationError):
            move_project(project, new)
        assert stage_of(project) == old and project.stage_changes.count() == 1


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_a_source_leads_along_the_same_order_but_never_off_the_books(old, new):
    project = make_project(published=False, stage=old)
    if new in ALLOWED[old] - {"withdrawn"}:
        assert project.enter_stage(new, by=make_boss(), source_name="日报").by_source
        assert stage_of(project) == new
    else:
        with pytest.raises(ValidationError):
            project.enter_stage(new, by=make_boss(), source_name="日报", date="2025")
        assert stage_of(project) == old and project.stage_changes.count() == 1


@pytest.mark.parametrize(("old", "new"), MAY)
def test_without_proof_or_source_nothing_moves_and_the_sentence_says_what_is_missing(old, new):
    project = make_project(published=False, stage=old)
    with pytest.raises(ValidationError) as refusal:
        project.enter_stage(new, by=make_boss())
    assert "日期" in refusal.value.message_dict["date"][0]
    assert stage_of(project) == old and project.stage_changes.count() == 1


@pytest.mark.parametrize("new", sorted(set(Stage.values) - {"unknown"}))
def test_what_was_unknown_becomes_known_by_a_source(new):
    project = make_project(published=False, stage="unknown")
    with pytest.raises(ValidationError):
        project.enter_stage(new, by=make_boss(), date="2025-01-01", evidence="编号")
    if new in FROM_UNKNOWN:
        project.enter_stage(new, by=make_boss(), source_name="日报")
        assert stage_of(project) == new
    else:
        with pytest.raises(ValidationError):
            project.enter_stage(new, by=make_boss(), source_name="日报")


@pytest.mark.parametrize("stage", Stage.values)
def test_a_record_may_be_opened_at_any_stage_with_its_source(stage):
    project = make_project(stage=None, published=False)
    with pytest.raises(ValidationError):
        project.enter_stage(stage, by=make_boss())
    change = project.enter_stage(stage, by=make_user(Role.PROJECT_REPORTER), source_name="旧表")
    assert (project.stage, change.stage, change.previous, change.by_source) == (stage, stage, "", True)


def test_a_plan_of_the_office_opens_with_its_responsible_unit():
    user = make_user(Role.PROJECT_REPORTER)
    project = make_project(stage=None, published=False)
    with pytest.raises(ValidationError) as refusal:
        project.enter_stage("planned", by=user)
    assert "责任单位" in str(refusal.value)
    from portal.accounts.models import Department

    project.responsible_unit = Department.objects.create(name="发展局")
    project.save(update_fields=["responsible_unit"])
    assert not project.enter_stage("planned", by=user).by_source


# --- who ---------------------------------------------------------------------------------------

OFFICE = [Role.PROJECT_REPORTER, Role.PROMOTION, Role.PROJECT_REVIEWER, Role.PROJECT_HEAD]
DECIDERS = {Role.PROJECT_REVIEWER, Role.PROJECT_HEAD}


@pytest.mark.parametrize("role", [*OFFICE, Role.EDITOR, Role.FIGURE_KEEPER])
@pytest.mark.parametrize(("old", "new"), MAY)
def test_who_may_decide_on_a_move(old, new, role):
    may = {Role.PROMOTION, Role.PROJECT_HEAD} if new == "negotiating" else DECIDERS
    project, user = make_project(published=False, stage=old), make_user(role)
    if role in may:
        move_project(project, new, by=user)
        assert stage_of(project) == new
    else:
        with pytest.raises(PermissionDenied):
            move_project(project, new, by=user)
        assert stage_of(project) == old


@pytest.mark.parametrize("role", OFFICE)
@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        ("planned", "reserved", DECIDERS),
        ("negotiating", "signed", {Role.PROMOTION, Role.PROJECT_HEAD}),
        ("preparing", "withdrawn", set(OFFICE)),
    ],
)
def test_who_may_apply_where_it_takes_two(old, new, who, role):
    project = ready(make_project(published=False, stage=old))
    given = {"date": "2025-06-30", "reason": "理由", "proof": "formal", "evidence": "编号1"}
    if role in who:
        assert project.apply_for(new, by=make_user(role), **given).state == "open"
    else:
        with pytest.raises(PermissionDenied):
            project.apply_for(new, by=make_user(role), **given)


@pytest.mark.parametrize("role", [Role.PROJECT_REPORTER, Role.PROMOTION])
def test_only_who_may_cite_moves_by_a_source(role):
    project = make_project(stage="signed")
    with pytest.raises(PermissionDenied):
        project.enter_stage("preparing", by=make_user(role), source_name="日报")
    project.enter_stage("preparing", by=make_user(Role.PROJECT_REVIEWER), source_name="日报")


def test_an_own_move_with_a_source_but_without_proof_is_told_what_is_missing():
    project = make_project(stage="planned")
    with pytest.raises(ValidationError) as refusal:
        project.enter_stage("negotiating", by=make_user(Role.PROMOTION), source_name="日报")
    assert "签约主体" in str(refusal.value)


# --- two people --------------------------------------------------------------------------------


def ready(project):
    from tests.factories import make_company

    Project.objects.filter(pk=project.pk).update(
        summary="内容", address="路", total_investment=1, planned_start="2026-01", signer=make_company()
    )
    project.refresh_from_db()
    return project


def test_who_applied_cannot_decide_and_nothing_is_decided():
    head = make_user(Role.PROJECT_HEAD)
    application = ready(make_project(stage="planned")).apply_for("reserved", by=head, date="2025-06")
    with pytest.raises(ValidationError):
        application.accept(by=head)
    application.refresh_from_db()
    assert application.state == "open" and stage_of(application.project) == "planned"
    change = application.accept(by=make_user(Role.PROJECT_REVIEWER))
    assert (change.applied_by, application.project.entered_on) == (head, "2025-06")


def test_an_application_is_decided_once_and_only_one_waits():
    project = ready(make_project(stage="planned"))
    application = project.apply_for("reserved", by=make_boss(), date="2025-06")
    with pytest.raises(ValidationError):
        project.apply_for("withdrawn", by=make_boss(), date="2025-06", reason="不建了")
    again = StageApplication.objects.get(pk=application.pk)
    with pytest.raises(ValidationError):
        application.refuse(by=make_boss(), opinion=" ")
    application.refuse(by=make_boss(), opinion="用地未落实")
    with pytest.raises(ValidationError):
        again.accept(by=make_boss())
    assert stage_of(project) == "planned"
    project.apply_for("withdrawn", by=make_boss(), date="2025-06", reason="不建了")


def test_an_application_for_one_step_does_not_serve_another():
    project = ready(make_project(stage="planned"))
    application = project.apply_for("reserved", by=make_boss(), date="2025-06")
    with pytest.raises(ValidationError):
        project.enter_stage("withdrawn", by=make_boss(), date="2025-06", reason="不建了", application=application)


def test_an_incomplete_application_is_refused_at_once():
    with pytest.raises(ValidationError) as refusal:
        make_project(stage="planned").apply_for("reserved", by=make_boss(), date="2025-06")
    assert "总投资" in str(refusal.value)
    with pytest.raises(ValidationError):
        make_project(stage="signed").apply_for("preparing", by=make_boss(), date="2025-06")


# --- what it takes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "left_out", "word"),
    [
        ("negotiating", "signed", {"proof": "framework"}, "框架协议"),
        ("negotiating", "signed", {"proof": "formal", "evidence": " "}, "正式协议"),
        ("preparing", "under_construction", {"photos": []}, "照片"),
        ("preparing", "under_construction", {"proof": ""}, "施工许可"),
        ("preparing", "under_construction", {"evidence": ""}, "施工许可"),
        ("signed", "under_construction", {"photos": []}, "照片"),
        ("under_construction", "suspended", {"reason": ""}, "原因"),
        ("under_construction", "completed", {"proof": "permit"}, "验收"),
        ("under_construction", "completed", {"photos": []}, "照片"),
        ("under_construction", "in_operation", {"phase": ""}, "期"),
        ("in_operation", "at_capacity", {"reached_share": None}, "比例"),
        ("in_operation", "at_capacity", {"reached_share": 79}, "80"),
        ("preparing", "withdrawn", {"reason": ""}, "原因"),
    ],
)
def test_each_move_asks_for_its_own(old, new, left_out, word):
    project = make_project(stage=old)
    with pytest.raises(ValidationError) as refusal:
        move_project(project, new, **left_out)
    assert word in str(refusal.value) and stage_of(project) == old


def test_a_start_needs_the_plan_of_its_year():
    project = make_project(stage="preparing")
    given = {"date": "2025-03-04", "proof": "commitment", "evidence": "承诺书1号", "photos": [make_photo().pk]}
    ProjectYear.objects.create(project=project, year=2024)
    with pytest.raises(ValidationError) as refusal:
        project.enter_stage("under_construction", by=make_boss(), **given)
    assert "2025" in str(refusal.value)
    ProjectYear.objects.create(project=project, year=2025)
    project.enter_stage("under_construction", by=make_boss(), **given)
    assert project.started_on == "2025-03-04"


@pytest.mark.parametrize(
    ("land_on", "fits"),
    [
        ("", False),
        ("2025-05-30", False),
        ("2025-05-31", True),
        ("2025-06-30", True),
        ("2025-07-01", False),
        ("2025-06", False),
    ],
)
def test_from_signing_straight_to_building_only_within_thirty_days_of_the_land(land_on, fits):
    project = make_project(stage="signed", land_on=land_on or "2020-01-01")
    Project.objects.filter(pk=project.pk).update(land_on=land_on)
    ProjectYear.objects.create(project=project, year=2025)
    project.refresh_from_db()
    given = {"date": "2025-06-30", "proof": "permit", "evidence": "1号", "photos": [make_photo().pk]}
    if fits:
        project.enter_stage("under_construction", by=make_boss(), **given)
    else:
        with pytest.raises(ValidationError):
            project.enter_stage("under_construction", by=make_boss(), **given)


def test_private_projects_do_not_prepare_without_signing_unless_it_is_said_why():
    project = make_project(stage="reserved", investor_kind="private")
    with pytest.raises(ValidationError):
        project.enter_stage("preparing", by=make_boss(), date="2025-06")
    project.enter_stage("preparing", by=make_boss(), date="2025-06", reason="自有土地")


@pytest.mark.parametrize("category", ["livelihood", "infrastructure"])
def test_what_produces_nothing_is_called_by_its_word(category):
    project = make_project(stage="completed", category=category)
    with pytest.raises(ValidationError):
        project.enter_stage("in_operation", by=make_boss(), date="2025-06")
    assert project.enter_stage("in_operation", by=make_boss(), date="2025-06", word="通车").word == "通车"


def test_an_own_completion_before_the_start_is_refused_and_a_source_may_say_it():
    project = make_project(stage="under_construction", date="2025-06-01")
    with pytest.raises(ValidationError) as refusal:
        move_project(project, "completed", date="2025-05-31")
    assert "2025-06-01" in str(refusal.value)
    assert project.enter_stage("completed", by=make_boss(), date="2025-05-31", source_name="日报").by_source


def test_the_table_has_no_row_twice_and_hidden_stages_stay_hidden():
    assert len({(move.old, move.new) for move in MOVES}) == len(MOVES)
    assert {"negotiating", "suspended", "withdrawn"} == HIDDEN
    assert find_move("completed", "withdrawn") is None
