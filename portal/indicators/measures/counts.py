"""How many public records there are, at which stage, and what is known of their investment; and what happened in the
year of an announced value. All of them rest on one query."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import parse_period
from portal.lib.qualifiers import number, unit_after
from projects.stages import GROUP_STAGES, Group
from projects.statistics import Tally, added

from .base import MONEY, Computed, Records, Result, register

Keep = Callable[[Tally], bool]


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
    reached = dates[0] if len(dates) == 1 else "same_year"

    def result(records: Records, unit: str, period: str) -> Computed | None:
        year = str(parse_period(period).year or "") if period else ""
        if not year:
            return None
        said = str(words) % {"year": year}
        return _count(
            records,
            unit,
            lambda row: all(getattr(row, d) == year for d in dates),
            f"reached={reached}&year={year}",
            said,
        )

    return result


register("projects_on_record", _all_records)
register("investment_on_record", _all_investment, tuple(MONEY))
for _group in Group:
    if _group != Group.UNKNOWN:
        register(f"projects_{_group.value}", _at_stage(_group))
        register(f"investment_{_group.value}", _investment_at_stage(_group), tuple(MONEY))
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
register("sample_investment", _all_investment, tuple(MONEY), is_sample=True)
