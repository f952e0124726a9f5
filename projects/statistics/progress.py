"""What is planned and what approved monthly reports say was done. Amounts in 万元. Internal, as sums of few projects
are: who may see them is decided by the caller (`projects.announcing`, or `project.progress_public` for one record).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, IntegerField, Max, OuterRef, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce, Substr

from ..models import MonthlyReport, Project, ProjectYear
from ..models.project import ProjectQuerySet
from .rates import rate


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
    """Every year with an approved plan or an approved report, oldest first. One query.

    Internal: to be shown to the public only where `project.progress_public` is on.
    """
    none = Value(None, output_field=DecimalField(max_digits=16, decimal_places=2))
    plans = (
        project.years.approved()
        .order_by()
        .annotate(plan=Coalesce("adjusted_amount", "plan_amount"), done=none, to=Value(""))
    )
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
    plans = (
        ProjectYear.objects.approved().filter(project__in=mine).annotate(of=Coalesce("adjusted_amount", "plan_amount"))
    )
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
