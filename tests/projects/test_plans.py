"""The yearly plan: the first approved amount stays, whatever comes later."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from projects.models import ProjectLevel, ProjectYear
from tests.factories import make_boss, make_project, make_user

pytestmark = pytest.mark.django_db


def plan(amount=D(1000), **fields) -> ProjectYear:
    return ProjectYear.objects.create(project=make_project(), year=2025, plan_amount=amount, **fields)


def test_an_approved_amount_is_not_typed_over():
    year = plan()
    year.plan_amount = D(900)
    year.save()
    year.approve(by=make_user(Role.PROJECT_REVIEWER))
    for name in ("plan_amount", "adjusted_amount"):
        setattr(year, name, D(2000))
        with pytest.raises(ValidationError) as refusal:
            year.full_clean()
        assert name in refusal.value.message_dict
        with pytest.raises(ValidationError):
            year.save()
        year.refresh_from_db()
    year.goal = "主体封顶"
    year.save()
    assert ProjectYear.objects.get().plan_amount == 900


def test_an_adjustment_keeps_the_first_amount_and_every_step():
    year, by = plan(), make_user(Role.PROJECT_HEAD)
    year.approve(by=by)
    year.adjust(D(1200), by=by, reason="扩大规模")
    year.adjust(D(800), by=by, reason="用地未落实")
    assert (year.plan_amount, year.adjusted_amount, year.amount) == (1000, 800, 800)
    assert [(step.old_amount, step.new_amount) for step in year.adjustments.all()] == [(1000, 1200), (1200, 800)]


def test_an_adjustment_needs_approval_reason_amount_and_right():
    year, by = plan(), make_boss()
    with pytest.raises(ValidationError):
        year.adjust(D(1200), by=by, reason="扩大规模")
    year.approve(by=by)
    for amount, reason in ((D(1200), " "), (D(-1), "理由"), (None, "理由")):
        with pytest.raises(ValidationError):
            year.adjust(amount, by=by, reason=reason)
    with pytest.raises(PermissionDenied):
        year.adjust(D(1200), by=make_user(Role.PROJECT_REPORTER), reason="扩大规模")
    assert year.adjustments.count() == 0 and ProjectYear.objects.get().adjusted_amount is None


def test_of_two_adjustments_at_once_the_second_is_told():
    year, by = plan(), make_boss()
    year.approve(by=by)
    other = ProjectYear.objects.get()
    year.adjust(D(1200), by=by, reason="扩大规模")
    with pytest.raises(ValidationError):
        other.adjust(D(700), by=by, reason="缩小规模")
    assert ProjectYear.objects.get().adjusted_amount == 1200


def test_approval_needs_an_amount_a_right_and_happens_once():
    with pytest.raises(PermissionDenied):
        plan().approve(by=make_user(Role.PROJECT_REPORTER))
    with pytest.raises(ValidationError):
        plan(None).approve(by=make_boss())
    year = plan()
    year.approve(by=make_boss())
    with pytest.raises(ValidationError):
        year.approve(by=make_boss())


def test_a_year_has_its_own_levels_several_at_once():
    year = plan()
    for level, of in (("provincial", 2025), ("municipal", 2025), ("zone", 2024), ("zone", None)):
        ProjectLevel.objects.create(project=year.project, level=level, year=of)
    assert {row.level for row in year.levels} == {"provincial", "municipal"}


@pytest.mark.parametrize(
    ("start", "completion", "wrong"),
    [
        ("2025-03", "2025-11", ""),
        ("2025-11", "2025-03", "planned_completion"),
        ("2025-13", "", "planned_start"),
        ("2025", "", "planned_start"),
    ],
)
def test_plans_are_months_in_order(start, completion, wrong):
    year = plan(planned_start=start, planned_completion=completion)
    if wrong:
        with pytest.raises(ValidationError) as refusal:
            year.full_clean()
        assert wrong in refusal.value.message_dict
    else:
        year.full_clean()
