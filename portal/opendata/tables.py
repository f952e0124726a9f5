"""The open lists: of each its rows, its columns, and what a column means. The API, the files, the bulk download and the
data dictionary are all made of these; every list starts at what is published."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.models import Article, Topic
from news.models.article import ArticleQuerySet
from portal.feedback.models import Message
from portal.indicators.figures import Figure, figures_of
from portal.indicators.measures import Records
from portal.indicators.models import Indicator, Panel, PanelItem, Vintage
from portal.lib.html import plain_text
from portal.lib.tabular import Cell, as_line
from portal.site.models import Column as SiteColumn
from portal.site.navigation import Navigation
from projects.exports import FIELDS as PROJECT_FIELDS
from projects.listing import each_row
from projects.models import Project

CHUNK = 500
Word = str | Promise


@dataclass(frozen=True)
class Column:
    """`kind`: text, number, integer, yesno, time, list. `note`: unit or meaning, where the label doesn't say it."""

    name: str
    label: Word
    read: Callable[[object], Cell]
    kind: str = "text"
    note: Word = ""


@dataclass(frozen=True)
class Table:
    name: str
    title: Word
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet]  # everything public, in an order that never changes between pages
    each: Callable[[QuerySet], Iterator[object]]  # things that the columns read, a chunk at a time

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def headers(self) -> list[str]:
        return [str(column.label) for column in self.columns]

    def cells(self, things: Iterable[object]) -> Iterator[list[Cell]]:
        return ([column.read(thing) for column in self.columns] for thing in things)

    def lines(self, rows: QuerySet) -> Iterator[str]:
        """JSON lines: one object a row."""
        return (as_line(self.names, row) for row in self.cells(self.each(rows)))


def _url(thing) -> str:
    return settings.SITE_URL + thing.get_absolute_url()


# --- articles -----------------------------------------------------------------------------------
def articles() -> ArticleQuerySet:
    projects = Prefetch("projects", Project.objects.published().only("code"), to_attr="public_projects")
    indicators = Prefetch("indicators", public_indicators().only("code"), to_attr="public_indicators")
    found = (
        Article.objects.published().select_related("column", "source").prefetch_related("tags", projects, indicators)
    )
    return found.order_by("-first_published_at", "-pk")


ARTICLES = Table(
    "articles", _("Articles"),
    (
        Column("id", _("Number"), lambda a: a.pk, "integer"),
        Column("title", _("Title"), lambda a: a.title),
        Column("kicker", _("Kicker"), lambda a: a.kicker),
        Column("subtitle", _("Subtitle"), lambda a: a.subtitle),
        Column("summary", _("Summary"), lambda a: a.summary),
        Column("column", _("Column"), lambda a: a.column.name),
        Column("column_path", _("Address of the column"), lambda a: a.column.path),
        Column("source", _("Source"), lambda a: a.source.name if a.source else ""),
        Column("source_url", _("Address of the original"), lambda a: a.original_url),
        Column("byline", _("Byline"), lambda a: a.byline),
        Column("tags", _("Tags"), lambda a: [tag.name for tag in a.tags.all()], "list"),
        Column("projects", _("Projects"), lambda a: [p.code for p in a.public_projects], "list", _("Numbers of the list of projects.")),
        Column("indicators", _("Indicators"), lambda a: [i.code for i in a.public_indicators], "list", _("Codes of the list of indicators.")),
        Column("published_at", _("First published at"), lambda a: a.first_published_at.isoformat(), "time"),
        Column("url", _("Address"), _url),
        Column("text", _("Text"), lambda a: plain_text(a.body), note=_("Plain text, a paragraph a line.")),
    ),
    articles, lambda rows: rows.iterator(chunk_size=CHUNK),
)  # fmt: skip


# --- projects -----------------------------------------------------------------------------------
def projects() -> QuerySet:
    return Project.objects.published().of_zone().order_by("code")


_PROJECT_KINDS = {"investment": "number"}
_PROJECT_NOTES = {
    "investment": _("In 100 million yuan; empty: not announced, never 0 for that."),
    "stage_date": _("As precise as the sources: 2024, 2024-11 or 2024-11-30."),
    "stage": _("One of the six public groups, or to be confirmed."),
}
PROJECTS = Table(
    "projects", _("Projects"),
    tuple(
        Column(name, label, read, _PROJECT_KINDS.get(name, "text"), _PROJECT_NOTES.get(name, ""))
        for name, (label, read) in PROJECT_FIELDS.items()
    ),
    projects, each_row,
)  # fmt: skip


# --- figures ------------------------------------------------------------------------------------
def public_indicators() -> QuerySet:
    """Those with a page: a value was announced, or the records give one."""
    announced = Vintage.objects.published().filter(observation__indicator=OuterRef("pk"))
    return Indicator.objects.filter(Q(Exists(announced)) | ~Q(measure=""), is_public=True).order_by("code")


def indicators() -> QuerySet:
    return public_indicators().filter(is_sample=False)


def each_figure(rows: QuerySet) -> Iterator[Figure]:
    """With the latest value, announced or computed."""
    found = list(rows)
    records = {False: Records(), True: Records(sample=True)}
    yield from figures_of([(indicator, "") for indicator in found], records)


INDICATORS = Table(
    "indicators", _("Indicators"),
    (
        Column("code", _("Code"), lambda f: f.indicator.code),
        Column("name", _("Name"), lambda f: f.indicator.name),
        Column("name_en", _("English name"), lambda f: f.indicator.name_en),
        Column("category", _("Category"), lambda f: f.indicator.get_category_display()),
        Column("definition", _("Definition"), lambda f: f.indicator.definition),
        Column("unit", _("Unit"), lambda f: f.indicator.unit),
        Column("kind", _("Kind"), lambda f: f.indicator.kind, note="flow stock ratio rank duration honour"),
        Column("frequency", _("Frequency"), lambda f: f.indicator.frequency, note="A S Q M A5 N"),
        Column("period", _("Latest period"), lambda f: f.vintage.observation.period if f.vintage else "", note=_("SDMX TIME_PERIOD; empty where the source gives none.")),
        Column("value", _("Latest value"), lambda f: f.machine, note=_("A decimal as text, so that nothing is rounded.")),
        Column("shown", _("As printed"), lambda f: "" if f.is_empty else f.shown),
        Column("source", _("Source"), lambda f: f.source),
        Column("sample", _("Sample"), lambda f: f.indicator.is_sample, "yesno"),
        Column("url", _("Address"), lambda f: _url(f.indicator)),
    ),
    indicators, each_figure,
)  # fmt: skip


def values() -> QuerySet:
    """Every value ever published of the zone's figures, old vintages too."""
    found = Vintage.objects.published().filter(observation__indicator__is_sample=False)
    found = found.select_related("observation__indicator", "observation__ref_area")
    return found.order_by("observation__indicator__code", "observation__period", "observation", "number")


VALUES = Table(
    "values", _("Values of indicators"),
    (
        Column("code", _("Code"), lambda v: v.observation.indicator.code),
        Column("name", _("Name"), lambda v: v.observation.indicator.name),
        Column("area", _("Area"), lambda v: str(v.observation.ref_area or ""), note=_("Empty: the zone itself.")),
        Column("period", _("Period"), lambda v: v.observation.period, note=_("SDMX TIME_PERIOD; empty where the source gives none.")),
        Column("target", _("Plan or target"), lambda v: v.observation.is_target, "yesno"),
        Column("vintage", _("Vintage"), lambda v: v.number, "integer", _("1 is the first value of a period; the highest counts.")),
        Column("value", _("Value"), lambda v: "" if v.value is None else f"{v.plain:f}", note=_("A decimal as text, so that nothing is rounded.")),
        Column("unit", _("Unit"), lambda v: v.observation.indicator.unit),
        Column("shown", _("As printed"), lambda v: v.shown),
        Column("qualifier", _("Qualifier"), lambda v: v.qualifier),
        Column("status", _("Status of the value"), lambda v: v.obs_status, note="SDMX OBS_STATUS: A P E F"),
        Column("as_of", _("As of"), lambda v: v.as_of),
        Column("source", _("Source"), lambda v: v.source_name),
        Column("source_url", _("Address of the source"), lambda v: v.source_url),
        Column("note", _("Note"), lambda v: v.note),
        Column("reason", _("Reason"), lambda v: v.reason),
        Column("published_at", _("First published at"), lambda v: v.first_published_at.isoformat(), "time"),
        Column("url", _("Address"), _url),
    ),
    values, lambda rows: rows.iterator(chunk_size=CHUNK),
)  # fmt: skip


def panels() -> QuerySet:
    shown = PanelItem.objects.filter(indicator__in=public_indicators()).select_related("indicator")
    found = Panel.objects.published().filter(is_sample=False).order_by("slug")
    return found.prefetch_related(Prefetch("items", shown, to_attr="public_items"))


PANELS = Table(
    "panels", _("Panels"),
    (
        Column("slug", _("Short name"), lambda p: p.slug),
        Column("title", _("Title"), lambda p: p.title),
        Column("intro", _("Introduction"), lambda p: p.intro),
        Column("indicators", _("Indicators"), lambda p: [i.indicator.code for i in p.public_items], "list", _("Codes of the list of indicators.")),
        Column("url", _("Address"), _url),
    ),
    panels, lambda rows: iter(rows),
)  # fmt: skip


# --- the site itself ----------------------------------------------------------------------------
def columns() -> QuerySet:
    """Those that stand in the navigation or the site map: visible, and something in them or below."""
    return SiteColumn.objects.filter(pk__in=Navigation.for_path("/").nodes).order_by("path")


COLUMNS = Table(
    "columns", _("Columns"),
    (
        Column("path", _("Address of the column"), lambda c: c.path),
        Column("name", _("Name"), lambda c: c.name),
        Column("name_en", _("English name"), lambda c: c.name_en),
        Column("kind", _("Kind"), lambda c: c.kind, note=" ".join(kind for kind, _label in SiteColumn.KINDS)),
        Column("description", _("Description"), lambda c: c.description),
        Column("url", _("Address"), _url),
    ),
    columns, lambda rows: iter(rows),
)  # fmt: skip


def topics() -> QuerySet:
    shown = {"projects": Project.objects.published().only("code"), "indicators": public_indicators().only("code")}
    prefetch = [Prefetch(name, rows, to_attr=f"public_{name}") for name, rows in shown.items()]
    return Topic.objects.published().prefetch_related(*prefetch).order_by("slug")


TOPICS = Table(
    "topics", _("Topics"),
    (
        Column("slug", _("Short name"), lambda t: t.slug),
        Column("title", _("Title"), lambda t: t.title),
        Column("intro", _("Introduction"), lambda t: t.intro),
        Column("articles", _("Articles"), lambda t: [str(pk) for pk in t.drawn_in().order_by("-first_published_at", "-pk").values_list("pk", flat=True)], "list", _("Numbers of the list of articles.")),
        Column("projects", _("Projects"), lambda t: [p.code for p in t.public_projects], "list", _("Numbers of the list of projects.")),
        Column("indicators", _("Indicators"), lambda t: [i.code for i in t.public_indicators], "list", _("Codes of the list of indicators.")),
        Column("published_at", _("First published at"), lambda t: t.first_published_at.isoformat(), "time"),
        Column("url", _("Address"), _url),
    ),
    topics, lambda rows: iter(rows),
)  # fmt: skip


def answered_messages() -> QuerySet:
    """Answered, approved and consented to. Who wrote stands in another table that is read nowhere here."""
    found = Message.objects.published().filter(is_sample=False).select_related("category", "answered_by")
    return found.order_by("-answered_at", "-pk")


MESSAGES = Table(
    "messages", _("Answered messages"),
    (
        Column("number", _("Number"), lambda m: m.number),
        Column("category", _("Category"), lambda m: m.category.name),
        Column("title", _("Title"), lambda m: m.title),
        Column("question", _("Question"), lambda m: m.body),
        Column("name", _("From"), lambda m: m.shown_name, note=_("The family name alone.")),
        Column("sent_at", _("Sent"), lambda m: m.received_at.isoformat(), "time"),
        Column("answer", _("Answer"), lambda m: m.answer),
        Column("answered_at", _("Answered"), lambda m: m.answered_at.isoformat(), "time"),
        Column("answered_by", _("Answered by"), lambda m: str(m.answered_by or "")),
        Column("satisfaction", _("Satisfaction"), lambda m: m.get_satisfaction_display() or "", note=_("Empty: the sender has given none.")),
        Column("url", _("Address"), _url),
    ),
    answered_messages, lambda rows: rows.iterator(chunk_size=CHUNK),
)  # fmt: skip

TABLES = {table.name: table for table in (ARTICLES, PROJECTS, INDICATORS, VALUES, PANELS, TOPICS, COLUMNS, MESSAGES)}


# What a kind of column is called on the page of the data dictionary.
KINDS: dict[str, Word] = {
    "text": _("words"), "number": _("decimal number"), "integer": _("whole number"), "yesno": _("yes or no"),
    "time": _("date and time"), "date": _("day"), "list": _("list of words"),
}  # fmt: skip


def dictionary() -> list[dict[str, object]]:
    """Every list with its columns, in words."""
    return [
        {
            "list": table.name,
            "title": str(table.title),
            "columns": [
                {
                    "name": c.name,
                    "label": str(c.label),
                    "kind": c.kind,
                    "kind_word": str(KINDS[c.kind]),
                    "note": str(c.note),
                }
                for c in table.columns
            ],
        }
        for table in TABLES.values()
    ]
