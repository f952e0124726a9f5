"""The figures of an article as its readers meet them: each tied one leads to its source; a live one prints the current
value; behind a pinned one whose value changed stands a small dated note. Nothing here leads to what isn't public."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from html import escape

from django.db.models import BooleanField, CharField, DateTimeField, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from portal.accounts.models import Department
from portal.indicators.current import in_order
from portal.indicators.figures import Figure
from portal.indicators.measures import Records, compute
from portal.indicators.models import CorrectionNote, FigureUse, Indicator, Vintage
from portal.indicators.models.uses import FACT
from portal.lib.language import is_english
from portal.lib.qualifiers import number
from portal.lib.quantities import find, format_amount
from portal.lib.textmap import Mark, mark
from projects.models import Fact, Project

from .models import Article, Comment, Tag

_KINDS = ("use", "note", "tag", "measure", "fact", "about")
# field of a record -> (unit shown, how its stored value is shown)
_SHOWN = {"total_investment": ("亿元", format_amount), "land_area": ("亩", number), "expected_jobs": ("人", number)}
COMMENTS = 10  # shown under an article
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
    observation, `projects` public ones by id, `measures` public indicators by the name of their measure, `facts` what
    records state, by record and "fact:<label>", `about` the public indicators that the article is about."""

    uses: list[Use]
    notes: list[Use]
    tags: list[Tag]
    comments: list[Comment]
    vintages: dict[int, Vintage] = field(default_factory=dict)
    current: dict[int, Vintage] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    measures: dict[str, Indicator] = field(default_factory=dict)
    facts: dict[tuple[int, str], str] = field(default_factory=dict)
    about: frozenset[int] = frozenset()

    @classmethod
    def of(cls, article: Article) -> "Printed":
        """Uses, correction notes and, as they are small rows of an article too, its tags and newest comments (one more
        than are shown tells that there are more): one query for all."""
        rows = _rows(article)
        found = {kind: [Use(*row[1:-1]) for row in rows if row[0] == kind] for kind in _KINDS}
        return cls(
            sorted(found["use"], key=lambda use: use.start),
            sorted(found["note"], key=lambda use: use.noted_at, reverse=True),
            sorted((Tag(pk=row.start, name=row.quoted) for row in found["tag"]), key=lambda tag: tag.name),
            sorted(
                (_comment(row) for row in rows if row[0] == "said"), key=lambda one: (one.sent_at, one.pk), reverse=True
            ),
            measures={row.measure: _indicator(row) for row in found["measure"]},
            facts=_facts(found["fact"]),
            about=frozenset(row.start for row in found["about"]),
        )

    @property
    def project_ids(self) -> set[int]:
        return {use.project_id for use in self.uses if use.project_id}

    def figures(self) -> list[Figure]:
        """Of the indicators that the article is about (measures left out), and on the way all that the uses need. One
        query, and one more for indicators that have no value."""
        tied = Vintage.objects.published().filter(pk__in=[use.vintage_id for use in self.uses if use.vintage_id])
        found = Vintage.objects.published().filter(
            Q(observation__indicator__in=self.about) | Q(observation__in=tied.values("observation"))
        )
        values: dict[int, list[Vintage]] = defaultdict(list)
        indicators: dict[int, Indicator] = {}
        if self.about or self.uses:
            for vintage in found.select_related("observation__indicator", "observation__ref_area").order_by("number"):
                self.vintages[vintage.pk] = self.current[vintage.observation_id] = vintage
        for vintage in self.current.values():
            indicator = vintage.observation.indicator
            indicators[indicator.pk] = indicator
            if vintage.observation.ref_area_id is None:
                values[indicator.pk].append(vintage)
        if bare := self.about - indicators.keys():
            indicators |= Indicator.objects.in_bulk(bare)
        shown = sorted((indicators[pk] for pk in self.about), key=lambda one: (one.category, one.code))
        return [Figure(one, tuple(in_order(values[one.pk]))) for one in shown]

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
        elif use.is_live:
            text = self.facts.get((project.pk, use.field), "")
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


def _rows(article: Article) -> list[tuple]:
    """(kind, *fields of Use, when answered) of each; what the uses need of measures and stated facts among them."""
    none, nothing, never = Value("", CharField()), Value(0, IntegerField()), Value(False, BooleanField())
    no_key, no_time = Cast(Value(None), IntegerField()), Cast(Value(None), DateTimeField())
    notes = CorrectionNote.of(article).order_by().annotate(row_kind=Value("note")).values_list(
        "row_kind", nothing, nothing, "text", never, no_key, none, none, no_key, none, "placed_at", no_time
    )  # fmt: skip
    tags = article.tags.order_by().annotate(row_kind=Value("tag")).values_list(
        "row_kind", "pk", nothing, "name", never, no_key, none, none, no_key, none, no_time, no_time
    )  # fmt: skip
    known = FigureUse.objects.of(article).standing().filter(is_left=False).order_by()
    uses = known.annotate(row_kind=Value("use")).values_list("row_kind", *_FIELDS, no_time, no_time)
    public = Indicator.objects.filter(is_public=True).order_by()
    measured = public.filter(measure__in=known.exclude(measure="").values("measure"))
    measured = measured.annotate(row_kind=Value("measure")).values_list(
        "row_kind", "pk", nothing, "name", "is_sample", no_key, "measure", "code", no_key, none, no_time, no_time
    )  # fmt: skip
    about = public.filter(Indicator.language_q(), articles=article).annotate(row_kind=Value("about")).values_list(
        "row_kind", "pk", nothing, none, never, no_key, none, none, no_key, none, no_time, no_time
    )  # fmt: skip
    stated = known.filter(is_live=True, field__startswith=FACT).values("project")
    stated = Fact.objects.filter(project__in=stated).order_by().annotate(row_kind=Value("fact")).values_list(
        "row_kind", "pk", nothing, Cast("value", CharField()), never, no_key, "label", "unit", "project_id", "qualifier", no_time, no_time
    )  # fmt: skip
    parts = [uses, tags, measured, about, stated]
    if article.pk and article.column.has_comments and not is_english():
        said = Comment.objects.newest_of(article, COMMENTS + 1)
        said = said.annotate(row_kind=Value("said"), answerer=Coalesce("reply_department__name", none))
        parts.append(said.values_list(
            "row_kind", "pk", nothing, "text", "is_sample", no_key, "name", "answerer", no_key, "reply", "sent_at", "replied_at"
        ))  # fmt: skip
    return list(notes.union(*parts, all=True))


def _comment(row: tuple) -> Comment:
    """Of a row of the union (see `Printed.of`)."""
    _kind, pk, _end, text, is_sample, _vintage, name, answerer, _project, reply, sent_at, replied_at = row
    department = Department(name=answerer) if answerer else None
    return Comment(
        pk=pk, text=text, name=name, is_sample=is_sample, reply=reply, reply_department=department, sent_at=sent_at, replied_at=replied_at
    )  # fmt: skip


def _indicator(row: Use) -> Indicator:
    return Indicator(pk=row.start, name=row.quoted, is_sample=row.is_live, measure=row.measure, code=row.period)


def _facts(rows: list[Use]) -> dict[tuple[int, str], str]:
    """As they are shown. Of two facts with one label nobody can say which is meant."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        fact = Fact(label=row.measure, value=Decimal(row.quoted), unit=row.period, qualifier=row.field)
        found[row.project_id, f"{FACT}{fact.label}"].append("".join(fact.parts))
    return {key: shown[0] for key, shown in found.items() if len(shown) == 1}


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
