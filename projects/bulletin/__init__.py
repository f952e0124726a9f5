"""What the zone announces of one year: the figures of `projects.statistics` as readers may see them, for page and JSON
alike.

Counts, stages and total investment are public record by record. What is planned and done is let out by
`projects.announcing` alone; what it holds back is "–" with the reason. Every figure has the address that lists its
projects.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Self

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.lib.charts import Chart

from ..filters import ProjectFilter
from ..models import Project, ProjectSettings
from ..statistics import Year, total, years_on_record
from .counts import by_industry, by_level, by_park, by_stage, forecast, milestones, reserve, speed
from .drawings import draw
from .progress import completion
from .shapes import Figure, Frame, Line, Table

__all__ = ["Bulletin", "Figure", "Frame", "Line", "Table"]


class Bulletin:
    """`years` are those on record, newest first; `messages` say what of the address made no sense."""

    def __init__(self, frame: Frame, years: Sequence[int] = (), messages: Sequence[str] = ()) -> None:
        self.frame, self.years, self.messages = frame, years, messages

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Of the year that the address asks for, else of the newest one on record that has begun."""
        asked, today = ProjectFilter.of(request), timezone.localdate()
        public = Project.objects.published(in_any_language=True)
        projects = public.samples() if asked.is_sample else public.of_zone()
        years = years_on_record(projects)
        begun = [year for year in years if year <= today.year]
        year = asked.values["year"][-1] if "year" in asked.values else max(begun, default=today.year)
        figures = Year(projects, year, sample=asked.is_sample)
        return cls(Frame(figures, ProjectSettings.load(), today, asked.is_sample), years, asked.ignored)

    @cached_property
    def records(self) -> tuple[Figure, Figure]:
        """All public records, whatever the year."""
        return self.frame.pair(
            "records", _("projects on record"), total(self.frame.year.all), self.frame.url(ever=True)
        )

    @property
    def year(self) -> int:
        return self.frame.year.year

    @cached_property
    def whole(self) -> tuple[Figure, Figure]:
        """How many projects the year has, and their total investment."""
        return self.frame.pair("year", _("projects of the year"), self.frame.year.totals, self.frame.url())

    @cached_property
    def tables(self) -> dict[str, Table]:
        """By slug, in the order of the page."""
        parts = (by_stage, milestones, by_level, completion, by_industry, by_park, speed, forecast, reserve)
        return {table.slug: table for table in (part(self.frame) for part in parts)}

    @property
    def drawn(self) -> list[tuple[Table, Chart | None]]:
        return [(table, draw(table)) for table in self.tables.values()]

    def figures(self) -> list[Figure]:
        return [
            *self.records,
            *self.whole,
            *(f for table in self.tables.values() for line in table.lines for f in line.figures),
        ]

    def as_dict(self) -> dict[str, object]:
        """For scripts: amounts in 亿元, rates in per cent; null where a figure isn't known or not public, and `note`
        says why."""
        return {
            "year": self.year,
            "sample": self.frame.is_sample,
            "as_of": self.frame.today.isoformat(),
            "messages": list(self.messages),
            "figures": [{name: _plain(value) for name, value in vars(figure).items()} for figure in self.figures()],
        }


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
