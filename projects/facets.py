"""What stands beside a filtered list: totals, and how many projects each choice would leave. One statement for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.query import QuerySet

from .filters import ProjectFilter
from .models import Level
from .models.project import ProjectQuerySet
from .stages import GROUP_STAGES, Group
from .statistics import Totals

YEARS_SHOWN = 6


@dataclass(frozen=True)
class Choice:
    value: str
    word: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]

    @property
    def is_on(self) -> bool:
        return any(choice.is_on for choice in self.choices)


def _arm(projects: ProjectQuerySet, name: str, key: Combinable) -> QuerySet:
    """(name, key, projects, investment, projects with a known investment), grouped by `key`."""
    rows = projects.order_by().annotate(facet=Cast(Value(name), CharField()), key=Cast(key, CharField()))
    return rows.values_list("facet", "key").annotate(
        count=Count("pk"), investment=Sum("total_investment"), known=Count("total_investment")
    )


class Board:
    """Totals of the filter, and its facets: each choice is counted under all other conditions."""

    def __init__(self, asked: ProjectFilter) -> None:
        self.asked = asked
        first, *others = self._arms()
        self._found: dict[tuple[str, str], Totals] = {
            (name, key): Totals(*sums) for name, key, *sums in first.union(*others, all=True)
        }
        self.totals = self._found.get(("", ""), Totals(0, None, 0))

    def _arms(self) -> Iterator[QuerySet]:
        asked = self.asked
        yield _arm(asked.narrow(), "", Value(""))
        yield _arm(asked.narrow(stage=None), "stage", F("stage"))
        yield _arm(asked.narrow(industry=None), "industry", F("industry__code"))
        yield _arm(asked.narrow(park=None), "park", F("park__code"))
        yield _arm(asked.narrow(period=None), "period", F("plan_period"))
        for level in Level.values:
            yield _arm(asked.narrow(level=[level]), "level", Value(level))
        for year in self.years:
            yield _arm(asked.narrow(year=[year]), "year", Value(str(year)))

    @property
    def years(self) -> list[int]:
        """The coming year (plans are made before it begins), the last ones, and those asked for."""
        coming = date.today().year + 1
        recent = range(coming, coming - YEARS_SHOWN, -1)
        return sorted({*recent, *self.asked.values.get("year", [])[:YEARS_SHOWN]}, reverse=True)

    def facets(self) -> list[Facet]:
        asked = self.asked
        lists: dict[str, list[tuple[str, Any]]] = {
            "stage": list(Group.choices),
            "level": list(Level.choices),
            "industry": [(industry.code, industry.name) for industry in asked.industries],
            "park": [(park.code, park.name) for park in asked.parks],
            "year": [(str(year), str(year)) for year in self.years],
            "period": [(period, period) for period in self._periods()],
        }
        labels = {name: str(asked.filters[name].label) for name in lists}
        facets = [Facet(name, labels[name], self._choices(name, rows)) for name, rows in lists.items()]
        return [facet for facet in facets if facet.choices]

    def _choices(self, name: str, rows: list[tuple[str, Any]]) -> list[Choice]:
        """Stages and levels all, of the others those that would leave something."""
        on = self.asked.data.getlist(name)
        choices = [Choice(value, str(word), self._count(name, value), value in on) for value, word in rows]
        return choices if name in ("stage", "level") else [c for c in choices if c.count or c.is_on]

    def _count(self, name: str, value: str) -> int:
        keys = GROUP_STAGES[value] if name == "stage" else (value,)
        return sum(self._found[name, key].count for key in keys if (name, key) in self._found)

    def _periods(self) -> list[str]:
        counted = {key for name, key in self._found if name == "period" and key}
        return sorted(counted | set(self.asked.data.getlist("period")))
