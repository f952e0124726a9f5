"""What the public page of one project shows. All named here is public; the rest of a record isn't even loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.lookup import find_readable

from .changes import Change, changes
from .children import Children, Person, children
from .durations import SPANS, WORDS, Dates, Duration, durations, start_on_land
from .listing import INTERNAL
from .models import Approval, Batch, Fact, Project, ProjectPhoto
from .promises import Promise, promise
from .stages import STAGE_GROUP, Group
from .statistics import YearProgress, rounded, yearly_progress
from .steps import Step, public, public_date, steps

MOST_ARTICLES = 20
MOST_NEIGHBOURS = 4
_ENDS = {"signed": Group.SIGNED, "started": Group.BUILDING, "production": Group.OPERATING}  # public ends of durations


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
        stages = self.project.stage_changes.order_by().annotate(kind=Value(0))
        events = self.project.events.published().order_by().annotate(
            kind=Value(1), none=Value(""), is_seen=Value(False), is_correction=Value(False)
        )  # fmt: skip
        found = stages.values_list("kind", "pk", "stage", "date", "statement", *said).union(
            events.values_list("kind", "pk", "none", "date", "text", *said), all=True
        )
        return public(Statement(*fields) for _kind, *fields in sorted(found))

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
    def _children(self) -> Children:
        return children(self.project)

    @property
    def aliases(self) -> list[str]:
        return self._children.aliases

    @property
    def facts(self) -> list[Fact]:
        return self._children.facts

    @property
    def people(self) -> list[Person]:
        """Those whose names were released."""
        return self._children.people

    @property
    def approvals(self) -> list[Approval]:
        """What was granted."""
        return self._children.approvals

    @property
    def chains(self) -> list[str]:
        return self._children.chains

    @property
    def batches(self) -> list[Batch]:
        return self._children.batches

    @property
    def contractors(self) -> list[tuple[str, str]]:
        """(part, company); only of projects of the government."""
        return self._children.contractors

    @property
    def land_ways(self) -> list[str]:
        """标准地, 承诺制, 拿地即开工: the last is computed from days that stay inside."""
        ways = [
            (_("standard land"), self.project.standard_land),
            (_("building on a commitment"), self.project.commitment),
        ]
        started = self._reached(Group.BUILDING)
        quick = any(start_on_land(day, started, days) for day, days in self._children.lands)
        return [str(word) for word, is_so in (*ways, (_("started with the land"), quick)) if is_so]

    @property
    def coordinates(self) -> str:
        project = self.project
        if not project.place_public or project.longitude is None:
            return ""
        words = {"lon": f"{project.longitude.normalize():f}", "lat": f"{project.latitude.normalize():f}"}
        return _("%(lon)s° E, %(lat)s° N (%(datum)s)") % (words | {"datum": project.datum})

    @cached_property
    def levels(self) -> list[tuple[str, list[int]]]:
        """(level, its years), each level once; no years where the sources give none."""
        years: dict[str, list[int]] = {}
        for row in self._children.levels:
            years.setdefault(str(row.get_level_display()), []).extend([row.year] if row.year else [])
        return [(word, sorted(set(found))) for word, found in years.items()]

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.project)

    @cached_property
    def pictures(self) -> list[tuple[str, list[ProjectPhoto], list[ProjectPhoto]]]:
        """(stage in words or "", what is planned, what stands there), the latest stage first, newest pictures first.

        What is planned without a stage stands beside the latest that is built.
        """
        found: dict[str, list[ProjectPhoto]] = {}
        for picture in self.project.photos.select_related("photo").reverse():
            found.setdefault(picture.stage, []).append(picture)
        order = [stage for stage in reversed(Group.values) if stage in found]
        if order and "" in found:
            found[order[0]] += [picture for picture in found[""] if picture.kind == ProjectPhoto.Kind.PLAN]
            found[""] = [picture for picture in found[""] if picture.kind == ProjectPhoto.Kind.REAL]
        return [_side_by_side(stage, found[stage]) for stage in (*order, "") if found.get(stage)]

    @property
    def spans(self) -> list[tuple[str, Duration]]:
        """(what, how long) between dates that are public, where both are known."""
        known = {name: self._reached(group) for name, group in _ENDS.items()}
        found = durations(Dates(**known))
        words = {name: str(WORDS[name]) for name in known}
        return [
            (_("%(first)s to %(last)s") % {"first": words[span.first], "last": words[span.last]}, found[span.name])
            for span in SPANS
            if span.is_public and span.name in found
        ]

    def _reached(self, group: str) -> str:
        when = next(step.when for step in self.steps if step.group == group)
        return "" if when.is_seen else when.date

    @cached_property
    def promises(self) -> list[Promise]:
        """The planned dates that are public, in order."""
        today, steps = timezone.localdate(), {step.group: step for step in self.steps}
        planned = [
            (_("Start"), self.project.planned_start, steps[Group.BUILDING]),
            (_("Completion"), self.project.planned_completion, steps[Group.COMPLETED]),
            (_("Production"), self.project.planned_production, steps[Group.OPERATING]),
        ]
        made = [promise(what, text, step.when, bool(step.state), today) for what, text, step in planned]
        return [one for one in made if one]

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


def _side_by_side(stage: str, pictures: list[ProjectPhoto]) -> tuple[str, list[ProjectPhoto], list[ProjectPhoto]]:
    plans = [picture for picture in pictures if picture.kind == ProjectPhoto.Kind.PLAN]
    return str(Group(stage).label) if stage else "", plans, [picture for picture in pictures if picture not in plans]


def _length(amount: Decimal | None, full: Decimal | int) -> str:
    """As an SVG attribute wants it, whatever the language of the page."""
    return format((amount or 0) / Decimal(full) * 100, ".2f")
