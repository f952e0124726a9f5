"""Planned dates of a record against what came: kept, late, overdue, open, or not to be told. Pure.

A planned date is public by quarter, so it is kept when the step was reached before the quarter's end. What the press
says ("about to be handed over") is a statement and stands in the timeline; nobody promised a date with it.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import Period, parse_period

from .steps import When


class Outcome(models.TextChoices):
    KEPT = "kept", _("kept")
    LATE = "late", _("later than planned")
    OVERDUE = "overdue", _("overdue: not reported yet")
    OPEN = "open", _("not due yet")
    UNCLEAR = "unclear", _("reached; whether in time can't be told")


@dataclass(frozen=True)
class Promise:
    """`what` in words, `planned` no finer than a quarter ("2026-Q3", "2026"), `when` it was reached or seen."""

    what: str
    planned: str
    when: When
    outcome: Outcome


def promise(what: str, planned: str, when: When, is_reached: bool, today: date) -> Promise | None:
    """None where nothing was planned. `when` without a date and `is_reached`: it came, nobody says when."""
    planned = by_quarter(planned)
    period = _known(planned)
    return Promise(what, planned, when, _outcome(period.last, when, is_reached, today)) if period else None


def _outcome(due: date, when: When, is_reached: bool, today: date) -> Outcome:
    came = _known(when.date)
    if came and came.last <= due:
        return Outcome.KEPT  # seen in the stage then: it had been reached by then
    if came and not when.is_seen:
        return Outcome.LATE if came.first > due else Outcome.UNCLEAR
    if came or is_reached:
        return Outcome.UNCLEAR
    return Outcome.OVERDUE if today > due else Outcome.OPEN


def _known(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period if period.first else None


def by_quarter(planned: str) -> str:
    """A planned date as the public may read it: no finer than the quarter; "" when it isn't a date."""
    try:
        period = parse_period(planned)
    except ValueError:
        return ""
    if period.first and period.last and (period.last - period.first).days < 80:
        return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
    return planned
