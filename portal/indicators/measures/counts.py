"""How many public records there are, at which stage, and what is known of their investment; and what happened in the
year of an announced value. All of them rest on one query."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import parse_period
from portal.lib.qualifiers import show_value, unit_after
from projects.stages import GROUP_STAGES, Group
from projects.statistics import Tally, added

from .base import MONEY, Computed, Records, Result, register, unfilled

Keep = Callable[[Tally], bool]
RECORDS = _("public records: {value}")
INVESTMENT = _("total investment known in the public records: {value}")
AT_STAGE = _("public records at the stage “%(stage)s”: {value}")
INVESTMENT_AT_STAGE = _("total investment known of public records at the stage “%(stage)s”: {value}")
IN_YEAR = {  # which dates of a record lie in the year of the announced value
    "signed": (_("public records signed in %(year)s: {value}"), ("signed",)),
    "started": (_("public records started in %(year)s: {value}"), ("started",)),
    "completed": (_("public records completed in %(year)s: {value}"), ("completed",)),
    "production": (_("public records in production since %(year)s: {value}"), ("production",)),
    "signed_and_started": (_("public records signed and started in %(year)s: {value}"), ("signed", "started")),
}


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
    return Computed(value, unit, words.replace("{value}", show_value(value, unit)), note, url, found.count)


def _all_records(records: Records, unit: str, period: str) -> Computed:
    return _count(records, unit, lambda row: True, "", str(RECORDS))


def _all_investment(records: Records, unit: str, period: str) -> Computed:
    return _investment(records, unit, lambda row: True, "", str(INVESTMENT))


def _at_stage(group: Group) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed:
        words = str(AT_STAGE) % {"stage": group.label}
        return _count(records, unit, lambda row: row.stage in GROUP_STAGES[group], f"stage={group.value}", words)

    return result


def _investment_at_stage(group: Group) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed:
        words = str(INVESTMENT_AT_STAGE) % {"stage": group.label}
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


register("projects_on_record", _all_records, partial(unfilled, RECORDS))
register("investment_on_record", _all_investment, partial(unfilled, INVESTMENT), tuple(MONEY))
for _group in Group:
    if _group != Group.UNKNOWN:
        _label = partial(unfilled, AT_STAGE, stage=_group.label)
        register(f"projects_{_group.value}", _at_stage(_group), _label)
        _label = partial(unfilled, INVESTMENT_AT_STAGE, stage=_group.label)
        register(f"investment_{_group.value}", _investment_at_stage(_group), _label, tuple(MONEY))
for _name, (_words, _dates) in IN_YEAR.items():
    register(f"projects_{_name}_in_year", _in_year(_words, *_dates), partial(unfilled, _words))
register("sample_projects", _all_records, partial(unfilled, RECORDS), is_sample=True)
register("sample_investment", _all_investment, partial(unfilled, INVESTMENT), tuple(MONEY), is_sample=True)
