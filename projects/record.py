"""What the public page of one project shows. All named here is public; the rest of a record isn't even loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Value
from django.utils import timezone

from portal.lib.dates import parse_period
from portal.publishing.lookup import find_readable

from .listing import INTERNAL
from .models import Fact, Project
from .stages import HIDDEN, STAGE_GROUP, Group
from .statistics import YearProgress, rounded, yearly_progress
from .steps import Step, public_date, standing, steps

MOST_ARTICLES = 20
MOST_NEIGHBOURS = 4
_BEHIND = frozenset({"以上", "以内", "余", "多", "左右"})  # qualifiers that follow number and unit


def find_project(code: str) -> Project:
    """Http404 or Gone as `find_readable` has it."""
    parties = ("industry", "park", "owner", "responsible_unit")
    return find_readable(Project.objects.select_related(*parties).defer(*INTERNAL), code=code)


@dataclass(frozen=True)
class Statement:
    """What one source said: a stage entry, or an event (then `stage` is "")."""

    pk: int
    stage: str
    date: str
    text: str
    source_name: str
    source_url: str
    is_seen: bool
    is_correction: bool

    @property
    def word(self) -> str:
        group = STAGE_GROUP.get(self.stage)
        return str(Group(group).label) if group else ""


@dataclass(frozen=True)
class Moment:
    """A line of the timeline; `thing` is a Statement or an article."""

    date: str
    kind: str  # "stage", "event" or "article"
    thing: Any


@dataclass(frozen=True)
class ShownFact:
    fact: Fact
    before: str
    after: str


@dataclass(frozen=True)
class Bar:
    """One year of progress; `plan` and `done` are lengths of 0 to 100, `rate` is a per cent with one decimal."""

    year: YearProgress
    plan: str
    done: str
    rate: Decimal | None


class Record:
    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def statements(self) -> list[Statement]:
        """Stage entries that hold, and published events, in the order they were recorded. One query."""
        said = ("source_name", "source_url", "is_seen", "is_correction")
        stages = self.project.stage_changes.exclude(stage__in=HIDDEN).order_by().annotate(kind=Value(0))
        events = self.project.events.published().order_by().annotate(
            kind=Value(1), none=Value(""), is_seen=Value(False), is_correction=Value(False)
        )  # fmt: skip
        found = stages.values_list("kind", "pk", "stage", "date", "statement", *said).union(
            events.values_list("kind", "pk", "none", "date", "text", *said), all=True
        )
        return standing(Statement(*fields) for _kind, *fields in sorted(found))

    @cached_property
    def articles(self) -> list:
        return list(self.project.articles.published().for_list()[:MOST_ARTICLES])

    @cached_property
    def steps(self) -> list[Step]:
        return steps(self.project.stage, self.statements)

    @property
    def now(self) -> Step | None:
        return next((step for step in self.steps if step.state == "now"), None)

    def timeline(self) -> list[Moment]:
        """Newest first; what has no date stands last, in the order it was recorded."""
        moments = sorted(self._moments(), key=lambda moment: moment.date, reverse=True)
        return [m for m in moments if m.date] + [m for m in moments if not m.date]

    def _moments(self) -> Iterator[Moment]:
        said = {(s.date, s.text) for s in self.statements if s.stage}
        for statement in self.statements:
            if not statement.stage and (statement.date, statement.text) in said:
                continue  # an event that a stage entry tells already
            if statement.text or statement.source_name or public_date(statement):
                yield Moment(public_date(statement), "stage" if statement.stage else "event", statement)
        for article in self.articles:
            yield Moment(timezone.localtime(article.first_published_at).date().isoformat(), "article", article)

    @cached_property
    def levels(self) -> list[tuple[str, list[int]]]:
        """(level, its years), each level once; no years where the sources give none."""
        years: dict[str, list[int]] = {}
        for row in self.project.levels.all():
            years.setdefault(str(row.get_level_display()), []).extend([row.year] if row.year else [])
        return [(word, sorted(set(found))) for word, found in years.items()]

    @cached_property
    def facts(self) -> list[ShownFact]:
        return [ShownFact(fact, *fact_parts(fact.qualifier, fact.unit)) for fact in self.project.facts.all()]

    @cached_property
    def progress(self) -> list[YearProgress]:
        """Plan and approved amounts of every year; nothing unless the record says that its progress is public."""
        return yearly_progress(self.project) if self.project.progress_public else []

    @property
    def bars(self) -> list[Bar]:
        """The progress as bars of one scale: the largest amount of all years is 100."""
        full = max((amount for year in self.progress for amount in (year.plan, year.done) if amount), default=1)
        return [Bar(y, _length(y.plan, full), _length(y.done, full), rounded(y.rate, 1)) for y in self.progress]

    @cached_property
    def neighbours(self) -> list[Project]:
        """Other public projects of the same industry, the ones that moved last first."""
        if not self.project.industry_id:
            return []
        others = Project.objects.published().filter(industry=self.project.industry_id, is_sample=self.project.is_sample)
        return list(others.exclude(pk=self.project.pk).defer(*INTERNAL).order_by("-moved_on", "code")[:MOST_NEIGHBOURS])

    @property
    def planned_start(self) -> str:
        return "" if self.project.started_on else by_quarter(self.project.planned_start)

    @property
    def planned_completion(self) -> str:
        return "" if self.project.completed_on else by_quarter(self.project.planned_completion)


def _length(amount: Decimal | None, full: Decimal | int) -> str:
    """As an SVG attribute wants it, whatever the language of the page."""
    return format((amount or 0) / Decimal(full) * 100, ".2f")


def fact_parts(qualifier: str, unit: str) -> tuple[str, str]:
    """What stands before and after the number of a stated fact: ("预计", "套"), ("", "万吨/年以上")."""
    return ("", f"{unit}{qualifier}") if qualifier in _BEHIND else (qualifier, unit)


def by_quarter(planned: str) -> str:
    """A planned date as the public may read it: no finer than the quarter."""
    try:
        period = parse_period(planned)
    except ValueError:
        return ""
    if period.first and period.last and (period.last - period.first).days < 80:
        return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
    return planned
