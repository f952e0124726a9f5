"""Gathers what the lamp rule needs, for many projects at once."""

from datetime import date

from django.db.models import Max, Min, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from .lamps import Facts, Lamp, lamp
from .models import LampOverride, MonthlyReport, ProjectSettings, ProjectYear, StageChange
from .models.project import ProjectQuerySet
from .months import last_due, month_of
from .stages import Stage

_FIELDS = ("pk", "stage", "created_at", "started_on", "planned_start", "in_statistics", "suspension_reason")


def lamps(projects: ProjectQuerySet, today: date) -> dict[int, Lamp]:
    """Project id -> its lamp. Five queries, however many projects."""
    settings = ProjectSettings.load()
    rule = settings.lamp_rule()
    return {pk: lamp(facts, rule, today) for pk, facts in lamp_facts(projects, today, settings.due_day).items()}


def lamp_facts(projects: ProjectQuerySet, today: date, due_day: int = 25) -> dict[int, Facts]:
    """Project id -> facts. Four queries.

    A project owes reports from the month in which its record began (or of its first report, where history was taken
    over), in years that have a plan.
    """
    due = last_due(today, due_day)
    year = int(due[:4])
    mine = projects.order_by().values("pk")
    plans: dict[int, list[ProjectYear]] = {}
    for plan in ProjectYear.objects.filter(project__in=mine, year__lte=year).order_by("year"):
        plans.setdefault(plan.project_id, []).append(plan)
    reports = {row["project"]: row for row in _reports(mine, year)}
    overrides = LampOverride.objects.filter(project__in=mine, until__gte=today).select_related("by").order_by("pk")
    by_hand = {override.project_id: override.as_fact() for override in overrides}
    found = {}
    for row in _records(projects):
        mine_plans, said = plans.get(row["pk"], []), reports.get(row["pk"], {})
        this_year = mine_plans[-1] if mine_plans and mine_plans[-1].year == year else None
        begun = min(filter(None, [month_of(timezone.localtime(row["created_at"]).date()), said.get("first")]))
        found[row["pk"]] = Facts(
            stage=row["stage"], started_on=row["started_on"], in_statistics=row["in_statistics"],
            suspension_reason=row["suspension_reason"] or "", last_due=due,
            first_due=max(begun, f"{mine_plans[0].year}-01") if this_year else "",
            plan=this_year and this_year.amount,
            planned_start=(this_year and this_year.planned_start) or row["planned_start"],
            done=said.get("done"), through=said.get("through") or "", handed_in=said.get("handed_in") or "",
            override=by_hand.get(row["pk"]),
        )  # fmt: skip
    return found


def _records(projects: ProjectQuerySet) -> list[dict]:
    changes = StageChange.objects.filter(project=OuterRef("pk"), stage=Stage.SUSPENDED).order_by("-pk")
    told = (
        MonthlyReport.objects.handed_in().filter(project=OuterRef("pk"), in_statistics__isnull=False).order_by("-month")
    )
    return projects.order_by().values(*_FIELDS[:-2]).annotate(
        in_statistics=Subquery(told.values("in_statistics")[:1]),
        suspension_reason=Subquery(changes.values("reason")[:1]),
    )  # fmt: skip


def _reports(mine, year: int) -> list[dict]:
    approved = Q(state=MonthlyReport.State.APPROVED, month__startswith=f"{year}-")
    rows = MonthlyReport.objects.filter(project__in=mine).order_by().values("project")
    return rows.annotate(
        first=Min("month"),
        handed_in=Max("month", filter=~Q(state__in=[MonthlyReport.State.DRAFT, MonthlyReport.State.RETURNED])),
        through=Max("month", filter=approved),
        done=Sum("month_amount", filter=approved),
    )
