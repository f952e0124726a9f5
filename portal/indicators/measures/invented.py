"""Series over the invented records alone: months and years of their plans and reports."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period
from projects.statistics import YearPlan, rate

from .base import MONEY, Computed, Records, Result, register

MIN_GROUP = 3  # sums of internal amounts are public from so many projects on (visibility.md)


def _series(records: Records, unit: str, pairs: Iterable[tuple[str, Decimal | None]], note: str) -> Computed:
    series = tuple(pairs)
    period, value = series[-1] if series else ("", None)
    projects = max((plan.projects for plan in records.plans), default=0)
    return Computed(value, unit, "", note, records.listing, projects, period, series)


def _enough(count: int, value: Decimal | None) -> Decimal | None:
    return value if count >= MIN_GROUP else None


def _by_month(records: Records, unit: str, period: str) -> Computed:
    pairs = [(row.month, _enough(row.reports, row.amount / MONEY[unit])) for row in records.months]
    return _series(records, unit, pairs, _reported(records))


def _by_year(value: Callable[[Records, YearPlan, str], Decimal | None], *, reported: bool = True) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed:
        pairs = [(str(plan.year), _enough(plan.projects, value(records, plan, unit))) for plan in records.plans]
        note = _reported(records) if reported else gettext("the adjusted plan counts where there is one")
        return _series(records, unit, pairs, note)

    return result


def _done(records: Records, plan: YearPlan) -> Decimal:
    """What the projects with a plan for the year have reported of it, in 万元."""
    return sum((row.planned for row in records.months if row.month.startswith(str(plan.year))), Decimal(0))


def _reported(records: Records) -> str:
    if not records.months:
        return ""
    return gettext("approved monthly reports up to %(month)s") % {"month": show_period(records.months[-1].month)}


_amount_of_year = _by_year(lambda r, plan, unit: _done(r, plan) / MONEY[unit])
_plan_of_year = _by_year(lambda r, plan, unit: plan.amount / MONEY[unit], reported=False)
_rate_of_year = _by_year(lambda r, plan, unit: rate(_done(r, plan), plan.amount))
for _name, _result, _words, _units in (
    ("month_amount", _by_month, _("investment done, month by month"), tuple(MONEY)),
    ("year_amount", _amount_of_year, _("investment done, year by year"), tuple(MONEY)),
    ("year_plan", _plan_of_year, _("investment planned, year by year"), tuple(MONEY)),
    ("year_rate", _rate_of_year, _("completion rate, year by year"), ("%",)),
):
    register(f"sample_{_name}", _result, partial(str, _words), _units, is_sample=True)
