"""Figures computed from the public project records, by name. An indicator names its measure; its value is shown beside
the announced one and never made to match it.

    records = Records()                       # one a page: each table is asked at most once
    computed = compute("projects_operating", "个", "2024", records)

Measures: projects_on_record, investment_on_record; projects_<group>, investment_<group> for the groups reserve, signed,
preparing, building, completed, operating; projects_signed_in_year, projects_started_in_year,
projects_completed_in_year, projects_production_in_year, projects_signed_and_started_in_year (the year is that of the
announced value). Over the invented records alone: sample_projects, sample_investment, sample_month_amount,
sample_year_amount, sample_year_plan, sample_year_rate.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import parse_period, show_period
from portal.lib.language import local
from portal.lib.qualifiers import number, unit_after
from projects.models import Project
from projects.stages import GROUP_STAGES, Group
from projects.statistics import MonthTally, Tally, YearPlan, added, plans_and_reports, rate, tallies

MIN_GROUP = 3  # sums of internal amounts are public from so many projects on (visibility.md)
MONEY = {"万元": Decimal(1), "亿元": Decimal(10_000)}  # amounts are kept in 万元


class Records:
    """The records that measures count: public ones of the zone, or the invented ones."""

    def __init__(self, *, sample: bool = False) -> None:
        public = Project.objects.published(in_any_language=True)
        self.is_sample = sample
        self.projects = public.samples() if sample else public.of_zone()
        self.listing = local("/projects/?sample=1" if sample else "/projects/")

    @cached_property
    def tallies(self) -> list[Tally]:
        return tallies(self.projects)

    @cached_property
    def _progress(self) -> tuple[list[YearPlan], list[MonthTally]]:
        return plans_and_reports(self.projects)

    @property
    def plans(self) -> list[YearPlan]:
        return self._progress[0]

    @property
    def months(self) -> list[MonthTally]:
        return self._progress[1]

    def url(self, query: str) -> str:
        return f"{self.listing}{'&' if '?' in self.listing else '?'}{query}" if query else self.listing


@dataclass(frozen=True)
class Computed:
    """What the records give, in the indicator's unit; what can't be said is None, never 0.

    `words` say it in a sentence part (“公开记录中处于投产阶段的有5个”), `note` what it rests on, `url` lists the
    projects. `series` holds (period, value), oldest first, for measures over time; `value` is then the last one's.
    """

    value: Decimal | None
    unit: str
    words: str = ""
    note: str = ""
    url: str = ""
    projects: int = 0
    period: str = ""
    series: tuple[tuple[str, Decimal | None], ...] = ()


Result = Callable[[Records, str, str], Computed | None]
Keep = Callable[[Tally], bool]


@dataclass(frozen=True)
class Measure:
    """`result(records, unit, period)`; `units` it can be given in, empty: any (a count of 个, 项, 家)."""

    result: Result
    units: tuple[str, ...]
    is_sample: bool


_measures: dict[str, Measure] = {}


def register(name: str, result: Result, units: tuple[str, ...] = (), *, is_sample: bool = False) -> None:
    _measures[name] = Measure(result, units, is_sample)


def names() -> list[str]:
    return sorted(_measures)


def misfit(name: str, unit: str, *, is_sample: bool) -> str:
    """Why an indicator can't have this measure; "" when it can."""
    measure = _measures.get(name)
    if measure is None:
        return gettext("There is no measure of this name. There are: %(names)s") % {"names": ", ".join(names())}
    if measure.is_sample != is_sample:
        return gettext("Measures over invented records belong to sample indicators, and only to them.")
    if measure.units and unit not in measure.units:
        return gettext("This measure is given in: %(units)s") % {"units": ", ".join(measure.units)}
    return ""


def compute(name: str, unit: str, period: str, records: Records) -> Computed | None:
    """The result of a measure over `records`; None where it doesn't fit them, or needs a year and `period` has none."""
    if misfit(name, unit, is_sample=records.is_sample):
        return None
    return _measures[name].result(records, unit, period)


def _count(records: Records, unit: str, keep: Keep, query: str, words: str) -> Computed:
    found = added([row for row in records.tallies if keep(row)])
    every = {"count": added(records.tallies).count}
    invented, public = gettext("%(count)s invented records in all"), gettext("%(count)s public records in all")
    note = invented if records.is_sample else public
    said = words.replace("{value}", f"{found.count}{unit_after(unit)}")
    return Computed(Decimal(found.count), unit, said, note % every, records.url(query), found.count)


def _investment(records: Records, unit: str, keep: Keep, query: str, words: str) -> Computed:
    found = added([row for row in records.tallies if keep(row)])
    url = records.url(query)
    if found.investment is None:
        unknown = gettext("the total investment of none of %(count)s public records is known") % vars(found)
        note = unknown if found.count else gettext("no public record")
        return Computed(None, unit, note, note, url, found.count)
    value = (found.investment / MONEY[unit]).normalize()
    note = gettext("total investment known of %(known)s among %(count)s records") % vars(found)
    return Computed(value, unit, words.replace("{value}", f"{number(value)}{unit_after(unit)}"), note, url, found.count)


def _all_records(records: Records, unit: str, period: str) -> Computed:
    return _count(records, unit, lambda row: True, "", gettext("public records: {value}"))


def _all_investment(records: Records, unit: str, period: str) -> Computed:
    words = gettext("total investment known in the public records: {value}")
    return _investment(records, unit, lambda row: True, "", words)


def _at_stage(group: Group) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed:
        words = gettext("public records at the stage “%(stage)s”: {value}") % {"stage": group.label}
        return _count(records, unit, lambda row: row.stage in GROUP_STAGES[group], f"stage={group.value}", words)

    return result


def _investment_at_stage(group: Group) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed:
        words = gettext("total investment known of public records at the stage “%(stage)s”: {value}")
        words %= {"stage": group.label}
        return _investment(records, unit, lambda row: row.stage in GROUP_STAGES[group], f"stage={group.value}", words)

    return result


def _in_year(words: Promise, *dates: str) -> Result:
    """Projects all of whose `dates` (signed, started …) lie in the year of the announced value."""

    def result(records: Records, unit: str, period: str) -> Computed | None:
        year = str(parse_period(period).year or "") if period else ""
        if not year:
            return None
        said = str(words) % {"year": year}
        return _count(records, unit, lambda row: all(getattr(row, d) == year for d in dates), f"year={year}", said)

    return result


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


_money = tuple(MONEY)
register("projects_on_record", _all_records)
register("investment_on_record", _all_investment, _money)
for _group in Group:
    if _group != Group.UNKNOWN:
        register(f"projects_{_group.value}", _at_stage(_group))
        register(f"investment_{_group.value}", _investment_at_stage(_group), _money)
register("projects_signed_in_year", _in_year(_("public records signed in %(year)s: {value}"), "signed"))
register("projects_started_in_year", _in_year(_("public records started in %(year)s: {value}"), "started"))
register("projects_completed_in_year", _in_year(_("public records completed in %(year)s: {value}"), "completed"))
register(
    "projects_production_in_year", _in_year(_("public records in production since %(year)s: {value}"), "production")
)
register(
    "projects_signed_and_started_in_year",
    _in_year(_("public records signed and started in %(year)s: {value}"), "signed", "started"),
)
register("sample_projects", _all_records, is_sample=True)
register("sample_investment", _all_investment, _money, is_sample=True)
register("sample_month_amount", _by_month, _money, is_sample=True)
register("sample_year_amount", _by_year(lambda r, plan, unit: _done(r, plan) / MONEY[unit]), _money, is_sample=True)
_plan_of_year = _by_year(lambda r, plan, unit: plan.amount / MONEY[unit], reported=False)
register("sample_year_plan", _plan_of_year, _money, is_sample=True)
register("sample_year_rate", _by_year(lambda r, plan, unit: rate(_done(r, plan), plan.amount)), ("%",), is_sample=True)
