"""How an indicator stands on a page: the value that counts, everything a reader must be told about it, and beside it
what the project records give."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from django.utils.translation import gettext

from portal.lib.dates import parse_period, show_period
from portal.lib.qualifiers import EXACT, Qualifier, number, unit_after
from projects.statistics import rounded

from .measures import Computed, Records, compute
from .models import Indicator, Vintage


@dataclass(frozen=True)
class Mark:
    """One value of a figure in one period, for charts. `shown` has its qualifier and not its unit."""

    period: str
    value: Decimal | None
    shown: str
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """`values`: the current public values of all periods, oldest first; `period`: show that one, empty: the latest.

    Observations come before targets: a figure shows a plan only while nothing has been observed.
    """

    indicator: Indicator
    values: tuple[Vintage, ...]
    period: str = ""
    records: Records | None = None

    @classmethod
    def of(cls, vintages: Iterable[Vintage], indicator: Indicator, records: Records) -> Self:
        """From every published value of one indicator: of each period the highest number counts."""
        newest: dict[int, Vintage] = {}
        for vintage in sorted(vintages, key=lambda v: v.number):
            newest[vintage.observation_id] = vintage
        return cls(indicator, tuple(in_order(newest.values())), records=records)

    @cached_property
    def vintage(self) -> Vintage | None:
        wanted = [v for v in self.values if not self.period or v.observation.period == self.period]
        return next(reversed([v for v in wanted if not v.observation.is_target] or wanted), None)

    @cached_property
    def computed(self) -> Computed | None:
        if not self.indicator.measure or self.records is None:
            return None
        period = self.vintage.observation.period if self.vintage else self.period
        return compute(self.indicator.measure, self.indicator.unit, period, self.records)

    @property
    def is_empty(self) -> bool:
        return self.vintage is None and (self.computed is None or self.computed.value is None)

    @property
    def parts(self) -> tuple[str, str, str]:
        """(before, number, after): the announced value, else the computed one."""
        if self.vintage:
            return self.vintage.parts
        return "", self._round(self.computed.value if self.computed else None), unit_after(self.indicator.unit)

    @property
    def shown(self) -> str:
        return "".join(self.parts)

    @property
    def machine(self) -> str:
        """The number alone, for <data value>."""
        value = self.vintage.value if self.vintage else self.computed and self.computed.value
        return "" if value is None else f"{value.normalize():f}"

    @property
    def source(self) -> str:
        if self.vintage:
            return self.vintage.source_name
        if self.indicator.is_sample:
            return gettext("computed from invented records")
        return gettext("computed from project records")

    @property
    def source_url(self) -> str:
        return self.vintage.source_url if self.vintage else self.computed.url if self.computed else ""

    @property
    def note(self) -> str:
        """What else there is to say; a note that repeats the comparison isn't."""
        note = self.vintage.note if self.vintage else self.computed.note if self.computed else ""
        if note and note == self.indicator.definition:
            note = self.indicator.words.definition
        return "" if note in self.comparisons else note

    @property
    def cited(self) -> str:
        """Name, code, value, time and source as one line to copy."""
        when = self.when or (gettext("period not stated") if self.vintage else "")
        words = {"name": self.indicator.words.name, "code": self.indicator.code, "shown": self.shown}
        what = gettext("“%(name)s” (%(code)s): %(shown)s") % words
        source = gettext("Source: %(source)s") % {"source": self.source}
        return gettext(", ").join(filter(None, [what, when, source]))

    @property
    def definition(self) -> str:
        """What a reader opens on demand; nothing where the note beside the value says the same."""
        known = [self.note, *self.comparisons]
        return "" if self.indicator.words.definition in known else self.indicator.words.definition

    @property
    def is_plan(self) -> bool:
        return bool(self.vintage and self.vintage.observation.is_target)

    @property
    def when(self) -> str:
        """The period as a word; "" where the source gives none."""
        if self.vintage:
            return show_period(self.vintage.observation.period)
        return show_period(self.computed.period) if self.computed else ""

    @property
    def as_of(self) -> str:
        """The date of the report, for values whose period the source doesn't give."""
        return show_period(self.vintage.as_of) if self.vintage and not self.vintage.observation.period else ""

    @property
    def status_word(self) -> str:
        return status_word(self.vintage) if self.vintage else ""

    @property
    def comparisons(self) -> list[str]:
        return comparisons(self.vintage) if self.vintage else []

    @cached_property
    def target(self) -> Vintage | None:
        """The plan or target for the period of the observation shown."""
        if not self.vintage or self.is_plan:
            return None
        period = self.vintage.observation.period
        return next((v for v in self.values if v.observation.is_target and v.observation.period == period), None)

    @property
    def current_ids(self) -> set[int]:
        return {vintage.pk for vintage in self.values}

    @property
    def newest_first(self) -> tuple[Vintage, ...]:
        return self.values[::-1]

    @property
    def beside(self) -> str:
        """The announced value and the computed one in one sentence, with the difference where both are exact."""
        if not self.vintage or not self.computed:
            return ""
        words = {"announced": self.vintage.shown, "computed": self.computed.words}
        gap = self.gap
        if not gap:
            return gettext("Announced: %(announced)s; %(computed)s.") % words
        words["gap"] = f"{number(abs(gap))}{unit_after(self.indicator.unit)}"
        return gettext("Announced: %(announced)s; %(computed)s; the difference is %(gap)s.") % words

    @property
    def gap(self) -> Decimal | None:
        """Announced less computed; None where one is missing or the announced one isn't exact."""
        if not self.vintage or self.vintage.value is None or self.vintage.qualifier not in EXACT:
            return None
        if not self.computed or self.computed.value is None:
            return None
        return self.vintage.value - self.computed.value

    @cached_property
    def marks(self) -> list[Mark]:
        """The observations with a period, oldest first; of a figure nobody announced, the computed series."""
        if self.vintage is None and self.computed:
            series = [(period, value) for period, value in self.computed.series if self.period in ("", period)]
            return [Mark(period, value, "" if value is None else self._round(value)) for period, value in series]
        observed = [v for v in self.values if v.observation.period and v.observation.is_target == self.is_plan]
        return [mark(v) for v in observed if self.period in ("", v.observation.period)]

    def _round(self, value: Decimal | None) -> str:
        return number(rounded(value, self.indicator.decimals or 2))


def mark(vintage: Vintage) -> Mark:
    before, shown, after = vintage.parts
    unit = unit_after(vintage.observation.indicator.unit)
    keeps_unit = unit in ("%", "％") and after != unit  # 95%以上; a bare per cent sign is set by the chart
    text = f"{before}{shown}{after if keeps_unit else after.replace(unit, '', 1) if unit else after}"
    return Mark(vintage.observation.period, vintage.value, text, status_word(vintage))


def status_word(vintage: Vintage) -> str:
    """初步, 预计 … and 计划 or 目标, unless the value says so itself."""
    if vintage.observation.is_target:
        if vintage.qualifier == Qualifier.PLANNED:
            return ""
        return gettext("plan") if vintage.qualifier == Qualifier.FORECAST else gettext("target")
    if vintage.obs_status == Vintage.ObsStatus.NORMAL or vintage.qualifier == Qualifier.FORECAST:
        return ""
    return vintage.get_obs_status_display()


def comparisons(vintage: Vintage) -> list[str]:
    said = []
    if vintage.place and vintage.rank_total:
        words = {"rank": vintage.place, "total": vintage.rank_total, "among": vintage.rank_among}
        among = gettext("No. %(rank)s of %(total)s, %(among)s")
        said.append((among if vintage.rank_among else gettext("No. %(rank)s of %(total)s")) % words)
    if vintage.ratio and vintage.ratio_base:
        said.append(gettext("%(ratio)s times %(base)s") % {"ratio": number(vintage.ratio), "base": vintage.ratio_base})
    return said


def in_order(vintages: Iterable[Vintage]) -> list[Vintage]:
    """Oldest first by the end of the period. Values without one come before all others, by the date of the report: once
    somebody has decided on the period, the dated value counts."""
    return sorted(vintages, key=lambda v: (bool(v.observation.period), _end(v), v.observation_id))


def _end(vintage: Vintage) -> date:
    text = vintage.observation.period or vintage.as_of
    return (parse_period(text).last if text else None) or date.min


def current_values(indicators: Iterable[Indicator]) -> dict[int, tuple[Vintage, ...]]:
    """Indicator id -> its current public values, oldest first. One query, none when there is nothing to ask."""
    known = {indicator.pk: indicator for indicator in indicators}
    found: dict[int, list[Vintage]] = defaultdict(list)
    if known:
        vintages = Vintage.objects.published().current().filter(observation__indicator__in=known)
        for vintage in vintages.select_related("observation"):
            vintage.observation.indicator = known[vintage.observation.indicator_id]
            found[vintage.observation.indicator_id].append(vintage)
    return {pk: tuple(in_order(vintages)) for pk, vintages in found.items()}


def figures_of(indicators: list[tuple[Indicator, str]], records: dict[bool, Records]) -> list[Figure]:
    """A Figure for each (indicator, period). `records` by whether they are invented; {} leaves measures out.

    Invented indicators with a measure have no announced values, so none are asked for.
    """
    announced = {i.pk: i for i, _period in indicators if not (i.is_sample and i.measure)}
    values = current_values(announced.values())
    return [Figure(i, values.get(i.pk, ()), period, records.get(i.is_sample)) for i, period in indicators]
