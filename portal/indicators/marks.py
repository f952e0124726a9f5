"""The tied figures of a text as its readers meet them: each leads to its source; a live one prints the current value;
behind a pinned one whose value changed stands a small dated note. Nothing here leads to what isn't public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.html import plain_text
from portal.lib.qualifiers import number
from portal.lib.quantities import find, format_amount
from portal.lib.textmap import Mark, mark
from projects.models import Fact, Project

from .measures import Records, compute
from .models import FigureUse, Indicator, Vintage
from .models.uses import FACT

# field of a record -> (unit shown, how its stored value is shown)
_SHOWN = {"total_investment": ("亿元", format_amount), "land_area": ("亩", number), "expected_jobs": ("人", number)}


@dataclass(kw_only=True)
class Tied:
    """What is tied in a text, and what its page knows of it: `vintages` public ones by id, `current` by observation,
    `projects` public ones by id, `measures` public indicators by the name of their measure, `facts` what records state,
    by record and "fact:<label>"."""

    uses: Sequence[FigureUse]  # or what has their fields
    vintages: dict[int, Vintage] = field(default_factory=dict)
    current: dict[int, Vintage] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    measures: dict[str, Indicator] = field(default_factory=dict)
    facts: dict[tuple[int, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, thing: Model) -> "Tied":
        """One query where nothing is tied, else up to five, whatever there is."""
        uses = list(FigureUse.objects.of(thing).standing().filter(is_left=False))
        tied = cls(uses=uses)
        if vintages := {use.vintage_id for use in uses if use.vintage_id}:
            observations = Vintage.objects.filter(pk__in=vintages).values("observation")
            found = Vintage.objects.published().filter(observation__in=observations)
            for vintage in found.select_related("observation__indicator", "observation__ref_area").order_by("number"):
                tied.vintages[vintage.pk] = tied.current[vintage.observation_id] = vintage
        if projects := {use.project_id for use in uses if use.project_id}:
            tied.projects = Project.objects.published().in_bulk(projects)
        if measures := {use.measure for use in uses if use.measure}:
            public = Indicator.objects.filter(is_public=True, measure__in=measures)
            tied.measures = {indicator.measure: indicator for indicator in public}
        if stated := {use.project_id for use in uses if use.is_live and use.field.startswith(FACT)}:
            tied.facts = shown_facts(Fact.objects.filter(project__in=stated))
        return tied

    def marks(self) -> list[Mark]:
        return [found for use in self.uses if (found := self._mark(use))]

    def _mark(self, use: FigureUse) -> Mark | None:
        if use.vintage_id:
            return self._ledger(use)
        return self._record(use) if use.project_id else self._computed(use)

    def _ledger(self, use: FigureUse) -> Mark | None:
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

    def _record(self, use: FigureUse) -> Mark | None:
        project = self.projects.get(use.project_id)
        if project is None:
            return None
        text = ""
        if use.is_live and use.field in _SHOWN and (value := getattr(project, use.field)) is not None:
            unit, show = _SHOWN[use.field]
            text = f"{show(value)}{unit}"
        elif use.is_live:
            text = self.facts.get((project.pk, use.field), "")
        return _link(
            use, project.get_absolute_url(), gettext("Record: %(project)s") % {"project": project.name}, text=text
        )

    def _computed(self, use: FigureUse) -> Mark | None:
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


def shown_facts(facts: Iterable[Fact]) -> dict[tuple[int, str], str]:
    """As they are shown. Of two facts with one label nobody can say which is meant."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for fact in facts:
        found[fact.project_id, f"{FACT}{fact.label}"].append("".join(fact.parts))
    return {key: shown[0] for key, shown in found.items() if len(shown) == 1}


def print_figures(body: str, tied: Tied) -> str:
    """The body with its tied figures marked, those that stand where they were tied (a draft's text may be ahead)."""
    marks = tied.marks() if tied.uses else []
    if not marks:
        return body
    text, quoted = plain_text(body), {use.start: use.quoted for use in tied.uses}
    return mark(body, [one for one in marks if text[one.start : one.end] == quoted[one.start]])


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


def _link(use: FigureUse, address: str, title: str, *, text: str = "", note: str = "") -> Mark:
    live = " live" if use.is_live else ""
    before = f'<a class="figure-link{live}" href="{escape(address)}" title="{escape(title)}">'
    return Mark(use.start, use.end, before, "</a>", "" if text == use.quoted else text, note)
