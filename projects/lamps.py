"""Lamps: how far a project is behind what was planned. A pure rule over facts; internal, never on a public page.

Thresholds are the settings' (source: domain reference 2.5, a proposal after the rules of Yinchuan, Wuhan and
Sanya). The lamp of a project is the worst of its kinds; each reason is a sentence with the two numbers that were
compared. `lamp_facts.py` gathers the facts.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lib.dates import Period, parse_period

from .months import due_on, full_months, month_of, number
from .stages import FINISHED, Stage


class Colour(models.TextChoices):
    NONE = "none", gettext_lazy("no lamp")
    GREEN = "green", gettext_lazy("on schedule")
    GREY = "grey", gettext_lazy("suspended, approved")
    YELLOW = "yellow", gettext_lazy("attention")
    RED = "red", gettext_lazy("urgent")


# A lamp is told by word and shape; colour is never the only sign.
SHAPES: dict[str, str] = {
    Colour.NONE: "dash", Colour.GREEN: "circle", Colour.GREY: "ring", Colour.YELLOW: "triangle", Colour.RED: "square",
}  # fmt: skip
_WORSE = (Colour.GREEN, Colour.YELLOW, Colour.RED)
# Who waits for a start; of an unknown stage nothing can be said.
_BEFORE_START = frozenset({Stage.PLANNED, Stage.RESERVED, Stage.NEGOTIATING, Stage.SIGNED, Stage.PREPARING})


@dataclass(frozen=True)
class LampRule:
    """Thresholds in points, months and reports; `version` is that of the settings they come from."""

    progress_yellow: int = 10
    progress_red: int = 30
    start_yellow: int = 1
    start_red: int = 3
    statistics_yellow: int = 1
    statistics_red: int = 2
    missing_yellow: int = 1
    missing_red: int = 2
    due_day: int = 25
    version: int = 0


@dataclass(frozen=True)
class Override:
    colour: str
    reason: str
    name: str
    until: date


@dataclass(frozen=True)
class Facts:
    """Of one project on one day, for the year of the last due month. Amounts in 万元; None or "" where not known."""

    stage: str
    first_due: str = ""  # month of the first report that this project owed; "" when it owes none
    last_due: str = ""  # the newest month whose due day has passed
    plan: Decimal | None = None
    done: Decimal | None = None  # approved months of the year
    through: str = ""  # the newest approved month of the year
    handed_in: str = ""  # the newest month whose report lies with the office, or was approved
    planned_start: str = ""
    started_on: str = ""
    in_statistics: bool | None = None
    suspension_reason: str = ""
    override: Override | None = None


@dataclass(frozen=True)
class Reason:
    kind: str  # "progress", "start", "statistics", "missing", "year", "suspended" or "override"
    colour: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Lamp:
    colour: str
    word: str
    shape: str
    reasons: tuple[Reason, ...] = ()
    rule_version: int = 0

    @property
    def is_override(self) -> bool:
        return any(reason.kind == "override" for reason in self.reasons)


def lamp(facts: Facts, rule: LampRule, today: date) -> Lamp:
    """The lamp on `today`: none before the first due report and after completion, grey while suspended with a reason.

    An override goes before all.
    """
    colour, reasons = _judge(facts, rule, today)
    if facts.override and today <= facts.override.until:
        words = {
            "name": facts.override.name,
            "until": facts.override.until.isoformat(),
            "reason": facts.override.reason,
        }
        words["computed"] = Colour(colour).label
        text = _("Set by %(name)s until %(until)s: %(reason)s (computed: %(computed)s).") % words
        colour = facts.override.colour
        reasons = [Reason("override", colour, text), *reasons]
    return Lamp(colour, str(Colour(colour).label), SHAPES[colour], tuple(reasons), rule.version)


def _judge(facts: Facts, rule: LampRule, today: date) -> tuple[str, list[Reason]]:
    if facts.stage == Stage.SUSPENDED and facts.suspension_reason:
        text = _("Suspended: %(reason)s") % {"reason": facts.suspension_reason}
        return Colour.GREY, [Reason("suspended", Colour.GREY, text)]
    over = facts.stage == Stage.WITHDRAWN or facts.stage in FINISHED
    if over or not facts.first_due or facts.last_due < facts.first_due:
        return Colour.NONE, []
    found = [
        _progress(facts, rule),
        _year(facts),
        _start(facts, rule, today),
        _statistics(facts, rule, today),
        _missing(facts, rule),
    ]
    reasons = sorted((reason for reason in found if reason), key=lambda reason: -_WORSE.index(reason.colour))
    return (reasons[0].colour if reasons else Colour.GREEN), reasons


def _level(value: Decimal | int, yellow: int, red: int, kind: str, text: str) -> Reason | None:
    """Yellow and red both begin at their threshold."""
    if value < yellow:
        return None
    return Reason(kind, Colour.RED if value >= red else Colour.YELLOW, text)


def _points(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _progress(facts: Facts, rule: LampRule) -> Reason | None:
    """Straight-line schedule month/12 at the newest approved month: missing reports have a lamp of their own."""
    if not facts.plan or facts.done is None or not facts.through:
        return None
    done, month = facts.done / facts.plan * 100, int(facts.through[5:])
    schedule = Decimal(month) / 12 * 100
    behind = schedule - done
    if behind < rule.progress_yellow:
        return None
    words = {"done": _points(done), "schedule": _points(schedule), "month": month}
    text = _("%(done)s %% of the year's plan is done; the schedule of month %(month)s says %(schedule)s %%.") % words
    return Reason("progress", Colour.RED if behind > rule.progress_red else Colour.YELLOW, text)


def _year(facts: Facts) -> Reason | None:
    """The year is over and its plan isn't reached."""
    if not facts.plan or facts.done is None or facts.through[5:] != "12" or facts.done >= facts.plan:
        return None
    words = {"done": _points(facts.done / facts.plan * 100), "year": facts.through[:4]}
    return Reason("year", Colour.RED, _("%(year)s ended with %(done)s %% of its plan, less than 100 %%.") % words)


def _start(facts: Facts, rule: LampRule, today: date) -> Reason | None:
    planned = _period(facts.planned_start)
    if facts.stage not in _BEFORE_START or facts.started_on or not planned:
        return None
    late = number(month_of(today)) - number(month_of(planned.last))
    words = {"planned": facts.planned_start, "late": late, "yellow": rule.start_yellow}
    text = _("Planned to start in %(planned)s, now %(late)s months late (limit: %(yellow)s).") % words
    return _level(late, rule.start_yellow, rule.start_red, "start", text)


def _statistics(facts: Facts, rule: LampRule, today: date) -> Reason | None:
    """Only where a report says that the project isn't in the statistics: not being told is a gap, not a delay."""
    started = _period(facts.started_on)
    if facts.in_statistics is not False or facts.stage != Stage.UNDER_CONSTRUCTION or not started:
        return None
    months = full_months(started.last, today)
    words = {"months": months, "started": facts.started_on, "yellow": rule.statistics_yellow}
    text = _("Started in %(started)s and after %(months)s months not in the statistics (limit: %(yellow)s).") % words
    return _level(months, rule.statistics_yellow, rule.statistics_red, "statistics", text)


def _missing(facts: Facts, rule: LampRule) -> Reason | None:
    """Months without a report, counted back from the newest due one."""
    since = max(number(facts.first_due) - 1, number(facts.handed_in) if facts.handed_in else 0)
    running = number(facts.last_due) - since
    words = {"n": running, "month": facts.last_due, "day": due_on(facts.last_due, rule.due_day).isoformat()}
    text = _("%(n)s reports are missing; that of %(month)s was due on %(day)s.") % words
    return _level(running, rule.missing_yellow, rule.missing_red, "missing", text)


def _period(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period if period.last else None
