"""The figures of an article as its readers meet them: each tied one leads to its source; a live one prints the current
value; behind a pinned one whose value changed stands a small dated note. Nothing here leads to what isn't public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.db.models import BooleanField, CharField, DateTimeField, IntegerField, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext

from portal.indicators.current import in_order
from portal.indicators.figures import Figure
from portal.indicators.measures import Records, compute
from portal.indicators.models import CorrectionNote, FigureUse, Indicator, Vintage
from portal.lib.qualifiers import number
from portal.lib.quantities import find, format_amount
from portal.lib.textmap import Mark, mark
from projects.models import Project

from .models import Article, Tag

# field of a record -> (unit shown, how its stored value is shown); stated facts are printed as on the day
_SHOWN = {"total_investment": ("亿元", format_amount), "land_area": ("亩", number), "expected_jobs": ("人", number)}
_FIELDS = ("start", "end", "quoted", "is_live", "vintage_id", "measure", "period", "project_id", "field")


@dataclass(frozen=True)
class Use:
    """A standing use (see FigureUse), or with `noted_at` a correction note, whose words are `quoted`."""

    start: int
    end: int
    quoted: str
    is_live: bool
    vintage_id: int | None
    measure: str
    period: str
    project_id: int | None
    field: str
    noted_at: datetime | None


@dataclass
class Printed:
    """What is tied in an article, and what the page knows of it: `vintages` public ones by id, `current` by
    observation, `projects` public ones by id, `measures` public indicators by the name of their measure."""

    uses: list[Use]
    notes: list[Use]
    tags: list[Tag]
    vintages: dict[int, Vintage] = field(default_factory=dict)
    current: dict[int, Vintage] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    measures: dict[str, Indicator] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article) -> "Printed":
        """Uses, correction notes and, as they are small rows of an article too, its tags: one query for all."""
        none, nothing, never = Value("", CharField()), Value(0, IntegerField()), Value(False, BooleanField())
        no_key, no_time = Cast(Value(None), IntegerField()), Cast(Value(None), DateTimeField())
        notes = CorrectionNote.of(article).order_by().annotate(kind=Value("note")).values_list(
            "kind", nothing, nothing, "text", never, no_key, none, none, no_key, none, "placed_at"
        )  # fmt: skip
        tags = article.tags.order_by().annotate(kind=Value("tag")).values_list(
            "kind", "pk", nothing, "name", never, no_key, none, none, no_key, none, no_time
        )  # fmt: skip
        uses = FigureUse.objects.of(article).standing().filter(is_left=False).order_by().annotate(kind=Value("use"))
        rows = list(notes.union(uses.values_list("kind", *_FIELDS, no_time), tags, all=True))
        found = {kind: [Use(*row[1:]) for row in rows if row[0] == kind] for kind in ("use", "note", "tag")}
        return cls(
            sorted(found["use"], key=lambda use: use.start),
            sorted(found["note"], key=lambda use: use.noted_at, reverse=True),
            sorted((Tag(pk=row.start, name=row.quoted) for row in found["tag"]), key=lambda tag: tag.name),
        )

    @property
    def project_ids(self) -> set[int]:
        return {use.project_id for use in self.uses if use.project_id}

    @property
    def measure_names(self) -> set[str]:
        return {use.measure for use in self.uses if use.measure}

    def figures_of(self, indicators: Iterable[Indicator]) -> list[Figure]:
        """The figure of each indicator (measures left out), and on the way all that the uses need. One query."""
        wanted = {indicator.pk: indicator for indicator in indicators}
        tied = Vintage.objects.published().filter(pk__in=[use.vintage_id for use in self.uses if use.vintage_id])
        found = Vintage.objects.published().filter(
            Q(observation__indicator__in=wanted) | Q(observation__in=tied.values("observation"))
        )
        values: dict[int, list[Vintage]] = defaultdict(list)
        if wanted or self.uses:
            for vintage in found.select_related("observation__indicator", "observation__ref_area").order_by("number"):
                self.vintages[vintage.pk] = self.current[vintage.observation_id] = vintage
        for vintage in self.current.values():
            if vintage.observation.ref_area_id is None:
                values[vintage.observation.indicator_id].append(vintage)
        return [Figure(one, tuple(in_order(values[pk]))) for pk, one in wanted.items()]

    def marks(self) -> list[Mark]:
        return [found for use in self.uses if (found := self._mark(use))]

    def _mark(self, use: Use) -> Mark | None:
        if use.vintage_id:
            return self._ledger(use)
        return self._record(use) if use.project_id else self._computed(use)

    def _ledger(self, use: Use) -> Mark | None:
        printed = self.vintages.get(use.vintage_id)
        if printed is None:
            return None
        current = self.current[printed.observation_id]
        words = {"name": current.observation.indicator.name, "source": current.source_name}
        title = gettext("%(name)s · source: %(source)s") % words
        address = current.observation.get_absolute_url()
        if use.is_live:
            return _link(use, address, title, text=current.shown)
        changed = current.number > printed.number and current.shown != printed.shown
        return _link(use, address, title, note=_changed(current) if changed else "")

    def _record(self, use: Use) -> Mark | None:
        project = self.projects.get(use.project_id)
        if project is None:
            return None
        text = ""
        if use.is_live and use.field in _SHOWN and (value := getattr(project, use.field)) is not None:
            unit, show = _SHOWN[use.field]
            text = f"{show(value)}{unit}"
        return _link(
            use, project.get_absolute_url(), gettext("Record: %(project)s") % {"project": project.name}, text=text
        )

    def _computed(self, use: Use) -> Mark | None:
        """Only a live one is computed: one query for all of them."""
        indicator = self.measures.get(use.measure)
        if indicator is None:
            return None
        text = ""
        if use.is_live:
            unit = _unit(use.quoted)
            found = compute(use.measure, unit, use.period, self._records(is_sample=indicator.is_sample))
            text = f"{number(found.value)}{unit}" if found and found.value is not None else ""
        title = gettext("%(name)s, computed from the project records") % {"name": indicator.name}
        return _link(use, indicator.get_absolute_url(), title, text=text)

    def _records(self, *, is_sample: bool) -> Records:
        kept = self.__dict__.setdefault("_kept", {})
        return kept.setdefault(is_sample, Records(sample=is_sample))


def _changed(current: Vintage) -> str:
    day = timezone.localdate(current.go_live_at).isoformat()
    words = {
        Vintage.Reason.CORRECTION: gettext("corrected on %(day)s to %(value)s"),
        Vintage.Reason.METHOD: gettext("counted differently since %(day)s: %(value)s"),
    }.get(current.reason, gettext("revised on %(day)s to %(value)s"))
    said = escape(words % {"day": day, "value": current.shown})
    return f'<small class="amended">（{said}）</small>'


def _unit(quoted: str) -> str:
    figures = find(quoted)
    return figures[0].shown_unit if figures else ""


def _link(use: Use, address: str, title: str, *, text: str = "", note: str = "") -> Mark:
    live = " live" if use.is_live else ""
    before = f'<a class="figure-link{live}" href="{escape(address)}" title="{escape(title)}">'
    return Mark(use.start, use.end, before, "</a>", "" if text == use.quoted else text, note)


def print_figures(article: Article, printed: Printed) -> str:
    """The stored body with its tied figures marked."""
    return mark(article.body, printed.marks()) if printed.uses else article.body
