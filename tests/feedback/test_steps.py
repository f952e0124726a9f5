"""What the office does with a message, step by step, and what of it can ever be public."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.accounts.models import Department
from portal.accounts.roles import Role
from portal.feedback.inbox import findings, lamp, month, waiting
from portal.feedback.models import CalendarDay, Category, FeedbackSettings, Message
from portal.indicators.models import Indicator, Vintage
from portal.lib.workdays import add_working_days
from portal.publishing import effects
from portal.publishing.models import StateChanged
from portal.site import health
from tests.factories import make_boss, make_message, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Department.objects.create(name="城建局")


def clerk(office, **fields):
    return make_user(Role.MESSAGE_CLERK, department=office, **fields)


def manager(**fields):
    return make_user(Role.MESSAGE_MANAGER, **fields)


def moved(message, **changes):
    Message.objects.filter(pk=message.pk).update(**changes)
    message.refresh_from_db()
    return message


def days_ago(message, days: int):
    """As if it had come `days` calendar days ago."""
    at = timezone.now() - timedelta(days=days)
    return moved(message, received_at=at, due_on=CalendarDay.due_on(timezone.localdate(at)))


# --- handing over and answering ---------------------------------------------------------------------


def test_an_answer_takes_two_people(office):
    writer, boss = clerk(office), manager()
    message = moved(make_message(department=office), answer="已经修好。")
    message.submit(by=writer)
    assert message.stage == "proposed" and message.answered_at is None
    with pytest.raises(PermissionDenied):
        message.approve(by=writer)
    message.approve(by=boss)
    assert (message.stage, message.answered_by) == ("answered", office)
    assert [step.verb for step in message.steps.all()] == ["receive", "hand_over", "submit", "approve"]


def test_nobody_approves_an_answer_of_their_own():
    boss = manager()
    message = moved(make_message(), answer="答复")
    message.submit(by=boss)
    with pytest.raises(ValidationError, match="须由他人审核"):
        message.approve(by=boss)


def test_where_one_person_decides_the_answer_goes_out_at_once(office):
    FeedbackSettings(pk=1, two_steps=False).save()
    message = moved(make_message(department=office), answer="答复")
    message.submit(by=clerk(office))
    assert message.stage == "answered" and message.answered_at


def test_handing_over_needs_a_reason_and_is_logged(office):
    other = Department.objects.create(name="税务局")
    message = make_message(department=office)
    due, by = message.due_on, clerk(office)
    with pytest.raises(ValidationError, match="转办理由"):
        message.hand_over(other, by=by, reason=" ")
    message.hand_over(other, by=by, reason="属于税务职责")
    assert (message.department, message.due_on) == (other, due)
    last = message.steps.last()
    assert (last.verb, last.note, last.by, last.department) == ("hand_over", "属于税务职责", by, other)
    with pytest.raises(PermissionDenied):
        message.hand_over(office, by=by, reason="拿回来")


def test_an_answer_to_what_was_taken_back_is_refused(office):
    message = moved(make_message(department=office), answer="答复")
    seen_before = Message.objects.get(pk=message.pk)
    message.recall()
    for known in (message, seen_before):
        with pytest.raises(StateChanged):
            known.submit(by=clerk(office))
    assert Message.objects.get(pk=message.pk).stage == "recalled"


def test_of_two_who_act_at_once_one_is_told(office):
    first = make_message(department=office)
    second = Message.objects.get(pk=first.pk)
    first.hand_over(Department.objects.create(name="税务局"), by=manager(), reason="转办")
    moved(second, answer="答复")
    second.department = office
    with pytest.raises(StateChanged, match="他人处理"):
        second.submit(by=make_boss())


def test_declining_tells_the_sender_why_and_reopening_takes_it_up_again():
    boss, message = manager(), make_message()
    message.decline(by=boss, reason="不属于高新区职责范围")
    assert (message.stage, message.told) == ("declined", "不属于高新区职责范围") and message.closed_at
    message.reopen(by=boss, reason="重新核实")
    assert (message.stage, message.told, message.closed_at) == ("received", "", None)


# --- publication ------------------------------------------------------------------------------------


def test_nothing_is_public_without_answer_consent_and_approval():
    by = manager()
    unanswered, silent, report = (
        make_message(),
        make_message(answer="答", consents=False),
        make_message(kind="error", answer="答"),
    )
    for message in (unanswered, silent, report):
        with pytest.raises(ValidationError):
            message.publish(by=by)
        moved(message, status="published", go_live_at=timezone.now(), first_published_at=timezone.now())
    assert not Message.objects.published().exists() and not Message.objects.readable().exists()
    ready = make_message(answer="答")
    assert not Message.objects.published().exists()
    ready.publish(by=by)
    assert Message.objects.published().get() == ready


def test_contact_data_in_an_answer_stop_publication():
    message = make_message(answer="请联系王科长，电话13900001234。")
    with pytest.raises(ValidationError, match="13900001234"):
        message.publish(by=manager())


def test_a_clerk_does_not_publish(office):
    message = make_message(department=office, answer="答")
    with pytest.raises(PermissionDenied):
        message.publish(by=clerk(office))


def test_publishing_starts_the_effects(monkeypatch, django_capture_on_commit_callbacks):
    seen = []
    monkeypatch.setattr(effects, "_effects", [seen.append])
    with django_capture_on_commit_callbacks(execute=True):
        message = make_message(published=True)
        message.recall()
    assert seen == [message, message]


# --- time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "look"), [(0, "calm"), (20, "soon"), (40, "late"), (91, "red")])
def test_lamps(days, look, monkeypatch):
    CalendarDay.objects.all().delete()
    message = days_ago(make_message(), days)
    shown = lamp(message, warn_days=5)
    assert shown.look == look and str(shown.word)


def test_what_waits_and_what_is_wrong(office):
    make_message()
    days_ago(make_message(department=office), 60)
    days_ago(make_message(), 100)
    days_ago(make_message(answer="答"), 100)
    assert waiting(Message.objects.all()) == {
        "to_assign": 2,
        "to_answer": 1,
        "to_approve": 0,
        "soon": 0,
        "late": 1,
        "red": 1,
    }
    CalendarDay.objects.all().delete()
    found = list(findings())
    assert [(one.level, one.count) for one in found] == [("red", 1), ("warn", 1), ("warn", 2), ("warn", 1)]
    assert health.findings()[0].level == "red" and findings in health._checks
    Message.objects.update(is_sample=True)
    assert [one.level for one in findings()] == ["warn"]


def due_after(day: date) -> date:
    return add_working_days(day, 1, {})


def test_a_new_holiday_moves_the_due_dates_of_what_is_open():
    CalendarDay.objects.all().delete()
    message, done = make_message(), make_message(answer="答")
    FeedbackSettings(pk=1, answer_days=60).save()  # what was promised before stays promised
    due = message.due_on
    CalendarDay.objects.create(date=due, is_working=False, name="临时放假")
    Message.reschedule()
    assert Message.objects.get(pk=message.pk).due_on == due_after(due) and due == Message.objects.get(pk=done.pk).due_on


# --- figures ----------------------------------------------------------------------------------------


def answered(received: str, done: str | None, due: str, **fields):
    at = {
        name: timezone.make_aware(timezone.datetime.fromisoformat(text))
        for name, text in (("r", received), ("d", done))
        if text
    }
    stage = {"stage": "answered", "answered_at": at["d"]} if done else {}
    return moved(make_message(**fields), received_at=at["r"], due_on=date.fromisoformat(due), **stage)


def test_a_month_in_figures():
    answered("2026-03-02 09:00", "2026-03-03 09:00", "2026-03-20")
    answered("2026-03-02 09:00", "2026-03-25 09:00", "2026-03-20")
    answered("2026-02-27 09:00", "2026-03-01 09:00", "2026-03-18")
    answered("2026-03-05 09:00", None, "2026-03-26")
    answered("2026-03-05 09:00", "2026-03-06 09:00", "2026-03-26", is_sample=True)
    answered("2026-03-05 09:00", "2026-03-06 09:00", "2026-03-26", kind="error")
    found = month(date(2026, 3, 1))
    assert (found.received, found.answered, found.on_time, found.median_hours) == (3, 3, 50.0, 48.0)
    empty = month(date(2020, 1, 1))
    assert (empty.received, empty.answered, empty.on_time, empty.median_hours) == (0, 0, None, None)


def test_the_figures_reach_the_ledger_as_drafts_with_their_source():
    answered("2026-03-02 09:00", "2026-03-03 09:00", "2026-03-20")
    make_user(Role.FIGURE_KEEPER, username="keeper")
    for _n in range(2):
        call_command("message_figures", by="keeper", month="2026-03", verbosity=0)
    values = Vintage.objects.filter(observation__indicator__code__startswith="MSG_")
    assert {(v.observation.indicator.code, v.plain, v.status) for v in values} == {
        ("MSG_RECEIVED", 1, "draft"), ("MSG_ANSWERED", 1, "draft"), ("MSG_ON_TIME", 100, "draft"), ("MSG_MEDIAN_HOURS", 24, "draft"),
    }  # fmt: skip
    assert {v.source_name for v in values} == {"本站留言系统记录"}
    for indicator in Indicator.objects.filter(code__startswith="MSG_"):
        indicator.full_clean()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"by": "nobody"}, "没有用户"),
        ({"by": "plain"}, "没有填报指标的权限"),
        ({"by": "plain", "month": "3月"}, "YYYY-MM"),
    ],
)
def test_the_command_says_what_is_wrong(options, sentence):
    make_user(username="plain")
    answered("2026-03-02 09:00", "2026-03-03 09:00", "2026-03-20")
    with pytest.raises(CommandError, match=sentence):
        call_command("message_figures", **({"month": "2026-03"} | options))


def test_routing_follows_the_category(office):
    Category.objects.filter(kind="violation").update(department=office)
    assert make_message(kind="violation").department == office
    assert make_message().department is None
