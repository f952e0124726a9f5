"""The project office's desk: what is due, which lamps are on, what is in the way, where projects stand, the year against
its plan, what is missing.

Internal; for people with the right to see monthly reports. Records of the zone, or the invented ones, never both.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.models import Status

from .lamp_facts import lamps
from .lamps import Colour, Lamp
from .models import Assignment, Batch, Issue, Letter, MonthlyReport, Project, ProjectSettings
from .models.people import Role
from .models.project import ProjectQuerySet
from .months import closes_on, due_on, last_due, month_of
from .stages import Stage
from .statistics import Completion, Turned, Year, turned

RIGHT = "projects.view_monthlyreport"
MOST_LAMPS = 12
MOST_BATCHES = 4
_STATES = MonthlyReport.State


@dataclass(frozen=True)
class UnitRow:
    """One responsible unit in one month: reports due, approved, waiting with the office, and not handed in."""

    unit: str
    due: int
    approved: int
    waiting: int

    @property
    def missing(self) -> int:
        return self.due - self.approved - self.waiting


@dataclass(frozen=True)
class MonthDesk:
    month: str
    due_on: date
    closes_on: date
    is_overdue: bool
    units: list[UnitRow]

    @property
    def total(self) -> UnitRow:
        rows = self.units
        return UnitRow(
            "", sum(row.due for row in rows), sum(row.approved for row in rows), sum(row.waiting for row in rows)
        )


@dataclass(frozen=True)
class Lit:
    """A project whose lamp is on."""

    pk: int
    name: str
    lamp: Lamp
    action: str = ""  # the letter that the lamp asks for

    @property
    def action_word(self) -> str:
        return str(Letter.Kind(self.action).label)

    @property
    def letter(self) -> str:
        """What the form of that letter is opened with."""
        return urlencode(
            {"project": self.pk, "kind": self.action, "about": "；".join(map(str, self.lamp.reasons))[:300]}
        )


@dataclass(frozen=True)
class Waiting:
    """Problems or letters: how many are open, and how many of these beyond their day."""

    open: int
    overdue: int


def _action(colour: Colour, *, is_reminded: bool) -> str:
    """A yellow lamp is reminded of, after a reminder within the year talked about, a red one supervised."""
    if colour == Colour.RED:
        return Letter.Kind.SUPERVISION
    return Letter.Kind.TALK if is_reminded else Letter.Kind.REMINDER


class Desk:
    def __init__(self, today: date, *, sample: bool = False) -> None:
        self.today, self.is_sample = today, sample
        live = Project.objects.exclude(status=Status.TRASHED).exclude(stage=Stage.WITHDRAWN)
        self.projects: ProjectQuerySet = live.samples() if sample else live.of_zone()

    @classmethod
    def of(cls, request: HttpRequest) -> "Desk | None":
        """Nothing for people without rights in projects."""
        if not request.user.has_perm(RIGHT):
            return None
        return cls(timezone.localdate(), sample=request.GET.get("sample") == "1")

    @cached_property
    def settings(self) -> ProjectSettings:
        return ProjectSettings.load()

    # --- reports ------------------------------------------------------------------------------

    @cached_property
    def months(self) -> list[MonthDesk]:
        """The newest month whose due day has passed, and the running one. Two queries."""
        overdue, running = last_due(self.today, self.settings.due_day), month_of(self.today)
        return [self._month(month) for month in dict.fromkeys((overdue, running))]

    def _month(self, month: str) -> MonthDesk:
        report = MonthlyReport.objects.filter(project=OuterRef("pk"), month=month)
        owing = self.projects.owing(month).order_by().annotate(report=Subquery(report.values("state")[:1]))
        waiting = Q(report__in=[_STATES.SUBMITTED, _STATES.REVIEWED])
        rows = owing.values("responsible_unit__name").annotate(
            due=Count("pk"),
            approved=Count("pk", filter=Q(report=_STATES.APPROVED)),
            waiting=Count("pk", filter=waiting),
        )
        units = [
            UnitRow(row["responsible_unit__name"] or "", row["due"], row["approved"], row["waiting"]) for row in rows
        ]
        units.sort(key=lambda row: (-row.missing, not row.unit, row.unit))
        due, closes = due_on(month, self.settings.due_day), closes_on(month, self.settings.closing_day)
        return MonthDesk(month, due, closes, self.today > due, units)

    # --- lamps --------------------------------------------------------------------------------

    @cached_property
    def _lamps(self) -> dict[int, Lamp]:
        return lamps(self.projects, self.today)

    @property
    def lamp_counts(self) -> list[tuple[Colour, int]]:
        found = [lamp.colour for lamp in self._lamps.values()]
        return [(colour, found.count(colour)) for colour in (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.GREY)]

    @cached_property
    def lit(self) -> list[Lit]:
        """Red before yellow. Two queries beside the lamps'."""
        found = [
            pk for colour in (Colour.RED, Colour.YELLOW) for pk, lamp in self._lamps.items() if lamp.colour == colour
        ]
        names = dict(self.projects.filter(pk__in=found[:MOST_LAMPS]).values_list("pk", "name"))
        year_ago = self.today - timedelta(days=365)
        reminded = set(
            Letter.objects.filter(project__in=names, kind=Letter.Kind.REMINDER, date__gt=year_ago).values_list(
                "project", flat=True
            )
        )
        return [
            Lit(pk, names[pk], self._lamps[pk], _action(self._lamps[pk].colour, is_reminded=pk in reminded))
            for pk in found[:MOST_LAMPS]
            if pk in names
        ]

    # --- what is in the way -------------------------------------------------------------------

    @cached_property
    def problems(self) -> Waiting:
        return self._waiting(Issue)

    @cached_property
    def letters(self) -> Waiting:
        return self._waiting(Letter)

    def _waiting(self, model: type[Issue] | type[Letter]) -> Waiting:
        found = model.objects.open().filter(project__in=self.projects.order_by().values("pk"))
        return Waiting(**found.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due__lt=self.today))))

    @cached_property
    def batches(self) -> list[Turned]:
        """三个一批: of what went into production, how much was started the period before. One query."""
        rows = Batch.objects.filter(project__in=self.projects.order_by().values("pk")).order_by()
        return turned(rows.values_list("project", "kind", "number"))[:MOST_BATCHES]

    # --- where things stand -------------------------------------------------------------------

    @cached_property
    def stages(self) -> list[tuple[str, str, int]]:
        """(code, word, projects) of every stage with a project in it, hidden ones included. One query."""
        found = dict(self.projects.order_by().values_list("stage").annotate(count=Count("pk")))
        return [(stage.value, str(stage.label), found[stage.value]) for stage in Stage if stage.value in found]

    @cached_property
    def year(self) -> Year:
        """The year of the newest due month. Four queries."""
        return Year(self.projects, int(self.months[0].month[:4]), sample=self.is_sample)

    @cached_property
    def progress(self) -> Completion:
        return self.year.completion(self.year.planned)

    @property
    def has_no_plans(self) -> bool:
        return not self.progress.projects

    # --- what is missing ----------------------------------------------------------------------

    @cached_property
    def gaps(self) -> list[tuple[str, str, int]]:
        """(role, who is missing, in how many projects) today. One query."""
        held = {
            role: Exists(Assignment.objects.current().filter(project=OuterRef("pk"), role=role))
            for role in Role.values
            if role not in (Role.UNIT, Role.TASK_FORCE)
        }
        counts = {role: Count("pk", filter=~Q(there)) for role, there in held.items()}
        counts[Role.UNIT] = Count("pk", filter=Q(responsible_unit=None))
        found = self.projects.order_by().aggregate(**{str(role): count for role, count in counts.items()})
        words = {role: str(Role(role).label) for role in counts} | {Role.OFFICER: self.settings.officer_label}
        return [(str(role), _("no %(role)s") % {"role": words[role]}, found[str(role)]) for role in counts]
