"""Working days by the calendar of the People's Republic: weekends are free, except where the State Council says otherwise.

`exceptions` is what the yearly notice on holidays (节假日安排) changes: day -> whether it is worked. Holidays are False,
make-up days (调休上班) True; every other day follows the week.
"""

from collections.abc import Mapping
from datetime import date, timedelta

_LONGEST = 3660  # days; a table that makes ten years free is a mistake, not a calendar


def is_working_day(day: date, exceptions: Mapping[date, bool]) -> bool:
    return exceptions.get(day, day.weekday() < 5)


def add_working_days(start: date, count: int, exceptions: Mapping[date, bool]) -> date:
    """The `count`-th working day after `start`; the day of `start` itself never counts. `start` for a count of 0.

    ValueError for a negative count, or when the calendar has no such day within ten years.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    day = start
    for _step in range(_LONGEST):
        if count == 0:
            return day
        day += timedelta(days=1)
        count -= is_working_day(day, exceptions)
    raise ValueError("no working days in this calendar")
