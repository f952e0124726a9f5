"""When the next value of a regular figure is due: after the end of the next period, within the days that publication
usually takes. To be set by indicator (`due_days`); the defaults are practice, not law."""

import re
from datetime import date, timedelta

from django.utils import timezone

from portal.lib.dates import parse_period

from .models import Indicator

DAYS = {"A": 180, "S": 75, "Q": 45, "M": 30}
_FORMS = {"A": r"\d{4}", "S": r"\d{4}-S[12]", "Q": r"\d{4}-Q[1-4]", "M": r"\d{4}-\d\d"}
_MONTHS = {"A": 12, "S": 6, "Q": 3, "M": 1}


def due_on(frequency: str, period: str, days: int | None = None) -> date | None:
    """The last day on which the value after `period` is still in time; None for what has no rhythm or another one."""
    if frequency not in _FORMS or not re.fullmatch(_FORMS[frequency], period):
        return None
    last = parse_period(period).last
    months = last.year * 12 + last.month + _MONTHS[frequency]  # of the end of the next period, one further
    end = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return end + timedelta(days=DAYS[frequency] if days is None else days)


def missed(indicator: Indicator, period: str) -> date | None:
    """The day by which the value after the one of `period` was due; None when there is still time."""
    day = due_on(indicator.frequency, period, indicator.due_days)
    return day if day and day < timezone.localdate() else None
