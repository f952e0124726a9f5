"""The records that the figures of one year rest on, read once: two queries, however many projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import BooleanField, Case, DecimalField, Exists, IntegerField, OuterRef, Value, When
from django.db.models.functions import Cast, Coalesce, Substr
from django.http import QueryDict

from portal.lib.language import in_language

from ..filters import ProjectFilter
from ..models import MonthlyReport, ProjectLevel, ProjectYear
from ..models.project import ProjectQuerySet
from ..stages import FINISHED, STAGE_GROUP
from .rates import falls_in

PLANNED_DATES = ("planned_start", "planned_completion", "planned_production")


@dataclass
class Record:
    """What the statistics know of one project. Amounts in 万元; dates as precise as known, "" when not."""

    pk: int
    code: str
    name: str
    stage: str
    industry: str
    industry_word: str
    park: str
    park_word: str
    period: str
    investment: Decimal | None
    signed_on: str
    started_on: str
    completed_on: str
    production_on: str
    planned_start: str
    planned_completion: str
    planned_production: str
    owner: int | None
    is_open: bool  # its progress is public
    was_open: bool  # it is or was at some time
    in_year: bool  # has a plan of the year, or a stage dated in it, as the listing has it
    levels: frozenset[str] = frozenset()
    plan: Decimal | None = None
    reports: list["Report"] = field(default_factory=list)

    @property
    def group(self) -> str:
        return STAGE_GROUP.get(self.stage, "")

    @property
    def has_plan(self) -> bool:
        return bool(self.plan)

    @property
    def firm(self) -> str:
        """Projects of one owner are one firm's; one whose owner isn't known is its own."""
        return f"firm {self.owner}" if self.owner else str(self.pk)

    def was(self, what: str, year: int) -> bool:
        """Whether its `what` ("signed", "started", "completed", "production") is dated in the year."""
        return getattr(self, f"{what}_on")[:4] == str(year)

    def is_due(self, what: str, year: int, quarter: int | None = None) -> bool:
        """Whether its "start", "completion" or "production" is planned for the year or quarter."""
        return falls_in(getattr(self, f"planned_{what}"), year, quarter)

    @property
    def done(self) -> Decimal | None:
        """The approved months of the year; None when there is none."""
        return sum((report.amount for report in self.reports), Decimal(0)) if self.reports else None

    def owes(self, month: str) -> bool:
        """Whether a report of the month was due: there is a plan, and the project wasn't finished before."""
        if not self.has_plan or self.stage not in FINISHED:
            return self.has_plan
        ended = (self.completed_on or self.production_on)[:7]
        return ended >= month or any(report.month == month for report in self.reports)


@dataclass(frozen=True)
class Report:
    """An approved month."""

    month: str
    amount: Decimal


_COLUMNS = (
    "pk", "code", "name", "stage", "industry__code", "industry__name", "park__code", "park__name", "plan_period",
    "total_investment", "signed_on", "started_on", "completed_on", "production_on", *PLANNED_DATES, "owner_id",
    "progress_public",
)  # fmt: skip


def read(projects: ProjectQuerySet, year: int, *, sample: bool = False) -> list[Record]:
    """Everything about `projects` that the figures of `year` need. Two queries.

    `sample` says which kind of records they are: the filter that decides what belongs to a year never mixes the two.
    """
    return read_years(projects, [year], sample=sample)[year]


def read_years(projects: ProjectQuerySet, years: Sequence[int], *, sample: bool = False) -> dict[int, list[Record]]:
    """The same for several years: two queries, however many."""
    versions = projects.model.history.model.objects.filter(id=OuterRef("pk"), progress_public=True)
    was_open = Case(When(progress_public=True, then=Value(True)), default=Exists(versions))
    flags = {"was_open": was_open} | {f"in_{year}": _in_year(projects, year, sample=sample) for year in years}
    size, found = len(_COLUMNS), {year: {} for year in years}
    for row in projects.order_by("code").annotate(**flags).values_list(*map(in_language, _COLUMNS), *flags):
        told = [value or "" if 4 <= index <= 8 else value for index, value in enumerate(row[:size])]
        for place, year in enumerate(years):
            found[year][row[0]] = Record(*told, was_open=row[size], in_year=row[size + 1 + place])
    mine = projects.order_by().values("pk")
    _add_of_years(found, mine)
    return {year: list(records.values()) for year, records in found.items()}


Found = dict[int, dict[int, Record]]  # year -> key of the project -> its record in that year


def _in_year(projects: ProjectQuerySet, year: int, *, sample: bool) -> Case:
    asked = QueryDict(f"year={year}{'&sample=1' if sample else ''}")
    of_year = ProjectFilter(asked, projects).narrow().order_by().values("pk")
    return Case(When(pk__in=of_year, then=Value(True)), default=Value(False), output_field=BooleanField())


def _add_of_years(found: Found, mine: ProjectQuerySet) -> None:
    """Levels, plans and approved months in one query. A draft's amount counts nowhere, the adjusted one where there is
    one; planned months of the year go before the record's."""
    for year, pk, level, month, amount, *dates in sorted(_of_years(found, mine), key=lambda row: row[3]):
        record = found[year][pk]
        if level:
            record.levels |= {level}
        elif month:
            record.reports.append(Report(month, amount))
        else:
            record.plan = amount
            for name, planned in zip(PLANNED_DATES, dates, strict=True):
                setattr(record, name, planned or getattr(record, name))


def _of_years(found: Found, mine: ProjectQuerySet) -> Iterable[tuple]:
    """(year, project, level or "", month or "", amount, planned dates)."""
    nothing = Cast(Value(None), DecimalField(max_digits=16, decimal_places=2))
    empty = {f"no_{name}": Value("") for name in PLANNED_DATES}
    levels = ProjectLevel.objects.filter(project__in=mine, year__in=found).order_by()
    levels = levels.annotate(no_month=Value(""), amount=nothing, **empty)
    plans = ProjectYear.objects.filter(project__in=mine, year__in=found).order_by()
    plans = plans.annotate(no_level=Value(""), no_month=Value(""))
    amount = Coalesce("adjusted_amount", "plan_amount")
    plans = plans.annotate(amount=Case(When(approved_at__isnull=False, then=amount), default=nothing))
    reports = MonthlyReport.objects.approved().filter(project__in=mine).order_by()
    reports = reports.annotate(no_level=Value(""), of=Cast(Substr("month", 1, 4), IntegerField()), **empty)
    return levels.values_list("year", "project", "level", "no_month", "amount", *empty).union(
        plans.values_list("year", "project", "no_level", "no_month", "amount", *PLANNED_DATES),
        reports.filter(of__in=found).values_list("of", "project", "no_level", "month", "month_amount", *empty),
        all=True,
    )


def investment(records: Iterable[Record]) -> Decimal | None:
    amounts = [record.investment for record in records if record.investment is not None]
    return sum(amounts, Decimal(0)) if amounts else None
