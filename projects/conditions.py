"""What each parameter of the filter asks of the records. Child rows are asked by EXISTS or by id: no join repeats one."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.query import QuerySet

from .milestones import due, reached
from .models import ProjectAlias, ProjectLevel, ProjectYear, StageChange
from .models.project import ProjectQuerySet
from .stages import HIDDEN
from .steps import INTERNAL_DATES

MOST_WORDS = 5

Values = dict[str, Any]


def _by_words(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    for word in values["q"].split()[:MOST_WORDS]:
        alias = ProjectAlias.objects.filter(project=OuterRef("pk"), name__icontains=word)
        projects = projects.filter(
            Q(name__icontains=word) | Q(code__icontains=word) | Q(owner__name__icontains=word) | Exists(alias)
        )
    return projects


def _by_level(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    levels = ProjectLevel.objects.filter(project=OuterRef("pk"), level__in=values["level"])
    if values.get("year"):
        levels = levels.filter(year__in=values["year"])
    return projects.filter(Exists(levels))


def entries_of(years: Iterable[int]) -> QuerySet:
    """Public stage entries whose date lies in one of the years."""
    dated = [Q(date__gte=str(year), date__lt=str(year + 1)) for year in years]
    return StageChange.objects.filter(reduce(or_, dated)).exclude(stage__in=HIDDEN | INTERNAL_DATES)


def _by_year(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    """Planned for one of the years, or at a public stage dated in one. A set of ids is made once, not once a record."""
    plans = ProjectYear.objects.filter(year__in=values["year"]).values("project")
    return projects.filter(Q(pk__in=plans) | Q(pk__in=entries_of(values["year"]).values("project")))


BY: dict[str, Callable[[ProjectQuerySet, Values], ProjectQuerySet]] = {
    "q": _by_words,
    "stage": lambda projects, values: projects.in_groups(values["stage"]),
    "level": _by_level,
    "industry": lambda projects, values: projects.filter(industry__code__in=values["industry"]),
    "park": lambda projects, values: projects.filter(park__code__in=values["park"]),
    "year": _by_year,
    "period": lambda projects, values: projects.filter(plan_period__in=values["period"]),
    "reached": lambda projects, values: reached(projects, values["reached"], values.get("year", [])),
    "due": lambda projects, values: due(projects, [values["due"]]),
    "investment_min": lambda projects, values: projects.filter(total_investment__gte=values["investment_min"] * 10_000),
    "investment_max": lambda projects, values: projects.filter(total_investment__lte=values["investment_max"] * 10_000),
}
