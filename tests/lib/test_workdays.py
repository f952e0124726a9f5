from datetime import date

import pytest

from portal.feedback.official_days import days
from portal.lib.workdays import add_working_days, is_working_day

OFFICIAL = {day: is_working for day, is_working, _name in days()}


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-11-24", 15, "2026-12-15"),  # an ordinary Tuesday: three weeks
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-27", 1, "2026-11-30"),  # Friday to Monday
        ("2026-11-28", 1, "2026-11-30"),  # received on a Saturday
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before the Spring Festival is worked
        ("2026-02-14", 1, "2026-02-24"),  # nine free days
        ("2026-02-13", 15, "2026-03-12"),  # the festival, and the Saturday of 28 February
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 3, "2026-10-10"),  # 8, 9 and the make-up Saturday
        ("2025-09-27", 1, "2025-09-28"),  # a worked Sunday
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_due_dates_by_the_official_calendar(start, count, due):
    assert add_working_days(date.fromisoformat(start), count, OFFICIAL) == date.fromisoformat(due)


def test_without_a_table_the_week_decides():
    assert add_working_days(date(2026, 9, 30), 1, {}) == date(2026, 10, 1)
    assert not is_working_day(date(2026, 10, 10), {})


def test_the_official_days_are_as_many_as_announced():
    free = {year: sum(day.year == year and not worked for day, worked in OFFICIAL.items()) for year in (2025, 2026)}
    made_up = {year: sum(day.year == year and worked for day, worked in OFFICIAL.items()) for year in (2025, 2026)}
    assert free == {2025: 1 + 8 + 3 + 5 + 3 + 8, 2026: 3 + 9 + 3 + 5 + 3 + 3 + 7}
    assert made_up == {2025: 5, 2026: 6}
    assert all(day.weekday() >= 5 for day, worked in OFFICIAL.items() if worked)


def test_a_calendar_without_working_days_is_refused():
    everything = {date.fromordinal(n): False for n in range(date(2026, 1, 1).toordinal(), date(2037, 1, 1).toordinal())}
    with pytest.raises(ValueError, match="no working days"):
        add_working_days(date(2026, 1, 1), 1, everything)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1, {})
