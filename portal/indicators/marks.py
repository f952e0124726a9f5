"""The tied figures of a text as its readers meet them: each leads to its source; a live one prints the current value;
behind a pinned one whose value changed stands a small dated note. Nothing here leads to what isn't public."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import NamedTuple

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext, override

from portal.lib.html import plain_text
from portal.lib.language import CHINESE, is_english
from portal.lib.qualifiers import number, show_value
from portal.lib.quantities import QuantityError, find, format_amount, parse
from portal.lib.textmap import Mark, mark
from projects.models import Fact, Project

from .corrections import words_of
from .measures import Records, compute
from .models import FigureUse, Indicator, Vintage
from .models.uses import FACT

# field of a record -> (unit shown, how its stored value is shown)
_SHOWN = {"total_investment": ("亿元", format_amount), "land_area": ("亩", number), "expected_jobs": ("人", number)}


class Source(NamedTuple):
    """Where a tied figure leads, and in words to what; `text`: what a live one prints, "" for what stands there anyway;
    `note` (HTML) stands behind it."""

    address: str
    title: str
    text: str = ""
    note: str = ""


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
        return [_link(use, source) for use in self.uses if (source := self._source(use))]

    def amended(self, noted: Collection[int | None] = ()) -> Iterator[tuple[datetime | None, str]]:
        """For the readers of the English text, in which nothing is tied: which figures of the Chinese one have another
        value since, with the day where it is known; without the values of `noted`, of which a note tells already."""
        told = set(noted)
        for use in self.uses:
            printed = self.vintages.get(use.vintage_id)
            current = printed and self.current[printed.observation_id]
            if current and _is_other(printed, current) and current.pk not in told:
                told.add(current.pk)
                yield current.go_live_at, words_of(current, printed)
            elif use.is_live and not use.vintage_id and (source := self._source(use)) and source.text:
                said = {"what": source.title, "old": _in_words(use.quoted), "new": _in_words(source.text)}
                yield None, gettext("%(what)s: now %(new)s; when the text was written, %(old)s.") % said

    def _source(self, use: FigureUse) -> Source | None:
        find = self._ledger if use.vintage_id else self._record if use.project_id else self._computed
        source = find(use)
        return source and source._replace(text="" if source.text == use.quoted else source.text)

    def _ledger(self, use: FigureUse) -> Source | None:
        printed = self.vintages.get(use.vintage_id)
        if printed is None:
            return None
        current = self.current[printed.observation_id]
        words = {"name": current.observation.indicator.name, "source": current.source_name}
        title = gettext("%(name)s · source: %(source)s") % words
        address = current.observation.get_absolute_url()
        if use.is_live:
            return Source(address, title, text=current.shown)
        return Source(address, title, note=_changed(current) if _is_other(printed, current) else "")

    def _record(self, use: FigureUse) -> Source | None:
        project = self.projects.get(use.project_id)
        if project is None:
            return None
        text = ""
        if use.is_live and use.field in _SHOWN and (value := getattr(project, use.field)) is not None:
            unit, show = _SHOWN[use.field]
            text = f"{show(value)}{unit}"
        elif use.is_live:
            text = self.facts.get((project.pk, use.field), "")
        return Source(
            project.get_absolute_url(), gettext("Record: %(project)s") % {"project": project.words.name}, text
        )

    def _computed(self, use: FigureUse) -> Source | None:
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
        return Source(indicator.get_absolute_url(), title, text)

    def _records(self, *, is_sample: bool) -> Records:
        kept = self.__dict__.setdefault("_kept", {})
        return kept.setdefault(is_sample, Records(sample=is_sample))


def shown_facts(facts: Iterable[Fact]) -> dict[tuple[int, str], str]:
    """As the Chinese text has them, in which they are tied. Of two with one label nobody can say which is meant."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    with override(CHINESE):
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


def told(notes: Sequence[tuple[datetime, str, int | None]], tied: Tied) -> list[tuple[datetime | None, str]]:
    """What stands above a text: its correction notes (when, words, corrected value), and above an English one what
    changed besides."""
    amended = tied.amended([vintage for _at, _words, vintage in notes]) if is_english() else ()
    return [*((at, words) for at, words, _vintage in notes), *amended]


def _is_other(printed: Vintage, current: Vintage) -> bool:
    return current.number > printed.number and current.shown != printed.shown


def _in_words(text: str) -> str:
    """A plain number with the unit of the page's language; anything else as it is."""
    try:
        found = parse(text)
    except QuantityError:
        return text
    is_plain = found.qualifier == "equal" and found.shown_value_to is None and not found.is_rank
    return show_value(found.shown_value, found.shown_unit) if is_plain else text


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


def _link(use: FigureUse, source: Source) -> Mark:
    live = " live" if use.is_live else ""
    before = f'<a class="figure-link{live}" href="{escape(source.address)}" title="{escape(source.title)}">'
    return Mark(use.start, use.end, before, "</a>", source.text, source.note)
