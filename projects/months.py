"""The office's calendar: months as text ("2026-03"), when a report is due and when a month closes. Pure."""

from datetime import date


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def number(month: str) -> int:
    """A count of months, so that months can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def shift(month: str, n: int) -> str:
    year, index = divmod(number(month) + n, 12)
    return f"{year}-{index + 1:02}"


def due_on(month: str, due_day: int) -> date:
    """The day in the month itself on which its report is due (the 25th by default)."""
    return date(int(month[:4]), int(month[5:7]), due_day)


def closes_on(month: str, closing_day: int) -> date:
    """The last day on which the report of `month` can be begun or typed over: a day of the next month."""
    return due_on(shift(month, 1), closing_day)


def last_due(today: date, due_day: int) -> str:
    """The newest month whose due day has passed."""
    month = month_of(today)
    return month if today > due_on(month, due_day) else shift(month, -1)


def full_months(since: date, today: date) -> int:
    """Whole months from `since` to `today`; 0 while none is full."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(0, months - (today.day < since.day))
