"""Projects by what they reached, and by what they are planned to reach: the conditions behind the yearly figures.

`reached` + year: the projects signed (started, completed, in production) in the year; `due`: those planned to start, be
completed or produce in a year or quarter. The statistics count with the same rules in memory, and a test holds the two
together.
"""

import re

from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter

from portal.lib.dates import show_period

from .models import ProjectYear
from .models.project import ProjectQuerySet

# what happened -> (the column that keeps its date, what readers call it)
REACHED = {
    "signed": ("signed_on", gettext_lazy("signed in the year")),
    "started": ("started_on", gettext_lazy("started in the year")),
    "completed": ("completed_on", gettext_lazy("completed in the year")),
    "production": ("production_on", gettext_lazy("in production in the year")),
    "same_year": ("signed_on", gettext_lazy("signed and started in the same year")),
}
PLANNED = {
    "start": ("planned_start", gettext_lazy("planned to start")),
    "completion": ("planned_completion", gettext_lazy("planned to be completed")),
    "production": ("planned_production", gettext_lazy("planned to produce")),
}
DUE = re.compile(r"(start|completion|production)-(20\d\d)(?:-Q([1-4]))?")


def reached(projects: ProjectQuerySet, what: list[str], years: list[int]) -> ProjectQuerySet:
    """Those that reached one of `what` in one of `years`, or at all when no year is asked for."""
    found = Q()
    for name in what:
        column = REACHED[name][0]
        one = Q(**{f"{column[:-3]}_year__in": [str(year) for year in years]}) if years else ~Q(**{column: ""})
        found |= one & Q(signed_year=F("started_year")) & ~Q(signed_on="") if name == "same_year" else one
    columns = {column for column, _word in REACHED.values()}
    return projects.alias(**{f"{column[:-3]}_year": Substr(column, 1, 4) for column in columns}).filter(found)


class DueFilter(CharFilter):
    """Takes what `due` understands."""

    field_class = forms.RegexField

    def __init__(self, **kwargs) -> None:
        super().__init__(regex=rf"^{DUE.pattern}\Z", **kwargs)


def due(projects: ProjectQuerySet, asked: list[str]) -> ProjectQuerySet:
    """`asked`: texts such as "start-2025-Q1". The year's plan says when; where it is silent, the record does."""
    found = Q()
    for match in filter(None, map(DUE.fullmatch, asked)):
        column, year, quarter = PLANNED[match[1]][0], int(match[2]), match[3] and int(match[3])
        plans = ProjectYear.objects.filter(project=OuterRef("pk"), year=year).exclude(**{column: ""})
        by_plan = Exists(plans.filter(_within(column, year, quarter)))
        found |= Q(by_plan) | (~Q(Exists(plans)) & _within(column, year, quarter))
    return projects.filter(found) if found else projects


def _within(column: str, year: int, quarter: int | None) -> Q:
    """The planned period lies in the year, or in its quarter, as a whole ("2025-03", "2025-Q1", "2025-03-10")."""
    if quarter is None:
        return Q(**{f"{column}__startswith": str(year)}) & ~Q(**{f"{column}__contains": "/"})
    starts = [f"{year}-Q{quarter}", *(f"{year}-{month:02}" for month in range(3 * quarter - 2, 3 * quarter + 1))]
    found = Q()
    for start in starts:
        found |= Q(**{f"{column}__startswith": start})
    return found


def due_word(asked: str) -> str:
    """ "start-2025-Q1" as readers say it."""
    match = DUE.fullmatch(asked)
    if not match:
        return asked
    period = f"{match[2]}-Q{match[3]}" if match[3] else match[2]
    return _("%(what)s, %(period)s") % {"what": PLANNED[match[1]][1], "period": show_period(period)}
