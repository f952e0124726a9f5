"""Counts, sums and rates over project records. Source of the definitions: domain reference 2.4.

Amounts are Decimals in 万元. What isn't known is None, never 0. Rates are per cents and are never capped: an official
bulletin printed 137.53 %. Who may see a figure is decided by the caller, who hands over the projects it may count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import (
    CharField, Count, DecimalField, Exists, IntegerField, Max, OuterRef, Q, Sum, Value,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce, Substr

from .models import MonthlyReport, Project, ProjectYear
from .models.project import ProjectQuerySet
from .stages import STAGE_GROUP, Group


def rate(done: Decimal | int | None, plan: Decimal | int | None) -> Decimal | None:
    """`done` as per cent of `plan`, not rounded and not capped; None where either is missing or the plan is 0.

    The rate of many projects is the ratio of their sums, never the mean of their rates.
    """
    if done is None or not plan:
        return None
    return Decimal(done) / Decimal(plan) * 100


def rounded(value: Decimal | None, digits: int) -> Decimal | None:
    """`value` with `digits` decimals, half up. Round once, when showing: 62.449 is 62.4, though 62.45 would be 62.5."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@dataclass(frozen=True)
class Totals:
    """`investment` in 万元 over the `known` of `count` projects whose amount is known; None when none is."""

    count: int
    investment: Decimal | None
    known: int


@dataclass(frozen=True)
class StageRow(Totals):
    """Totals of one public group of stages; `group` is its code, `word` what readers see."""

    group: str
    word: str


_SUMS = {"count": Count("pk"), "investment": Sum("total_investment"), "known": Count("total_investment")}


def totals(projects: ProjectQuerySet) -> Totals:
    """One query."""
    return Totals(**projects.order_by().aggregate(**_SUMS))


def added(rows: Iterable[Totals]) -> Totals:
    """The totals of rows that don't overlap."""
    rows = list(rows)
    amounts = [row.investment for row in rows if row.investment is not None]
    investment = sum(amounts, Decimal(0)) if amounts else None
    return Totals(sum(row.count for row in rows), investment, sum(row.known for row in rows))


def stage_board(projects: ProjectQuerySet) -> list[StageRow]:
    """All six groups in order and the unknown stage last, those without projects included. One query."""
    found: dict[str, list[dict]] = {}
    for row in projects.order_by().values("stage").annotate(**_SUMS):
        found.setdefault(STAGE_GROUP.get(row["stage"], ""), []).append(row)
    board = []
    for group in Group:
        rows = found.get(group.value, [])
        amounts = [row["investment"] for row in rows if row["investment"] is not None]
        board.append(
            StageRow(
                group=group.value,
                word=str(group.label),
                count=sum(row["count"] for row in rows),
                investment=sum(amounts, Decimal(0)) if amounts else None,
                known=sum(row["known"] for row in rows),
            )
        )
    return board


@dataclass(frozen=True)
class MonthSum:
    """What the approved reports of one month ("2025-03") add up to; `amount` is None when there is no report."""

    month: str
    amount: Decimal | None
    reports: int


def monthly_sums(year: int, projects: ProjectQuerySet) -> list[MonthSum]:
    """The twelve months of `year`, approved reports of `projects` only. One query."""
    reports = MonthlyReport.objects.filter(
        project__in=projects.order_by().values("pk"), state=MonthlyReport.State.APPROVED, month__startswith=f"{year}-"
    )
    rows = reports.order_by().values("month").annotate(amount=Sum("month_amount"), reports=Count("pk"))
    found = {row["month"]: MonthSum(**row) for row in rows}
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    return [found.get(month, MonthSum(month, None, 0)) for month in months]


@dataclass(frozen=True)
class YearProgress:
    """Plan and approved months of one project in one year; `to` is the last reported month ("2025-08") or ""."""

    year: int
    plan: Decimal | None
    done: Decimal | None
    to: str

    @property
    def rate(self) -> Decimal | None:
        return rate(self.done, self.plan)


def yearly_progress(project: Project) -> list[YearProgress]:
    """Every year with a plan or an approved report, oldest first. One query.

    Internal: to be shown to the public only where `project.progress_public` is on.
    """
    none = Value(None, output_field=DecimalField(max_digits=16, decimal_places=2))
    plans = project.years.order_by().annotate(plan=Coalesce("adjusted_amount", "plan_amount"), done=none, to=Value(""))
    approved = project.reports.filter(state=MonthlyReport.State.APPROVED).order_by()
    done = approved.annotate(of=Cast(Substr("month", 1, 4), IntegerField()), plan=none).values("of", "plan")
    done = done.annotate(done=Sum("month_amount"), to=Max("month"))
    found: dict[int, YearProgress] = {}
    rows = plans.values_list("year", "plan", "done", "to").union(done.values_list("of", "plan", "done", "to"), all=True)
    for year, plan, amount, to in sorted(rows, key=lambda row: row[0]):
        old = found.get(year, YearProgress(year, None, None, ""))
        plan, amount = (old.plan if plan is None else plan), (old.done if amount is None else amount)
        found[year] = YearProgress(year, plan, amount, old.to or to)
    return list(found.values())


@dataclass(frozen=True)
class Tally(Totals):
    """Totals of the projects of one stage whose dates fall into the same years ("2025"; "" when the year isn't known)."""

    stage: str
    signed: str
    started: str
    completed: str
    production: str


def tallies(projects: ProjectQuerySet) -> list[Tally]:
    """Rows that don't overlap and cover all of `projects`. One query."""
    years = {
        name: Substr(f"{name}_on", 1, 4, output_field=CharField())
        for name in ("signed", "started", "completed", "production")
    }  # fmt: skip
    rows = projects.order_by().annotate(**years).values("stage", *years).annotate(**_SUMS)
    return [Tally(**row | {name: row[name] if row[name].isdigit() else "" for name in years}) for row in rows]


@dataclass(frozen=True)
class YearPlan:
    """The plans of one year: their sum in 万元, and of how many projects."""

    year: int
    amount: Decimal
    projects: int


@dataclass(frozen=True)
class MonthTally:
    """The approved reports of one month; `planned` is the part of `amount` of projects with a plan for that year."""

    month: str
    amount: Decimal
    planned: Decimal
    reports: int


def plans_and_reports(projects: ProjectQuerySet) -> tuple[list[YearPlan], list[MonthTally]]:
    """Both oldest first; a year or month that nobody planned or reported has no row. Two queries."""
    mine = projects.order_by().values("pk")
    plans = ProjectYear.objects.filter(project__in=mine).annotate(of=Coalesce("adjusted_amount", "plan_amount"))
    plans = plans.filter(of__isnull=False)
    planned = Exists(
        plans.filter(project=OuterRef("project"), year=Cast(Substr(OuterRef("month"), 1, 4), IntegerField()))
    )  # fmt: skip
    reports = MonthlyReport.objects.filter(project__in=mine, state=MonthlyReport.State.APPROVED).order_by()
    months = reports.alias(is_planned=planned).values("month").annotate(
        amount=Sum("month_amount"), reports=Count("pk"),
        planned=Coalesce(Sum("month_amount", filter=Q(is_planned=True)), Value(0), output_field=DecimalField()),
    )  # fmt: skip
    years = plans.order_by("year").values("year").annotate(amount=Sum("of"), projects=Count("pk"))
    return [YearPlan(**row) for row in years], [MonthTally(**row) for row in months.order_by("month")]
