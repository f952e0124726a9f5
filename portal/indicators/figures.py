"""How an indicator stands on a page: the value that counts, everything a reader must be told about it, and beside it
what the project records give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.dates import parse_period, show_period
from portal.lib.qualifiers import EXACT, amount, number, show_value
from projects.statistics import rate, rounded

from .current import current_values, in_order
from .measures import Computed, Records, compute, needs_years
from .models import Indicator, RefArea, Vintage
from .overdue import missed
from .wording import Mark, comparisons, mark, status_word


@dataclass(frozen=True)
class Figure:
    """`values`: the current public values of all periods, oldest first; `period`: show that one, empty: the latest.

    Observations come before targets: a figure shows a plan only while nothing has been observed.
    """

    indicator: Indicator
    values: tuple[Vintage, ...]
    period: str = ""
    records: Records | None = None
    ref_area: RefArea | None = None

    @classmethod
    def of(cls, vintages: Iterable[Vintage], indicator: Indicator, records: Records | None) -> Self:
        """From every published value of one indicator about the zone: of each period the highest number counts."""
        newest: dict[int, Vintage] = {}
        for vintage in sorted(vintages, key=lambda v: v.number):
            if vintage.observation.ref_area_id is None:
                newest[vintage.observation_id] = vintage
        return cls(indicator, tuple(in_order(newest.values())), records=records)

    @classmethod
    def at(cls, vintages: list[Vintage], every: Iterable[Vintage]) -> Self:
        """From every published value of one observation; the plan or target of the same time and place stands beside
        it."""
        place = vintages[0].observation
        newest: dict[int, Vintage] = {}
        for vintage in sorted(every, key=lambda v: v.number):
            other = vintage.observation
            is_target = other.is_target and not place.is_target
            is_here = (other.period, other.ref_area_id) == (place.period, place.ref_area_id)
            if other.pk == place.pk or (is_here and is_target):
                newest[other.pk] = vintage
        return cls(place.indicator, tuple(in_order(newest.values())), place.period, ref_area=place.ref_area)

    @property
    def title(self) -> str:
        """The indicator's name, and the area where it isn't the zone."""
        return (
            gettext("%(name)s (%(unit)s)") % {"name": self.indicator.title, "unit": self.ref_area}
            if self.ref_area
            else self.indicator.title
        )

    @property
    def url(self) -> str:
        return self.vintage.observation.get_absolute_url() if self.vintage else self.indicator.get_absolute_url()

    @cached_property
    def vintage(self) -> Vintage | None:
        wanted = [v for v in self.values if not self.period or v.observation.period == self.period]
        return next(reversed([v for v in wanted if not v.observation.is_target] or wanted), None)

    @cached_property
    def computed(self) -> Computed | None:
        if not self.indicator.measure or self.records is None or self.ref_area:
            return None
        return compute(self.indicator.measure, self.indicator.unit, self.measured, self.records)

    @property
    def measured(self) -> str:
        """The period that a measure is asked for: that of the announced value; where nobody announced one, the period
        asked for or the current year."""
        if self.vintage:
            return self.vintage.observation.period
        return self.period or str(timezone.localdate().year)

    @property
    def is_empty(self) -> bool:
        return self.vintage is None and (self.computed is None or self.computed.value is None)

    @property
    def parts(self) -> tuple[str, str, str]:
        """(before, number, after): the announced value, else the computed one."""
        if self.vintage:
            return self.vintage.parts
        return "", *amount(self.on_record, self.indicator.unit)

    @property
    def on_record(self) -> Decimal | None:
        """The computed value, as exact as the indicator is."""
        return self._round(self.computed.value if self.computed else None)

    @property
    def shown(self) -> str:
        return "".join(self.parts)

    @property
    def value(self) -> Decimal | None:
        """The announced value, else the computed one, in the indicator's unit."""
        return self.vintage.value if self.vintage else self.computed and self.computed.value

    @property
    def machine(self) -> str:
        """The number alone, in the indicator's unit: for files."""
        return "" if self.value is None else f"{self.value.normalize():f}"

    @property
    def digits(self) -> str:
        """The number alone, in the unit that the page prints: for <data value>."""
        return "" if self.value is None else amount(self.value, self.indicator.unit)[0].replace(",", "")

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
        words = {"name": self.title, "code": self.indicator.code, "shown": self.shown}
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
    def reported(self) -> str:
        """The date of the source, where it gives no time of its own."""
        return show_period(self.vintage.as_of) if self.vintage and self.vintage.is_reported else ""

    @property
    def stood(self) -> str:
        """The date at which a value stood, where the source gives one."""
        return show_period(self.vintage.as_of) if self.vintage and not self.vintage.is_reported else ""

    @property
    def time(self) -> tuple[str, str]:
        """What two figures of one time have in common."""
        return (self.vintage.observation.period, self.vintage.as_of) if self.vintage else (self.when, "")

    @property
    def overdue(self) -> str:
        """Since when a newer value is missing, by the indicator's frequency; "" when none is."""
        if not self.vintage or self.is_plan or self.period:
            return ""
        day = missed(self.indicator, self.vintage.observation.period)
        return gettext("an update was due by %(day)s") % {"day": show_period(day.isoformat())} if day else ""

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
    def progress(self) -> Decimal | None:
        """Per cent of the target reached, never capped; None where either isn't a number."""
        if not self.target or self.vintage.value is None:
            return None
        return rounded(rate(self.vintage.value, self.target.value), 2)

    @property
    def progress_words(self) -> str:
        """“完成目标的105.6%”; "" without a target, or where less is better and the rate would say the opposite."""
        if self.progress is None or self.indicator.direction < 0:
            return ""
        return gettext("%(value)s%% of the target") % {"value": number(self.progress)}

    @property
    def meter(self) -> tuple[int, int]:
        """(done, length) of a bar whose target stands at 100."""
        done = max(0, round(self.progress or 0))
        return done, max(done, 100)

    @property
    def beside(self) -> str:
        """The announced value and the computed one in one sentence, with the difference where both are exact."""
        if not self.vintage or not self.computed:
            return ""
        words = {"announced": self.vintage.shown, "computed": self.computed.words}
        gap = self.gap
        if not gap:
            return gettext("Announced: %(announced)s; %(computed)s.") % words
        words["gap"] = show_value(abs(gap), self.indicator.unit)
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
            return [Mark(p, value, "" if value is None else number(self._round(value))) for p, value in series]
        observed = [v for v in self.values if v.observation.period and v.observation.is_target == self.is_plan]
        return [mark(v) for v in observed if self.period in ("", v.observation.period)]

    def _round(self, value: Decimal | None) -> Decimal | None:
        return rounded(value, self.indicator.decimals or 2)


Wanted = tuple[Indicator, str] | tuple[Indicator, str, RefArea | None]  # which, of which period, of which area


def figures_of(
    wanted: list[Wanted], records: dict[bool, Records], at: datetime | None = None, *, compared: bool = True
) -> list[Figure]:
    """A Figure for each (indicator, period, area). `records` by whether they are invented; {} leaves measures out, and
    so does `at`: records don't remember what they were.

    Invented indicators with a measure have no announced values, so none are asked for.
    """
    places = [(*place, None)[:3] for place in wanted]
    announced = {i.pk: i for i, _period, _area in places if not (i.is_sample and i.measure)}
    values = current_values(announced.values(), at, compared=compared)
    records = {} if at else records
    found = [
        Figure(i, values.get((i.pk, area and area.pk), ()), period, records.get(i.is_sample), area)
        for i, period, area in places
    ]
    _read_years(found)
    return found


def _read_years(figures: Iterable[Figure]) -> None:
    """Of the years that measures will ask for, all together, however many figures there are."""
    for figure in figures:
        is_yearly = figure.records and figure.measured and needs_years(figure.indicator.measure)
        if is_yearly and (year := parse_period(figure.measured).year):
            figure.records.years.add(year)
    for records in {id(figure.records): figure.records for figure in figures if figure.records}.values():
        if records.years:
            records.frame(min(records.years))
