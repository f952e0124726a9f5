"""What a measure is, what it asks, and the list of all of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext

from portal.lib.language import local
from projects.bulletin import Frame
from projects.models import Project, ProjectSettings
from projects.statistics import MonthTally, Tally, Year, YearPlan, plans_and_reports, read_years, tallies, tally

MONEY = {"万元": Decimal(1), "亿元": Decimal(10_000)}  # amounts are kept in 万元


class Records:
    """The records that measures count: public ones of the zone, or the invented ones. Each table is asked at most once.

    `years`: those whose figures a page shows, so that they are read together.
    """

    def __init__(self, *, sample: bool = False) -> None:
        public = Project.objects.published(in_any_language=True)
        self.is_sample = sample
        self.projects = public.samples() if sample else public.of_zone()
        self.listing = local("/projects/?sample=1" if sample else "/projects/")
        self.years: set[int] = set()
        self._frames: dict[int, Frame] = {}

    @cached_property
    def tallies(self) -> list[Tally]:
        """Of the records of a year, where they are read anyway; else by their own query."""
        if self._frames:
            return [tally(record) for record in next(iter(self._frames.values())).year.all]
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

    def frame(self, year: int) -> Frame:
        """What the figures of a year rest on. Two queries for the first year asked, none for others of `years`."""
        if year not in self._frames:
            wanted = sorted({year, *self.years} - self._frames.keys())
            settings, today = SimpleLazyObject(ProjectSettings.load), timezone.localdate()
            for of, records in read_years(self.projects, wanted, sample=self.is_sample).items():
                found = Year(self.projects, of, sample=self.is_sample, records=records)
                self._frames[of] = Frame(found, settings, today, self.is_sample)
        return self._frames[year]

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


@dataclass(frozen=True)
class Measure:
    """`result(records, unit, period)`; `label` names it for who chooses one; `units` it can be given in, empty: any (a
    count of 个, 项, 家)."""

    result: Result
    label: Callable[[], str]
    units: tuple[str, ...]
    is_sample: bool | None  # None: over either kind of records


_measures: dict[str, Measure] = {}


def register(
    name: str,
    result: Result,
    label: Callable[[], str],
    units: tuple[str, ...] = (),
    *,
    is_sample: bool | None = False,
) -> None:
    _measures[name] = Measure(result, label, units, is_sample)


def unfilled(words: str | Promise, **known: object) -> str:
    """The words of a result before there is one: 公开记录中20××年签约的有…"""
    return (str(words) % ({"year": "20××"} | known)).replace("{value}", "…")


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All of them with their labels, by the records they rest on."""
    kinds = {
        False: gettext("Public records as they stand"),
        None: gettext("Figures of a year"),
        True: gettext("Invented records"),
    }
    return [
        (word, [(n, m.label()) for n, m in _measures.items() if m.is_sample is kind]) for kind, word in kinds.items()
    ]


def names() -> list[str]:
    return sorted(_measures)


def needs_years(name: str) -> bool:
    """Whether it is one of the figures of a year, which rest on more than the records' stages."""
    return name in _measures and _measures[name].is_sample is None


def misfit(name: str, unit: str, *, is_sample: bool) -> str:
    """Why an indicator can't have this measure; "" when it can."""
    measure = _measures.get(name)
    if measure is None:
        return gettext("There is no measure of this name. There are: %(names)s") % {"names": ", ".join(names())}
    if measure.is_sample not in (None, is_sample):
        return gettext("Measures over invented records belong to sample indicators, and only to them.")
    if measure.units and unit not in measure.units:
        return gettext("This measure is given in: %(units)s") % {"units": ", ".join(measure.units)}
    return ""


def compute(name: str, unit: str, period: str, records: Records) -> Computed | None:
    """The result of a measure over `records`; None where it doesn't fit them, or needs a year and `period` has none."""
    if misfit(name, unit, is_sample=records.is_sample):
        return None
    return _measures[name].result(records, unit, period)
