from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.indicators.models import Vintage
from tests.factories import make_boss, make_indicator, make_user, make_vintage

pytestmark = pytest.mark.django_db


def enter(indicator, value="38", period="2025", **fields):
    return indicator.enter(value, period, **({"by": make_boss(), "source_name": "河南日报"} | fields))


def current(indicator):
    return [v.value for v in Vintage.objects.published().current().filter(observation__indicator=indicator)]


def test_an_entered_value_is_a_draft_that_nobody_sees():
    indicator = make_indicator()
    vintage = enter(indicator)
    assert (vintage.number, vintage.status) == (1, "draft")
    assert current(indicator) == []


def test_a_correction_takes_over_and_the_old_value_stays():
    indicator, boss = make_indicator(), make_boss()
    enter(indicator, "38").publish(by=boss)
    second = enter(indicator, "39", reason="correction")
    assert current(indicator) == [38]
    second.publish(by=boss)
    assert current(indicator) == [39]
    kept = [(v.number, v.value, v.reason) for v in Vintage.objects.published().of(indicator)]
    assert kept == [(2, 39, "correction"), (1, 38, "first")]


def test_withdrawing_a_correction_brings_the_old_value_back():
    indicator, boss = make_indicator(), make_boss()
    enter(indicator, "38").publish(by=boss)
    second = enter(indicator, "39", reason="correction")
    second.publish(by=boss)
    second.withdraw(by=boss, reason="录入有误")
    assert current(indicator) == [38]


def test_a_scheduled_value_waits():
    indicator, boss = make_indicator(), make_boss()
    enter(indicator, "38").publish(by=boss)
    enter(indicator, "40", reason="routine").publish(by=boss, at=timezone.now() + timedelta(days=1))
    assert current(indicator) == [38]


def test_a_second_value_must_say_why():
    indicator = make_indicator()
    enter(indicator, "38").publish(by=make_boss())
    with pytest.raises(ValidationError) as error:
        enter(indicator, "39")
    assert "reason" in error.value.message_dict


def test_an_old_draft_cant_slip_behind_a_newer_value():
    indicator, boss = make_indicator(), make_boss()
    old, new = enter(indicator, "38"), enter(indicator, "39")
    new.publish(by=boss)
    with pytest.raises(ValidationError):
        old.publish(by=boss)


def test_a_plan_and_an_observation_of_one_period_are_two_things():
    indicator, boss = make_indicator(), make_boss()
    enter(indicator, "45", "2026", is_target=True, qualifier="planned").publish(by=boss)
    enter(indicator, "12", "2026").publish(by=boss)
    assert sorted(current(indicator)) == [12, 45]


def test_entering_and_publishing_need_their_rights():
    indicator = make_indicator()
    with pytest.raises(PermissionDenied):
        enter(indicator, by=make_user(Role.EDITOR))
    keeper = make_user(Role.FIGURE_KEEPER)
    enter(indicator, by=keeper).publish(by=make_user(Role.FIGURE_KEEPER))
    with pytest.raises(PermissionDenied):
        enter(indicator, "39", reason="routine").publish(by=make_user(Role.EDITOR))


# --- immutable once public ------------------------------------------------------------------------


def change_and_save(vintage):
    vintage.value = Decimal(99)
    vintage.save()


@pytest.mark.parametrize(
    "attempt",
    [
        change_and_save,
        lambda v: v.delete(),
        lambda v: Vintage.objects.filter(pk=v.pk).update(value=99),
        lambda v: Vintage.objects.filter(pk=v.pk).delete(),
        lambda v: Vintage.objects.bulk_update([v], ["value"]),
    ],
)
@pytest.mark.parametrize("end", ["published", "withdrawn", "restored"])
def test_what_has_been_public_is_neither_changed_nor_deleted(attempt, end):
    vintage, boss = make_vintage("38"), make_boss()
    if end != "published":
        vintage.withdraw(by=boss, reason="有误")
    if end == "restored":
        vintage.trash(by=boss)
        vintage.restore(by=boss)
    with pytest.raises(ValidationError), transaction.atomic():
        attempt(vintage)
    assert Vintage.objects.get(pk=vintage.pk).value == 38


def test_a_draft_may_still_be_changed_and_deleted():
    vintage = make_vintage("38", published=False)
    change_and_save(vintage)
    assert Vintage.objects.get(pk=vintage.pk).value == 99
    assert vintage.delete()[0] == 1


# --- what doesn't fit -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("flow", {"value": None}, "value"),
        ("flow", {"period": ""}, "as_of"),
        ("flow", {"qualifier": "planned"}, "qualifier"),
        ("flow", {"qualifier": "ungefähr"}, "qualifier"),
        ("flow", {"source_name": ""}, "source_name"),
        ("flow", {"rank_total": 6}, "rank_total"),
        ("flow", {"comparisons": "位次 1"}, "comparisons"),
        ("flow", {"comparisons": "位次 7/6 市内各区"}, "comparisons"),
        ("flow", {"comparisons": "位次 1.5/6"}, "comparisons"),
        ("flow", {"comparisons": "倍数 6.66"}, "comparisons"),
        ("flow", {"comparisons": "倍数 全市平均值"}, "comparisons"),
        ("flow", {"comparisons": "同比"}, "comparisons"),
        ("flow", {"comparisons": "同比 24%；同比 25%"}, "comparisons"),
        ("flow", {"comparisons": "大幅增长"}, "comparisons"),
        ("stock", {}, "as_of"),
        ("rank", {"value": "1"}, "rank_total"),
        ("rank", {"value": "17", "rank_total": 16}, "rank_total"),
        ("rank", {"value": "1.5", "rank_total": 16}, "value"),
        ("flow", {"value": "abc"}, "value"),
        ("flow", {"as_of": "2026-02-30"}, "as_of"),
    ],
)
def test_a_value_that_doesnt_fit_is_refused_with_its_field(kind, fields, wrong):
    with pytest.raises(ValidationError) as error:
        enter(make_indicator(kind=kind), **fields)
    assert wrong in error.value.message_dict


@pytest.mark.parametrize("period", ["2026-02-30", "去年", "2024-Q5"])
def test_a_period_that_isnt_one_makes_no_observation(period):
    indicator = make_indicator()
    with pytest.raises(ValidationError):
        enter(indicator, period=period)
    assert not indicator.observations.exists()


@pytest.mark.parametrize(
    ("kind", "unit", "fields"),
    [
        ("rank", "位", {"value": "1", "period": "2024", "rank_total": 16, "rank_among": "全省功能区"}),
        ("ratio", "件", {"value": "42.91", "period": "", "as_of": "2025", "comparisons": "倍数 6.66 全市平均值"}),
        ("flow", "个", {"value": "38", "period": "2024", "comparisons": "位次 1/6 市内各区"}),
        ("stock", "家", {"value": "54", "period": "2024", "as_of": "2025", "is_reported": True}),
        ("stock", "家", {"value": "54", "period": "2024", "as_of": "2024-12-31"}),
        ("flow", "人", {"value": "2534", "comparisons": "完成率 超过目标；首次 突破两千"}),
        ("flow", "个", {"value": "20", "period": "", "as_of": "2026-01-16", "qualifier": "sample"}),
        ("flow", "个", {"value": "161", "period": "2026/2030", "is_target": True, "qualifier": "planned"}),
        ("flow", "件", {"value": "100", "period": "", "as_of": "2025", "is_target": True, "qualifier": "at_least"}),
        ("duration", "小时", {"value": "24", "period": "", "as_of": "2025", "is_target": True, "qualifier": "within"}),
        ("ratio", "%", {"value": "137.53", "qualifier": "reach"}),
        ("honour", "年", {"value": "5", "period": "", "as_of": "2025", "qualifier": "streak"}),
    ],
)
def test_the_awkward_figures_of_the_reports_fit(kind, unit, fields):
    assert enter(make_indicator(kind=kind, unit=unit), **fields).pk
