"""How long a project took from one dated stage to another. Pure; nothing here is typed or stored.

Only what is known counts: days between two days, months where one end is known to the month, nothing where an end
is known less precisely or not at all. What would be negative is no duration but an error in the data
(`data_errors`). Source: domain reference 2.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lib.dates import Period, parse_period

from .stages import Stage


@dataclass(frozen=True)
class Dates:
    """When things happened, each as precise as known ("2025", "2025-03", "2025-03-04"), "" when not known."""

    talks: str = ""
    signed: str = ""
    land: str = ""
    started: str = ""
    completed: str = ""
    production: str = ""


WORDS = {
    "talks": gettext_lazy("talks"), "signed": gettext_lazy("signing"), "land": gettext_lazy("land"),
    "started": gettext_lazy("start"), "completed": gettext_lazy("completion"), "production": gettext_lazy("production"),
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Two ends of a duration; one whose end is internal (talks, land) is internal for a single project."""

    name: str
    first: str
    last: str
    is_public: bool = False


SPANS: tuple[Span, ...] = (
    Span("talks_to_start", "talks", "started"),
    Span("signing_to_start", "signed", "started", is_public=True),
    Span("signing_to_production", "signed", "production", is_public=True),
    Span("land_to_start", "land", "started"),
    Span("start_to_production", "started", "production", is_public=True),
)
# Pairs that must not run backwards; what a source says may, and is then listed.
_ORDER = (
    ("talks", "signed"), ("talks", "started"), ("signed", "started"), ("land", "started"), ("started", "completed"),
    ("completed", "production"), ("started", "production"), ("signed", "production"),
)  # fmt: skip


@dataclass(frozen=True)
class Duration:
    """`days` where both ends are days, else None; `months` are calendar months and always there."""

    months: int
    days: int | None = None

    def __str__(self) -> str:
        if self.days is not None:
            return _("%(n)s days") % {"n": self.days}
        return _("%(n)s months") % {"n": self.months} if self.months else _("within the month")


def _period(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period if period.first else None


def _is_month(period: Period) -> bool:
    """A month or a day."""
    return period.text[4:5] == "-" and period.text[5:7].isdigit()


def between(first: str, last: str) -> Duration | None:
    """None when an end isn't known to the month at least, or when `last` lies before `first`."""
    a, b = _period(first), _period(last)
    if not a or not b or not _is_month(a) or not _is_month(b):
        return None
    months = (b.first.year - a.first.year) * 12 + b.first.month - a.first.month
    days = (b.first - a.first).days if a.is_day and b.is_day else None
    return None if months < 0 or (days or 0) < 0 else Duration(months, days)


def durations(dates: Dates) -> dict[str, Duration]:
    """Name of the span -> duration, for the spans with two known ends."""
    found = {span.name: between(getattr(dates, span.first), getattr(dates, span.last)) for span in SPANS}
    return {name: duration for name, duration in found.items() if duration}


def days_from_land(land_on: str, started_on: str) -> int | None:
    """Days from the land to the start, negative when it started before; None unless both are days."""
    a, b = _period(land_on), _period(started_on)
    return (b.first - a.first).days if a and b and a.is_day and b.is_day else None


def start_on_land(land_on: str, started_on: str, days: int) -> bool | None:
    """拿地即开工: started at most `days` after the land was supplied. None when it can't be told."""
    found = days_from_land(land_on, started_on)
    return None if found is None or found < 0 else found <= days


def same_year_start(signed_on: str, started_on: str) -> bool | None:
    """当年签约当年开工. None when a year isn't known."""
    a, b = _period(signed_on), _period(started_on)
    return a.year == b.year if a and b and a.year == a.last.year and b.year == b.last.year else None


def data_errors(dates: Dates) -> list[str]:
    """Pairs of dates that certainly run backwards, as sentences for staff; warnings, they block nothing."""
    return [
        _("%(later)s (%(b)s) lies before %(earlier)s (%(a)s).")
        % {"later": WORDS[last], "earlier": WORDS[first], "a": getattr(dates, first), "b": getattr(dates, last)}
        for first, last in _ORDER
        if _runs_back(getattr(dates, first), getattr(dates, last))
    ]


def _runs_back(first: str, last: str) -> bool:
    a, b = _period(first), _period(last)
    return bool(a and b and b.last < a.first)


def dates_of(project, entries: Iterable = ()) -> Dates:
    """The dates of a record. `entries` are its stage entries that hold; only they know when talks began."""
    talks = [entry.date for entry in entries if entry.stage == Stage.NEGOTIATING and entry.date and not entry.is_seen]
    return Dates(
        talks=min(talks, default=""), signed=project.signed_on, land=project.land_on, started=project.started_on,
        completed=project.completed_on, production=project.production_on,
    )  # fmt: skip
