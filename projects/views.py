from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.lib.paging import nearest_page
from portal.site.models import Column
from portal.site.navigation import Navigation

from .exports import WRITERS
from .facets import Board
from .feeds import project_feed
from .filters import SORTS, ProjectFilter
from .listing import rows
from .record import Record, find_project

PAGE_SIZE = 20


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    asked = ProjectFilter.of(request)
    board = Board(asked)
    page = _page(asked, board.totals.count, request)
    context = {
        "asked": asked,
        "totals": board.totals,
        "facets": board.facets(),
        "page_obj": page,
        "rows": rows(page.object_list),
        "sorts": [(word, asked.address(sort=[key]), key == asked.order) for key, (word, _by) in SORTS.items()],
        "column": _column(request),
    }
    return render(request, "projects/project_list.html", context)


@require_safe
def project_export(request: HttpRequest, form: str) -> HttpResponse:
    response = WRITERS[form](rows(ProjectFilter.of(request).qs))
    response["Content-Disposition"] = f'attachment; filename="projects.{form}"'
    return response


@require_safe
def project_feed_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(project_feed(ProjectFilter.of(request)), content_type="application/atom+xml; charset=utf-8")


@require_safe
def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    project = find_project(code)
    context = {"project": project, "record": Record(project), "column": _column(request)}
    return render(request, "projects/project_detail.html", context)


def _page(asked: ProjectFilter, count: int, request: HttpRequest) -> Page:
    """The page asked for or the nearest one, which `asked.ignored` then says. The board has counted already."""
    pages = Paginator(asked.qs, PAGE_SIZE)
    pages.count = count
    page, message = nearest_page(pages, request.GET.get("page", ""))
    if message:
        asked.ignored.append(message)
    return page


def _column(request: HttpRequest) -> Column | None:
    """The column that the META tags name."""
    trail = Navigation.of(request).trail
    return trail[-1].column if trail and trail[-1].column.kind == "projects" else None
