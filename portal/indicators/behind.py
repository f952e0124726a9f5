"""What stands behind a figure: announced, named by its source, found on record, and computed, side by side. Nothing is
made to match."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.db.models import BooleanField, Case, Q, Value, When
from django.http import QueryDict
from django.utils.translation import gettext

from portal.lib.qualifiers import EXACT, show_value, unit_after
from projects.filters import ProjectFilter
from projects.models import Project

from .figures import Figure
from .models import NamedProject

MOST = 40  # projects listed; the listing has the others


@dataclass(frozen=True)
class Named:
    """A project that the source names; `project` is its public record, None where there is none."""

    name: str
    project: Project | None
    is_counted: bool


@dataclass(frozen=True)
class Behind:
    figure: Figure
    named: tuple[Named, ...]
    counted: tuple[Project, ...]  # the records behind the computed number

    @classmethod
    def of(cls, figure: Figure) -> Self | None:
        """None where nothing is known of the projects. Two queries."""
        rows = list(_named(figure))
        records = _records(figure, [row.project_id for row in rows if row.project_id])
        counted = tuple(project for project in records.values() if project.is_counted)
        if not rows and not counted:
            return None
        ids = {project.pk for project in counted}
        named = [Named(row.name, records.get(row.project_id), row.project_id in ids) for row in rows]
        return cls(figure, tuple(named), counted)

    @property
    def matched(self) -> list[Project]:
        """The records of the named ones, each once."""
        return list(dict.fromkeys(row.project for row in self.named if row.project))

    @property
    def known(self) -> list[Project]:
        return [project for project in self.matched if project.total_investment is not None]

    @property
    def investment(self) -> str:
        """The investment known of the matched ones; "" where none is."""
        total = sum((project.total_investment for project in self.known), Decimal(0))
        return show_value(total / 10_000, "亿元") if self.known else ""

    @property
    def announced(self) -> int | None:
        """How many projects were announced, where that is a number of projects."""
        vintage = self.figure.vintage
        counts = vintage and vintage.value is not None and vintage.qualifier in EXACT
        is_number = counts and self.figure.indicator.unit in ("个", "项") and vintage.value % 1 == 0
        return int(vintage.value) if is_number else None

    @property
    def unnamed(self) -> int | None:
        """How many of the announced ones the source doesn't name."""
        return None if self.announced is None or not self.named else max(self.announced - len(self.named), 0)

    @property
    def unmatched(self) -> list[Named]:
        return [row for row in self.named if row.project is None]

    @property
    def uncounted(self) -> list[Named]:
        """Named and on record, but the computed number doesn't count them: their stage or date is another one."""
        return [row for row in self.named if row.project and not row.is_counted] if self.figure.computed else []

    @property
    def others(self) -> list[Project]:
        """Counted on record, but not named by the source."""
        mine = {project.pk for project in self.matched}
        return [project for project in self.counted if project.pk not in mine]

    @property
    def gap(self) -> str:
        gap = self.figure.gap
        return show_value(abs(gap), self.figure.indicator.unit) if gap else ""

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(word, number) from the announcement down to the record."""
        figure, unit = self.figure, unit_after("个")
        found = [(gettext("announced"), figure.vintage.shown)] if figure.vintage else []
        if self.named:
            found.append((gettext("named by the source"), f"{len(self.named)}{unit}"))
            found.append((gettext("of these on record here"), f"{len(self.matched)}{unit}"))
            if self.matched:
                known = {"known": len(self.known), "sum": self.investment}
                words = gettext("%(sum)s (known of %(known)s)") if self.known else gettext("not announced")
                found.append((gettext("total investment of these"), words % known))
        if self.unnamed is not None:
            found.append((gettext("announced without a name"), f"{self.unnamed}{unit}"))
        if figure.computed and figure.computed.value is not None:
            computed = show_value(figure.computed.value, figure.indicator.unit)
            found.append((gettext("computed from the records"), computed))
        if self.gap:
            found.append((gettext("difference"), self.gap))
        return found


def _named(figure: Figure) -> list[NamedProject]:
    place = figure.vintage and figure.vintage.observation
    return NamedProject.objects.filter(observation=place) if place else []


def _records(figure: Figure, named: list[int]) -> dict[int, Project]:
    """The public records of the named ones, and those that the computed number's own link lists (`is_counted`)."""
    computed = figure.computed
    counted = computed and computed.url and computed.projects
    if not counted and not named:
        return {}
    asked = ProjectFilter(QueryDict(computed.url.partition("?")[2] if counted else ""))
    behind = asked.narrow().order_by("code").values("pk")[:MOST] if counted else Project.objects.none().values("pk")
    public = Project.objects.published(in_any_language=True).filter(is_sample=figure.indicator.is_sample)
    flag = Case(When(pk__in=behind, then=Value(True)), default=Value(False), output_field=BooleanField())
    found = public.annotate(is_counted=flag).filter(Q(is_counted=True) | Q(pk__in=named))
    return {project.pk: project for project in found.order_by("code")}
