"""The values that count: of every observation the newest public one, in the order of time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from portal.lib.dates import parse_period

from .models import Indicator, Vintage


def newest_ids(vintages: Iterable[Vintage]) -> set[int]:
    """Of every observation the highest number."""
    newest: dict[int, Vintage] = {}
    for vintage in sorted(vintages, key=lambda v: v.number):
        newest[vintage.observation_id] = vintage
    return {vintage.pk for vintage in newest.values()}


def in_order(vintages: Iterable[Vintage]) -> list[Vintage]:
    """Oldest first by the end of the period. Values without one come before all others, by the date of the report: once
    somebody has decided on the period, the dated value counts."""
    return sorted(vintages, key=lambda v: (bool(v.observation.period), _end(v), v.observation_id))


def _end(vintage: Vintage) -> date:
    text = vintage.observation.period or vintage.as_of
    return (parse_period(text).last if text else None) or date.min


def current_values(
    indicators: Iterable[Indicator], at: datetime | None = None, *, compared: bool = True
) -> dict[tuple[int, int | None], tuple[Vintage, ...]]:
    """(indicator id, area id; None: the zone) -> its current public values, or those before `at`, oldest first. One
    query and one for comparisons, none when there is nothing to ask."""
    known = {indicator.pk: indicator for indicator in indicators}
    found: dict[tuple[int, int | None], list[Vintage]] = defaultdict(list)
    if known:
        vintages = Vintage.objects.published().current(at).filter(observation__indicator__in=known)
        vintages = vintages.select_related("observation__ref_area")
        for vintage in vintages.prefetch_related("comparisons") if compared else vintages:
            vintage.observation.indicator = known[vintage.observation.indicator_id]
            found[vintage.observation.indicator_id, vintage.observation.ref_area_id].append(vintage)
    return {place: tuple(in_order(vintages)) for place, vintages in found.items()}
