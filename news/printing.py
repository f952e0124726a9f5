"""What the page of an article asks for of its ties and its own small rows, in one query; how the figures are marked:
portal/indicators/marks.py."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import BooleanField, CharField, DateTimeField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from portal.accounts.models import Department
from portal.indicators.current import in_order
from portal.indicators.embeds import PLACE, filled, places_on
from portal.indicators.figures import Figure
from portal.indicators.marks import Tied, shown_facts
from portal.indicators.models import CorrectionNote, FigureUse, Indicator, Panel, Vintage
from portal.indicators.models.uses import FACT
from portal.lib.language import is_english
from portal.media.models import Attachment
from projects.models import Fact

from .models import Article, Comment, Tag, Topic

_KINDS = ("use", "note", "tag", "measure", "fact", "about", "inside")
_NONE, _NOTHING, _NEVER = Value("", CharField()), Value(0, IntegerField()), Value(False, BooleanField())
_NO_KEY, _NO_TIME = Cast(Value(None), IntegerField()), Cast(Value(None), DateTimeField())
COMMENTS = 10  # shown under an article
_FIELDS = ("start", "end", "quoted", "is_live", "vintage_id", "measure", "period", "project_id", "field")


@dataclass(frozen=True)
class Use:
    """A standing use (see FigureUse), or with `noted_at` a correction note, whose words are `quoted`, on the
    value `vintage_id`."""

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


@dataclass(kw_only=True)
class Printed(Tied):
    """And what else stands with an article: `about` the public indicators that it is about, `inside` those whose
    figures stand in its text."""

    notes: list[Use]
    tags: list[Tag]
    comments: list[Comment]
    files: dict[int, Attachment]
    topics: list[Topic]
    places: list[tuple]  # of figures on the panels in the text, see portal.indicators.embeds
    about: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    values: dict[int, list[Vintage]] = field(default_factory=lambda: defaultdict(list))  # current ones by indicator

    @classmethod
    def of(cls, article: Article, inside: dict[str, list[int]]) -> "Printed":
        """Uses, correction notes and, as they are small rows of an article too, its tags, its topics, the newest
        comments (one more than are shown tells that there are more) and what stands in the text (`inside`: see
        `embedded`) of files and panels: one query for all."""
        rows = _rows(article, inside)
        found = {kind: [Use(*row[1:-1]) for row in rows if row[0] == kind] for kind in _KINDS}
        return cls(
            uses=sorted(found["use"], key=lambda use: use.start),
            notes=sorted(found["note"], key=lambda use: use.noted_at, reverse=True),
            tags=sorted((Tag(pk=row.start, name=row.quoted) for row in found["tag"]), key=lambda tag: tag.name),
            comments=sorted(
                (_comment(row) for row in rows if row[0] == "said"), key=lambda one: (one.sent_at, one.pk), reverse=True
            ),
            files={
                row[1]: Attachment(pk=row[1], size=row[2], title=row[3], name=row[6], kind=row[7])
                for row in rows
                if row[0] == "file"
            },
            topics=[
                Topic(pk=row[1], title=row[3], title_en=row[3], slug=row[6])
                for row in sorted(rows, key=lambda row: row[2])
                if row[0] == "topic"
            ],
            places=[(*row[1:4], bool(row[4]), *row[5 : len(PLACE) + 1]) for row in rows if row[0] == "place"],
            measures={row.measure: _indicator(row) for row in found["measure"]},
            facts=_facts(found["fact"]),
            about=frozenset(row.start for row in found["about"]),
            inside=frozenset(row.start for row in found["inside"]),
        )

    @property
    def project_ids(self) -> set[int]:
        return {use.project_id for use in self.uses if use.project_id}

    def figures(self) -> dict[int, Figure]:
        """Of the indicators that the article is about or shows in its text, by id (measures left out), and on the way
        all that the uses and the panels need. One query, and one more for indicators that have no value."""
        on_panels = {place[PLACE.index("indicator_id")] for place in self.places}
        wanted = self.about | self.inside
        tied = Vintage.objects.published().filter(pk__in=[use.vintage_id for use in self.uses if use.vintage_id])
        found = Vintage.objects.published().filter(
            Q(observation__indicator__in=wanted | on_panels) | Q(observation__in=tied.values("observation"))
        )
        indicators: dict[int, Indicator] = {}
        if wanted or on_panels or self.uses:
            for vintage in found.select_related("observation__indicator", "observation__ref_area").order_by("number"):
                self.vintages[vintage.pk] = self.current[vintage.observation_id] = vintage
        for vintage in self.current.values():
            indicators[vintage.observation.indicator_id] = vintage.observation.indicator
            if vintage.observation.ref_area_id is None:
                self.values[vintage.observation.indicator_id].append(vintage)
        if bare := wanted - indicators.keys():
            indicators |= Indicator.objects.in_bulk(bare)
        shown = sorted((indicators[pk] for pk in wanted), key=lambda one: (one.category, one.code))
        return {one.pk: Figure(one, tuple(in_order(self.values[one.pk]))) for one in shown}

    def panels(self) -> dict[int, tuple[Panel, list[Figure]]]:
        """The panels in the text with their figures, after `figures`."""
        return filled(self.places, self.values)


def _rows(article: Article, inside: dict[str, list[int]]) -> list[tuple]:
    """(kind, *fields of Use, when answered) of each; what the uses need of measures and stated facts among them."""
    notes = CorrectionNote.of(article).order_by().annotate(row=Value("note")).values_list(
        "row", _NOTHING, _NOTHING, "said", _NEVER, "vintage_id", _NONE, _NONE, _NO_KEY, _NONE, "placed_at", _NO_TIME
    )  # fmt: skip
    tags = article.tags.filter(Tag.language_q()).order_by().annotate(row=Value("tag")).values_list(
        "row", "pk", _NOTHING, "name_en" if is_english() else "name", _NEVER, _NO_KEY, _NONE, _NONE, _NO_KEY, _NONE, _NO_TIME, _NO_TIME
    )  # fmt: skip
    parts = [tags, *_tied(article), *_shown(article, inside)]
    if article.pk and article.column.has_comments and not is_english():
        said = Comment.objects.newest_of(article, COMMENTS + 1)
        said = said.annotate(row=Value("said"), answerer=Coalesce("reply_department__name", _NONE))
        parts.append(said.values_list(
            "row", "pk", _NOTHING, "text", "is_sample", _NO_KEY, "name", "answerer", _NO_KEY, "reply", "sent_at", "replied_at"
        ))  # fmt: skip
    if article.pk:
        drawn = Topic.drawing_in(article).order_by().annotate(row=Value("topic"))
        parts.append(drawn.values_list(
            "row", "pk", "position", "title_en" if is_english() else "title", _NEVER, _NO_KEY, "slug", _NONE, _NO_KEY, _NONE, _NO_TIME, _NO_TIME
        ))  # fmt: skip
    return list(notes.union(*parts, all=True))


def _tied(article: Article) -> list[QuerySet]:
    """The standing uses, the public indicators of their measures, and what the records of live ones state."""
    uses = FigureUse.objects.of(article).standing().filter(is_left=False).order_by()
    measures = Indicator.objects.filter(is_public=True, measure__in=uses.exclude(measure="").values("measure"))
    stated = Fact.objects.filter(project__in=uses.filter(is_live=True, field__startswith=FACT).values("project"))
    return [
        uses.annotate(row=Value("use")).values_list("row", *_FIELDS, _NO_TIME, _NO_TIME),
        measures.order_by().annotate(row=Value("measure")).values_list(
            "row", "pk", _NOTHING, "name", "is_sample", _NO_KEY, "measure", "code", _NO_KEY, _NONE, _NO_TIME, _NO_TIME
        ),
        stated.order_by().annotate(row=Value("fact"), said=Cast("value", CharField())).values_list(
            "row", "pk", _NOTHING, "said", _NEVER, _NO_KEY, "label", "unit", "project_id", "qualifier", _NO_TIME, _NO_TIME
        ),
    ]  # fmt: skip


def _shown(article: Article, inside: dict[str, list[int]]) -> list[QuerySet]:
    """The public indicators that the article is about, and the figures, files and panels that stand in its text."""
    public = Indicator.objects.filter(Indicator.language_q(), is_public=True).order_by()
    found = {"about": public.filter(articles=article)}
    if figures := inside.get("figure"):
        found["inside"] = public.filter(pk__in=figures)
    parts = [
        indicators.annotate(row=Value(row)).values_list(
            "row", "pk", _NOTHING, _NONE, _NEVER, _NO_KEY, _NONE, _NONE, _NO_KEY, _NONE, _NO_TIME, _NO_TIME
        )
        for row, indicators in found.items()
    ]  # fmt: skip
    if files := inside.get("file"):
        offered = Attachment.objects.filter(pk__in=files).order_by().annotate(row=Value("file"))
        parts.append(offered.values_list(
            "row", "pk", "size", "title", _NEVER, _NO_KEY, "name", "kind", _NO_KEY, _NONE, _NO_TIME, _NO_TIME
        ))  # fmt: skip
    if panels := inside.get("panel"):
        places = places_on(panels).annotate(row=Value("place"))
        parts.append(places.values_list("row", *PLACE, _NO_KEY, _NONE, _NO_TIME, _NO_TIME))
    return parts


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
    return shown_facts(
        Fact(
            project_id=row.project_id,
            label=row.measure,
            value=Decimal(row.quoted),
            unit=row.period,
            qualifier=row.field,
        )
        for row in rows
    )
