"""The addresses of the API. Each: read what is asked for, start at what is published, answer."""

from collections.abc import Iterable
from datetime import timedelta
from html import unescape

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from news.models import Article
from portal.indicators import panels as panel_pages
from portal.indicators.asof import AsOf
from portal.indicators.exports import as_json, panel_as_json
from portal.indicators.models import Panel, Vintage
from portal.lib.segment import clean
from portal.lib.tabular import clean_cell
from portal.publishing.lookup import find_readable
from portal.search.asked import KINDS, YEARS, Asked
from portal.search.results import PAGE_SIZE, Hit, Results
from portal.site.body import render_body
from portal.site.models import Column
from projects.filters import SORTS, ProjectFilter
from projects.filters import YEARS as PLANS
from projects.listing import rows as project_rows
from projects.milestones import DUE, REACHED
from projects.models import Level, Project
from projects.record import find_project
from projects.stages import Group

from . import bulk
from .api import endpoint
from .asking import Fields, refused, refused_list
from .changed import changes_since
from .describe import AFTER, OBJECTS, PAGE, described, listed, one_of, page_of, several, text_like, whole
from .paging import by_number, newest_first
from .tables import (
    ARTICLES,
    COLUMNS,
    INDICATORS,
    MESSAGES,
    PANELS,
    PROJECTS,
    TABLES,
    TOPICS,
    VALUES,
    Table,
    articles,
    dictionary,
    indicators,
    public_indicators,
)

CHANGE = {
    name: serializers.CharField(required=name != "reason") for name in ("what", "kind", "id", "url", "at", "reason")
}
HIT = ("kind", "title", "url", "date", "excerpt")
_TIME = [("since", str, _("Published at or after this day or moment")), ("until", str, _("Published before it"))]
_COLUMN = _("the address of a column, such as /news/")
# Of the filter of the page all but `view`, which changes nothing here.
_FILTER = [
    ("q", str, _("Words")), ("stage", several(one_of(*Group.values)), _("Stage")),
    ("level", several(one_of(*Level.values)), _("Level")), ("industry", several(text_like()), _("Industry, by its code")),
    ("park", several(text_like()), _("Park, by its code")), ("year", several(whole(PLANS.start, PLANS.stop - 1)), _("Year")),
    ("period", several(text_like()), _("Five-year plan")),
    ("reached", several(one_of(*REACHED)), _("Reached, in “year” or whenever")),
    ("due", text_like(f"^{DUE.pattern}$"), _("Planned for a year or quarter, such as start-2025-Q1")),
    ("investment_min", str, _("100 million yuan")), ("investment_max", str, _("100 million yuan")),
    ("sort", one_of(*SORTS), _("Order")), ("sample", one_of("1"), _("1: the invented ones")),
]  # fmt: skip


@described(_("What there is"), [], tag="start")
@endpoint
def start(request: Request) -> Response:
    base = f"{settings.SITE_URL}/api/v1"
    lists = {name: f"{base}/{name}/" for name in TABLES}
    more = {"search": f"{base}/search/?q=", "changes": f"{base}/changes/", "bulk": f"{base}/bulk/"}
    words = {"licence": settings.OPEN_DATA_LICENCE, "docs": f"{settings.SITE_URL}/api/docs/"}
    return Response(lists | more | {"oc4ids": f"{base}/oc4ids.json"} | words)


@listed(
    ARTICLES,
    _("Articles, the newest first"),
    [("column", str, _("Address of a column, with those below it")), *_TIME, *AFTER],
    without=("text",),
)
@endpoint
def article_list(request: Request) -> Response:
    fields, found = Fields(request), articles().defer("body")
    if path := fields.text("column"):
        column = Column.at(path)
        if column is None:
            raise refused("column", path, _COLUMN)
        found = found.in_column(column)
    if since := fields.moment("since"):
        found = found.filter(first_published_at__gte=since)
    if until := fields.moment("until"):
        found = found.filter(first_published_at__lt=until)
    return Response(newest_first(request, fields, found, lambda rows: _rows(ARTICLES, rows, key="id", without="text")))


@described(_("One article, with its text"), [], tag="articles")
@endpoint
def article_detail(request: Request, pk: int) -> Response:
    article = find_readable(Article.objects.all(), pk=pk)
    shown = articles().filter(pk=article.pk).first()
    if shown is None:  # expired: at its own address still, in no list
        return Response(
            {
                "id": article.pk,
                "title": article.title,
                "url": settings.SITE_URL + article.get_absolute_url(),
                "expired": True,
            }
        )
    return Response(_rows(ARTICLES, [shown])[0] | {"html": str(render_body(shown.body)), "expired": False})


@listed(PROJECTS, _("Projects, by the filter of the list"), [*_FILTER, *PAGE])
@endpoint
def project_list(request: Request) -> Response:
    fields, asked = Fields(request), ProjectFilter.of(request._request)
    if asked.ignored:
        raise refused_list(asked.ignored)
    found = asked.qs
    return Response(
        by_number(request, fields, found.count(), lambda a, b: _rows(PROJECTS, project_rows(found[a:b]), key="code"))
    )


@described(_("One project"), [], tag="projects")
@endpoint
def project_detail(request: Request, code: str) -> Response:
    project = find_project(code)
    return Response(_rows(PROJECTS, project_rows(Project.objects.readable().filter(pk=project.pk)))[0])


@listed(
    INDICATORS,
    _("Indicators with their latest value"),
    [("sample", one_of("0", "1"), _("1: the invented ones")), *PAGE],
)
@endpoint
def indicator_list(request: Request) -> Response:
    fields = Fields(request)
    found = public_indicators().filter(is_sample=fields.yes("sample"))
    return Response(
        by_number(
            request, fields, found.count(), lambda a, b: _rows(INDICATORS, INDICATORS.each(found[a:b]), key="code")
        )
    )


@described(
    _("One indicator with every value it ever had"),
    [("as_of", str, _("The ledger as it stood at the end of a day"))],
    tag="indicators",
)
@endpoint
def indicator_detail(request: Request, code: str) -> Response:
    indicator = public_indicators().filter(code=clean(code)).first()
    if indicator is None:
        raise Http404
    as_of = AsOf.of(request._request)
    if as_of.message:
        raise refused("as_of", Fields(request).text("as_of"), _("a day such as 2025-06-30, not after today"))
    known = Vintage.objects.published().as_it_stood(as_of.at) if as_of.at else Vintage.objects.published()
    return Response(as_json(indicator, known.of(indicator), settings.SITE_URL, as_of))


@listed(VALUES, _("Values, old vintages too"), [("code", str, _("Code of an indicator")), *PAGE])
@endpoint
def value_list(request: Request) -> Response:
    fields, found = Fields(request), VALUES.rows()
    if code := fields.text("code"):
        if not indicators().filter(code=code).exists():  # one that isn't public answers like one that never was
            raise refused("code", code, _("the code of an indicator of the list"))
        found = found.filter(observation__indicator__code=code)
    return Response(by_number(request, fields, found.count(), lambda a, b: _rows(VALUES, found[a:b])))


@listed(PANELS, _("Panels"), PAGE)
@endpoint
def panel_list(request: Request) -> Response:
    return _whole(request, PANELS, key="slug")


@described(_("One panel with its figures"), [], tag="panels")
@endpoint
def panel_detail(request: Request, slug: str) -> Response:
    panel = find_readable(Panel.objects.all(), slug=slug)
    blocks = panel_pages.blocks(panel_pages.items_of(panel))
    return Response(panel_as_json(panel, blocks, settings.SITE_URL, AsOf()))


@listed(TOPICS, _("Topics with what they draw together"), PAGE)
@endpoint
def topic_list(request: Request) -> Response:
    return _whole(request, TOPICS)


@listed(COLUMNS, _("Columns of the site"), PAGE)
@endpoint
def column_list(request: Request) -> Response:
    return _whole(request, COLUMNS)


@listed(MESSAGES, _("Answered messages, the newest answer first"), PAGE)
@endpoint
def message_list(request: Request) -> Response:
    return _whole(request, MESSAGES)


@described(
    _("Search, as on the site"),
    [
        ("q", str, _("Words")),
        ("kind", one_of(*KINDS), _("Only results of this kind")),
        ("column", str, _("Address of a column: only what stands in it")),
        ("year", whole(YEARS.start, YEARS.stop - 1), _("Year")),
        ("sort", one_of("date"), _("date: the newest first")),
        ("sample", one_of("1"), _("1: the invented ones")),
        PAGE[0],
    ],
    page_of(inline_serializer("hit", {name: serializers.CharField() for name in HIT}), "search"),
    tag="search",
)
@endpoint
def search(request: Request) -> Response:
    fields, asked = Fields(request), Asked.of(request._request)
    if asked.ignored:
        raise refused_list(asked.ignored)
    results = Results(asked)

    def part(start: int, _stop: int) -> list[dict[str, object]]:
        return [_hit(hit) for hit in results[start : start + PAGE_SIZE]]

    fields.data = fields.data.copy()
    fields.data["page_size"] = str(PAGE_SIZE)
    return Response(by_number(request, fields, results.total, part))


@described(
    _("What changed or went since a moment"),
    [("since", str, _("A day or moment; without it the last 30 days")), *PAGE],
    page_of(inline_serializer("change", CHANGE), "change"),
    tag="changes",
)
@endpoint
def changes(request: Request) -> Response:
    fields = Fields(request)
    found = changes_since(fields.moment("since") or timezone.now() - timedelta(days=30))
    return Response(by_number(request, fields, len(found), lambda a, b: found[a:b]))


@described(_("Files of the bulk download, with SHA-256"), [], tag="bulk")
@endpoint
def bulk_list(request: Request) -> Response:
    zipped = f"{settings.SITE_URL}/api/v1/bulk/open-data.zip"
    return Response({"licence": settings.OPEN_DATA_LICENCE, "zip": zipped, "files": bulk.manifest()})


@described(_("What every column means"), [], OBJECTS, tag="start")
@endpoint
def dictionary_json(request: Request) -> Response:
    return Response(dictionary())


@extend_schema(exclude=True)
@endpoint
def unknown(request: Request) -> Response:
    raise Http404


def _whole(request: Request, table: Table, key: str = "") -> Response:
    """A list that has no filters, in pages."""
    found = table.rows()
    return Response(by_number(request, Fields(request), found.count(), lambda a, b: _rows(table, found[a:b], key=key)))


def _hit(hit: Hit) -> dict[str, object]:
    about = hit.document
    excerpt = unescape(strip_tags(hit.excerpt))
    cells = (about.kind, about.title, settings.SITE_URL + hit.url, about.date.isoformat(), excerpt)
    return dict(zip(HIT, cells, strict=True))


def _rows(table: Table, things: Iterable[object], *, key: str = "", without: str = "") -> list[dict[str, object]]:
    """`key`: the column that the address of one entry is made of. `without`: a column that a list doesn't even read."""
    columns = [column for column in table.columns if column.name != without]
    rows = [{column.name: clean_cell(column.read(thing)) for column in columns} for thing in things]
    base = f"{settings.SITE_URL}/api/v1/{table.name}"
    return [row | {"self": f"{base}/{row[key]}/"} for row in rows] if key else rows
