"""What stands beside a filtered list: totals, and how many projects each choice would leave. Two statements for all.

Records are grouped once by their four plain columns, under every condition that isn't one of these; what a choice of
stage, industry, park or plan would leave is then added up from the groups. Levels and years, of which a record has
several, are counted from their own tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DecimalField, Exists, F, OuterRef, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Substr
from django.db.models.query import QuerySet

from .conditions import entries_of
from .filters import ProjectFilter
from .models import Level, ProjectLevel, ProjectYear
from .stages import STAGE_GROUP, Group
from .statistics import Totals, added

YEARS_SHOWN = 6
PLAIN = ("stage", "industry", "park", "period")  # a record has one of each at most
_SUMS = {"count": Count("pk"), "investment": Sum("total_investment"), "known": Count("total_investment")}


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


@dataclass(frozen=True)
class Cell(Totals):
    """Records that agree in the four plain columns; `values` are as the address writes them, stages as groups."""

    values: dict[str, str]


class Board:
    """Totals of the filter, and its facets: each choice is counted under all other conditions."""

    def __init__(self, asked: ProjectFilter) -> None:
        self.asked = asked
        industries = {thing.pk: thing.code for thing in asked.industries}
        parks = {thing.pk: thing.code for thing in asked.parks}
        columns = ("stage", "industry_id", "park_id", "plan_period")
        rows = asked.narrow(**dict.fromkeys(PLAIN)).order_by().values_list(*columns).annotate(**_SUMS)
        self._cells = []
        for stage, industry, park, period, *sums in rows:
            values = (STAGE_GROUP[stage], industries.get(industry, ""), parks.get(park, ""), period)
            self._cells.append(Cell(*sums, dict(zip(PLAIN, values, strict=True))))
        self._counted: dict[tuple[str, str], list[Totals]] = {}
        first, *others = self._arms()
        for name, key, *sums in first.union(*others, all=True):
            self._counted.setdefault((name, key), []).append(Totals(*sums))

    def _arms(self) -> Iterator[QuerySet]:
        asked = self.asked
        levels = ProjectLevel.objects.filter(project__in=asked.narrow(level=None).values("pk"))
        if years := asked.values.get("year"):
            levels = levels.filter(year__in=years)
        yield _arm(levels, "level", F("level"), Count("project", distinct=True))
        if asked.values.keys() & {"level", "reached"}:  # these mean the year that is counted
            for year in self.years:
                yield _arm(asked.narrow(year=[year]), "year", Value(str(year)), Count("pk"))
        else:
            yield from self._year_arms()
        if asked.layout == "timeline":
            yield _arm(asked.narrow(), "since", Substr("moved_on", 1, 4), **_SUMS)

    def _year_arms(self) -> Iterator[QuerySet]:
        """Projects with a plan of the year, and those that have none but a stage dated in it."""
        mine = self.asked.narrow(year=None).values("pk")
        plans = ProjectYear.objects.filter(year__in=self.years, project__in=mine)
        yield _arm(plans, "year", F("year"), Count("pk"))
        planned = ProjectYear.objects.alias(text=Cast("year", CharField())).filter(
            project=OuterRef("project"), text=Substr(OuterRef("date"), 1, 4)
        )  # fmt: skip
        entries = entries_of(self.years).filter(~Exists(planned), project__in=mine)
        yield _arm(entries, "year", Substr("date", 1, 4), Count("project", distinct=True))

    @property
    def years(self) -> list[int]:
        """The coming year (plans are made before it begins), the last ones, and those asked for."""
        coming = date.today().year + 1
        recent = range(coming, coming - YEARS_SHOWN, -1)
        return sorted({*recent, *self.asked.values.get("year", [])[:YEARS_SHOWN]}, reverse=True)

    # --- adding up ----------------------------------------------------------------------------

    @cached_property
    def totals(self) -> Totals:
        return added(self._under(""))

    @cached_property
    def stages(self) -> dict[str, Totals]:
        """Group -> totals under the whole filter; groups that aren't asked for are left out, empty ones are not."""
        asked, cells = self.asked.values.get("stage") or Group.values, self._under("")
        groups = [group for group in Group.values if group in asked]
        return {group: added(cell for cell in cells if cell.values["stage"] == group) for group in groups}

    @cached_property
    def since(self) -> dict[str, Totals]:
        """Year of the present stage's date -> totals, latest first; "" where there is none. Only in the view by years."""
        known = {key: added(sums) for (name, key), sums in self._counted.items() if name == "since"}
        years = {year: known[year] for year in sorted(known, reverse=True) if year.isdigit()}
        rest = [sums for key, sums in known.items() if key not in years]
        return years | ({"": added(rest)} if rest else {})

    def _under(self, skipped: str) -> list[Cell]:
        """The cells that fit all plain conditions but one."""
        wanted = {name: set(self.asked.values[name]) for name in PLAIN if name != skipped and name in self.asked.values}
        return [cell for cell in self._cells if all(cell.values[name] in some for name, some in wanted.items())]

    # --- choices ------------------------------------------------------------------------------

    def facets(self) -> list[Facet]:
        asked = self.asked
        counts = {name: self._counts(name) for name in (*PLAIN, "level", "year")}
        periods = sorted({period for period in counts["period"] if period} | set(asked.data.getlist("period")))
        lists: dict[str, list[tuple[str, Any]]] = {
            "stage": list(Group.choices),
            "level": list(Level.choices),
            "industry": [(industry.code, industry.name) for industry in asked.industries],
            "park": [(park.code, park.name) for park in asked.parks],
            "year": [(str(year), str(year)) for year in self.years],
            "period": [(period, period) for period in periods],
        }
        labels = {name: str(asked.filters[name].label) for name in lists}
        facets = [Facet(name, labels[name], self._choices(name, rows, counts[name])) for name, rows in lists.items()]
        return [facet for facet in facets if facet.choices]

    def _counts(self, name: str) -> dict[str, int]:
        if name not in PLAIN:
            return {key: added(sums).count for (facet, key), sums in self._counted.items() if facet == name}
        counts: dict[str, int] = {}
        for cell in self._under(name):
            counts[cell.values[name]] = counts.get(cell.values[name], 0) + cell.count
        return counts

    def _choices(self, name: str, rows: list[tuple[str, Any]], counts: dict[str, int]) -> list[Choice]:
        """Stages and levels all, of the others those that would leave something."""
        on = self.asked.data.getlist(name)
        choices = [Choice(value, str(word), counts.get(value, 0), value in on) for value, word in rows]
        return choices if name in ("stage", "level") else [c for c in choices if c.count or c.is_on]


def _arm(rows: QuerySet, name: str, key: Combinable, count: Count, **sums: Combinable) -> QuerySet:
    """(name, key, projects, investment, those with a known one), grouped by `key`; without `sums` only counted."""
    money = DecimalField(max_digits=20, decimal_places=2)
    none = {"investment": Cast(Value(None), money), "known": Cast(Value(0), BigIntegerField())}
    rows = rows.order_by().annotate(facet=Cast(Value(name), CharField()), key=Cast(key, CharField()))
    return rows.values_list("facet", "key").annotate(count=count, **(sums or none))
