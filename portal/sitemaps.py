"""sitemap.xml: every public address with the day its content last changed. As many queries as kinds of content.

Invented records (示例) stay out: a search engine would show them as records of the zone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import BooleanField, Case, Max, OuterRef, Subquery, Value, When
from django.http import HttpRequest

from news.models import Article, Topic
from portal.feedback.models import Message
from portal.indicators.models import Panel, Vintage
from portal.lib.language import CHINESE, PREFIX
from portal.publishing.models import Publishable, PublishableQuerySet
from portal.search.models import Document
from portal.site.models import Page
from portal.site.navigation import Navigation, Node
from projects.models import Project

# The protocol allows 50,000 addresses a file; the newest articles, in two languages, may fill what the rest leaves.
MOST_ARTICLES = 20_000
NEVER = Value(False, BooleanField())


class Entry(NamedTuple):
    """`path` on this site; `changed` is None where nothing tells when; `in_english`: its twin below /en/ is there."""

    path: str
    changed: datetime | None
    in_english: bool = False

    @property
    def english(self) -> str:
        return PREFIX + self.path


def entries(request: HttpRequest) -> list[Entry]:
    articles = _light(Article.objects.published(), "column", "first_published_at")[:MOST_ARTICLES]
    records = _light(Project.objects.published().of_zone(), "code").annotate(told_at=_told("project"))
    projects = [_entry(project) for project in records]
    panels = [_entry(panel) for panel in _light(Panel.objects.published().filter(is_sample=False), "slug")]
    topics = [_entry(topic) for topic in _light(Topic.objects.published(), "slug")]
    talks = [_entry(message) for message in _light(Message.objects.published().filter(is_sample=False), "number")]
    indicators = _indicators()
    dates: dict[int, datetime] = {}
    for thing in (*articles, *_light(Page.objects.published(), "column")):
        dates[thing.column_id] = _later([dates.get(thing.column_id), _changed(thing)])
    kinds = {
        "projects": _later(entry.changed for entry in projects),
        "panels": _later(entry.changed for entry in (*panels, *indicators)),
        "messages": _later(entry.changed for entry in talks),
    }
    below = [e for node in Navigation.of(request).top for e in _columns(node, dates, kinds) if e.path != "/"]
    statistics = Entry("/projects/statistics/", kinds["projects"], in_english=True)
    details = [*(_entry(article) for article in articles), *topics, *projects, *panels, *indicators, *talks]
    details += [statistics] if projects else []
    return [Entry("/", _later(entry.changed for entry in (*below, *details)), True), *below, *details]


def _light(things: PublishableQuerySet, *fields: str) -> PublishableQuerySet:
    """Only what an address and its date are made of."""
    has_english = things.model.english_q()  # a kind that has no English fields is in Chinese alone
    speaks = Case(When(has_english, then=True), default=False, output_field=BooleanField()) if has_english else NEVER
    return things.only("go_live_at", "updated_at", *fields).annotate(speaks=speaks)


def _changed(thing: Publishable) -> datetime:
    """When readers last saw something new: a scheduled thing was written before it appeared, and records are kept up for
    the office's own use too."""
    seen = thing.told_at if isinstance(thing, Project) else thing.updated_at
    return max(filter(None, (seen, thing.go_live_at)))


def _told(source: str) -> Subquery:
    """When the public words of a thing last changed, as search knows."""
    documents = Document.objects.filter(source=source, object_id=OuterRef("pk"), language=CHINESE)
    return Subquery(documents.values("changed_at")[:1])


def _entry(thing: Publishable) -> Entry:
    return Entry(thing.get_absolute_url(), _changed(thing), thing.speaks)


def _indicators() -> list[Entry]:
    values = Vintage.objects.published().filter(observation__indicator__is_sample=False).order_by()
    rows = values.values_list("observation__indicator__code", "observation__indicator__name_en")
    found = sorted(rows.annotate(changed=Max("go_live_at")))
    return [Entry(f"/data/indicators/{code}/", changed, bool(english)) for code, english, changed in found]


def _columns(node: Node, dates: dict[int, datetime], kinds: dict[str, datetime | None]) -> list[Entry]:
    """The column and those below it; a column is as new as the newest thing in it or below."""
    below = [entry for child in node.children for entry in _columns(child, dates, kinds)]
    own = [dates.get(node.column.pk), kinds.get(node.column.kind)]
    here = Entry(node.column.path, _later([*own, *(entry.changed for entry in below)]), node.in_english)
    return below if node.column.kind == "link" else [here, *below]


def _later(dates: Iterable[datetime | None]) -> datetime | None:
    return max(filter(None, dates), default=None)
