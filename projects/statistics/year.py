"""All figures of one year over the records that the caller may count. Source of the definitions: domain reference 2.4.

    year = Year(Project.objects.published().of_zone(), 2025)
    year.of_level("provincial"), year.completion(year.planned), year.spread("signed", "production")

Nothing here decides who may see a figure: amounts done and planned are internal until `projects.announcing` lets sums
of them out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import CharField, F
from django.db.models.functions import Cast, Substr

from ..models import Level, ProjectYear, StageChange
from ..models.project import ProjectQuerySet
from ..stages import HIDDEN, Group
from ..steps import INTERNAL_DATES
from .rates import Spread, ahead, as_day, rate, schedule, share_of_largest, spread
from .records import Record, investment, read
from .totals import Totals

MILESTONES = ("signed", "started", "completed", "production")
LARGE = Decimal(10_000)  # 1 亿元: what the forecasts of a quarter name apart


@dataclass(frozen=True)
class Row(Totals):
    """The totals of one value ("building", "在建") of whatever the table is about."""

    value: str
    word: str


@dataclass(frozen=True)
class Share:
    """`done` of `planned` projects, as in the start rate; the rate may exceed 100 %, and is None where nothing was
    planned."""

    done: int
    planned: int

    @property
    def rate(self) -> Decimal | None:
        return rate(self.done, self.planned)


@dataclass(frozen=True)
class Completion:
    """Approved months against the plans of the same projects. Amounts in 万元; `through` is the last month counted, or
    ""."""

    projects: int  # with a plan
    plan: Decimal | None
    done: Decimal | None
    through: str
    reporting: Share  # approved reports of that month / due
    largest: Decimal | None  # share of the three largest in the plan, in per cent: internal

    @property
    def rate(self) -> Decimal | None:
        return rate(self.done, self.plan)

    @property
    def schedule(self) -> Decimal | None:
        return schedule(int(self.through[5:])) if self.through else None

    @property
    def ahead(self) -> Decimal | None:
        """Percentage points before (negative: behind) the straight line."""
        return ahead(self.done, self.plan, int(self.through[5:])) if self.through else None


class Year:
    def __init__(
        self, projects: ProjectQuerySet, year: int, *, sample: bool = False, records: list[Record] | None = None
    ) -> None:
        """`records`: those of the year, where they have been read already (`read_years`)."""
        self.year = year
        self.all = read(projects, year, sample=sample) if records is None else records
        self.records = [record for record in self.all if record.in_year]

    # --- how many and how much ----------------------------------------------------------------

    @cached_property
    def totals(self) -> Totals:
        return total(self.records)

    def by_stage(self) -> list[Row]:
        """All six groups in order, and the unknown stage."""
        return [self._row(group.value, str(group.label), lambda r, g=group: r.group == g) for group in Group]

    def by_level(self) -> list[Row]:
        """A project at two levels counts in both rows, and once in the total."""
        return [self._row(level.value, str(level.label), lambda r, v=level: v in r.levels) for level in Level]

    def by_industry(self) -> list[Row]:
        return self._largest_first(lambda record: (record.industry, record.industry_word))

    def by_park(self) -> list[Row]:
        return self._largest_first(lambda record: (record.park, record.park_word))

    def _row(self, value: str, word: str, keep: Callable[[Record], bool]) -> Row:
        return row(value, word, [record for record in self.records if keep(record)])

    def _largest_first(self, key: Callable[[Record], tuple[str, str]]) -> list[Row]:
        """The records that have none come last, under ""."""
        found: dict[tuple[str, str], list[Record]] = {}
        for record in self.records:
            found.setdefault(key(record), []).append(record)
        rows = [row(value, word, records) for (value, word), records in found.items()]
        return sorted(rows, key=lambda r: (not r.value, -r.count, r.word))

    # --- what happened ------------------------------------------------------------------------

    def reached(self, what: str) -> list[Record]:
        return [record for record in self.all if record.was(what, self.year)]

    @cached_property
    def signed_and_started(self) -> list[Record]:
        return [record for record in self.reached("signed") if record.was("started", self.year)]

    @property
    def same_year(self) -> Share:
        return Share(len(self.signed_and_started), len(self.reached("signed")))

    @property
    def start_rate(self) -> Share:
        return Share(len(self.reached("started")), len(self.due("start")))

    @property
    def finish_rate(self) -> Share:
        """竣工率: completed in the year / planned to be completed in it."""
        return Share(len(self.reached("completed")), len(self.due("completion")))

    def due(self, what: str, quarter: int | None = None) -> list[Record]:
        return [record for record in self.all if record.is_due(what, self.year, quarter)]

    def spread(self, first: str, last: str) -> Spread | None:
        """Days between two milestones, of the projects that reached the later one in the year."""
        ends = [(getattr(r, f"{first}_on"), getattr(r, f"{last}_on")) for r in self.reached(last)]
        return spread((as_day(a), as_day(b)) for a, b in ends)

    def reserve(self) -> list[Row]:
        """Planned and reserved projects by five-year plan, whatever the year; those without one under ""."""
        found: dict[str, list[Record]] = {}
        for record in self.all:
            if record.group == Group.RESERVE:
                found.setdefault(record.period, []).append(record)
        return [row(period, period, found[period]) for period in sorted(found, key=lambda period: (not period, period))]

    # --- plan and progress: internal until disclosed ------------------------------------------

    @cached_property
    def planned(self) -> list[Record]:
        """The projects with a plan; only theirs counts as done, so that a rate compares the same projects."""
        return [record for record in self.all if record.has_plan]

    def of_level(self, level: str) -> list[Record]:
        return [record for record in self.planned if level in record.levels]

    def completion(self, planned: Iterable[Record]) -> Completion:
        """Of projects with a plan, over their approved reports."""
        records = list(planned)
        through = max((report.month for record in self.planned for report in record.reports), default="")
        plans = [record.plan for record in records if record.plan is not None]
        amounts = [record.done for record in records if record.done is not None]
        due = [record for record in records if through and record.owes(through)]
        told = [record for record in due if any(report.month == through for report in record.reports)]
        return Completion(
            projects=len(records),
            plan=sum(plans, Decimal(0)) if plans else None,
            done=sum(amounts, Decimal(0)) if amounts else None,
            through=through,
            reporting=Share(len(told), len(due)),
            largest=share_of_largest(plans),
        )


def total(records: Iterable[Record]) -> Totals:
    records = list(records)
    return Totals(len(records), investment(records), sum(record.investment is not None for record in records))


def row(value: str, word: str, records: Iterable[Record]) -> Row:
    return Row(**vars(total(records)), value=value, word=word)


def large(records: Iterable[Record]) -> list[Record]:
    """Those of 1 亿元 and more."""
    return [record for record in records if record.investment is not None and record.investment >= LARGE]


def years_on_record(projects: ProjectQuerySet) -> list[int]:
    """Years with a plan or a dated public stage, newest first. One query."""
    mine = projects.order_by().values("pk")
    stages = StageChange.objects.filter(project__in=mine).exclude(stage__in=HIDDEN | INTERNAL_DATES).order_by()
    plans = ProjectYear.objects.filter(project__in=mine).order_by()
    dated = stages.annotate(of=Substr("date", 1, 4)).values_list("of", flat=True)
    planned = plans.annotate(of=Cast(F("year"), CharField(max_length=4))).values_list("of", flat=True)
    return sorted({int(text) for text in dated.union(planned) if len(text) == 4 and text.isdigit()}, reverse=True)
