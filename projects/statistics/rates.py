"""The arithmetic of official bulletins on plain numbers and dates, so that anyone can check a figure by hand.

    rounded(rate(Decimal("629.0"), Decimal("647.4")), 1) == Decimal("97.2")     # Jiangmen, January to October
    rounded(ahead(Decimal("629.0"), Decimal("647.4"), 10), 1) == Decimal("13.8")  # points ahead of 10/12

Amounts may be in any unit as long as both are in the same. What isn't known is None, never 0. Rates are per cents, not
rounded (round once, with `rounded`, when showing) and never capped: bulletins print 107.56 and 137.53. Source: domain
reference
2.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from portal.lib.dates import parse_period

QUARTERS = (1, 2, 3, 4)


def rate(done: Decimal | int | None, plan: Decimal | int | None) -> Decimal | None:
    """`done` as per cent of `plan`, not rounded and not capped; None where either is missing or the plan is 0.

    The rate of many projects is the ratio of their sums, never the mean of their rates. The same function gives the
    start rate (started / planned to start), the completion rate (竣工率) and the reporting rate (approved reports /
    due).
    """
    if done is None or not plan:
        return None
    return Decimal(done) / Decimal(plan) * 100


def rounded(value: Decimal | None, digits: int) -> Decimal | None:
    """`value` with `digits` decimals, half up. Round once, when showing: 62.449 is 62.4, though 62.45 would be 62.5."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def schedule(month: int) -> Decimal:
    """The straight-line time schedule after `month` (1 to 12) months of the year, in per cent. ValueError outside."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return Decimal(month) / 12 * 100


def ahead(done: Decimal | None, plan: Decimal | None, month: int) -> Decimal | None:
    """Percentage points ahead (negative: behind) of the time schedule after `month` months; None without a rate."""
    found = rate(done, plan)
    return None if found is None else found - schedule(month)


def share_of_largest(amounts: Iterable[Decimal], count: int = 3) -> Decimal | None:
    """Concentration: the `count` largest amounts as per cent of all; None when there is nothing to share. Internal."""
    found = sorted(amounts, reverse=True)
    return rate(sum(found[:count], Decimal(0)), sum(found, Decimal(0))) if found else None


def as_day(text: str) -> date | None:
    """The day that a date kept as text names; None where it is known less precisely ("2025", "2025-03") or not at
    all."""
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period.first if period.is_day else None


@dataclass(frozen=True)
class Spread:
    """Days between two events over `n` projects; the mean stands beside the median, never instead of it."""

    median: Decimal
    mean: Decimal
    n: int


def spread(pairs: Iterable[tuple[date | None, date | None]]) -> Spread | None:
    """Of the pairs (earlier, later) whose both ends are days. One that runs backwards is an error in the data and left
    out."""
    days = [(last - first).days for first, last in pairs if first and last and last >= first]
    return Spread(Decimal(str(median(days))), Decimal(sum(days)) / len(days), len(days)) if days else None


def falls_in(planned: str, year: int, quarter: int | None = None) -> bool:
    """Whether the whole of a planned period ("2025-03", "2025-Q1", "2025-03-10") lies in the year, or in its
    quarter."""
    try:
        period = parse_period(planned)
    except ValueError:
        return False
    if not period.first or not period.last or {period.first.year, period.last.year} != {year}:
        return False
    return quarter is None or {(day.month + 2) // 3 for day in (period.first, period.last)} == {quarter}
