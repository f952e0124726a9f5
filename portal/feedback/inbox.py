"""What waits, what is late, and how well the office answers: for the desk, the site's health and the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext

from portal.site.health import Finding

from .models import CalendarDay, FeedbackSettings, Message, MessageQuerySet
from .models.message import OPEN, RED_DAYS, Stage
from .models.office import Kind

LIST = "/admin/feedback/message/"


@dataclass(frozen=True)
class Lamp:
    """How urgent an open message is: `look` is "red", "late", "soon" or "calm"; `word` says it."""

    look: str
    word: str


def lamp(message: Message, warn_days: int) -> Lamp | None:
    """None for what is closed. Late is later than promised; red is the limit of the assessment of public sites (R26)."""
    if not message.is_open:
        return None
    today = timezone.localdate()
    left = (message.due_on - today).days
    waited = (timezone.now() - message.received_at).days
    if waited > RED_DAYS:
        return Lamp("red", gettext("unanswered for %(days)s days") % {"days": waited})
    if left < 0:
        return Lamp("late", gettext("%(days)s days late") % {"days": -left})
    if left <= warn_days:
        return Lamp("soon", gettext("due today") if left == 0 else gettext("due in %(days)s days") % {"days": left})
    return Lamp("calm", gettext("%(days)s days left") % {"days": left})


def waiting(messages: MessageQuerySet) -> dict[str, int]:
    """Counts of the open messages among these: to_assign, to_answer, to_approve, soon, late, red."""
    today, settings = timezone.localdate(), FeedbackSettings.load()
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=settings.warn_days))
    old = Q(received_at__lt=timezone.now() - timedelta(days=RED_DAYS))
    return messages.open().aggregate(
        to_assign=Count("pk", filter=Q(stage=Stage.RECEIVED)),
        to_answer=Count("pk", filter=Q(stage=Stage.ASSIGNED)),
        to_approve=Count("pk", filter=Q(stage=Stage.PROPOSED)),
        soon=Count("pk", filter=soon),
        late=Count("pk", filter=Q(due_on__lt=today) & ~old),
        red=Count("pk", filter=old),
    )


def findings() -> Iterator[Finding]:
    """For the page on the site's health: messages that are late, and a calendar that ends before their due dates."""
    counts = waiting(Message.objects.filter(is_sample=False))
    if counts["red"]:
        text = gettext("Messages unanswered for more than %(days)s days: the site fails its assessment.")
        yield Finding("red", text % {"days": RED_DAYS}, counts["red"], f"{LIST}?due=red")
    if counts["late"]:
        yield Finding("warn", gettext("Messages past their due date."), counts["late"], f"{LIST}?due=late")
    if counts["to_assign"]:
        yield Finding(
            "warn", gettext("Messages that no department has."), counts["to_assign"], f"{LIST}?stage=received"
        )
    year = (timezone.localdate() + timedelta(days=31)).year
    if not CalendarDay.objects.filter(date__year=year).exists():
        text = gettext("The holidays of %(year)s are not entered: due dates follow the week alone.") % {"year": year}
        yield Finding("warn", text, 1, "/admin/feedback/calendarday/")


@dataclass(frozen=True)
class Month:
    """A month in figures; None where there is nothing to measure, never 0 instead.

    `on_time`: of the messages due in the month, the percentage that had been answered by their day;
    `median_hours`: from receipt to answer, over the answers of the month.
    """

    received: int
    answered: int
    on_time: float | None
    median_hours: float | None


def month(first: date) -> Month:
    """Messages to the guest book alone, without the invented ones, spam and what was taken back."""
    last = (first + timedelta(days=31)).replace(day=1)
    counted = Message.objects.filter(kind=Kind.MESSAGE, is_sample=False).exclude(stage__in=(Stage.SPAM, Stage.RECALLED))
    begin, end = (timezone.make_aware(datetime(day.year, day.month, 1)) for day in (first, last))
    answers = counted.filter(answered_at__gte=begin, answered_at__lt=end)
    hours = [(done - came).total_seconds() / 3600 for came, done in answers.values_list("received_at", "answered_at")]
    due = counted.filter(due_on__gte=first, due_on__lt=min(last, timezone.localdate())).exclude(stage=Stage.DECLINED)
    kept = due.exclude(stage__in=OPEN).filter(answered_at__date__lte=F("due_on"))
    total = due.count()
    return Month(
        received=counted.filter(received_at__gte=begin, received_at__lt=end).count(),
        answered=len(hours),
        on_time=round(100 * kept.count() / total, 2) if total else None,
        median_hours=round(median(hours), 1) if hours else None,
    )
