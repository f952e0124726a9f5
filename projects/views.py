from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.site.models import Column
from portal.site.navigation import Navigation

from .bulletin import Bulletin
from .exports import FORMS, as_file
from .facets import Board
from .feeds import project_feed
from .filters import ProjectFilter
from .layouts import lay_out
from .linked import project_data
from .record import Record, find_project
from .wording import Heading


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    asked = ProjectFilter.of(request)
    board = Board(asked)
    column = _column(request)
    context = {
        "asked": asked,
        "totals": board.totals,
        "facets": board.facets(),
        "heading": Heading(asked, board.totals, column),
        "column": column,
    } | lay_out(board, request.GET.get("page", ""))
    name = "project_print" if asked.layout == "print" else "project_list"
    return render(request, f"projects/{name}.html", context)


@require_safe
def project_export(request: HttpRequest, form: str) -> HttpResponseBase:
    asked = ProjectFilter.of(request)
    if response := as_file(asked, form):
        return response
    context = {"asked": asked, "form": form, "forms": FORMS, "most": FORMS[form].most, "column": _column(request)}
    return render(request, "projects/too_many.html", context, status=422)


@require_safe
def project_feed_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(project_feed(ProjectFilter.of(request)), content_type="application/atom+xml; charset=utf-8")


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    context = {"bulletin": Bulletin.of(request), "column": _column(request)}
    return render(request, "projects/statistics.html", context)


@require_safe
def statistics_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(Bulletin.of(request).as_dict(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    project = find_project(code)
    record = Record(project)
    context = {"project": project, "record": record, "column": _column(request), "data": project_data(project, record)}
    return render(request, "projects/project_detail.html", context)


def _column(request: HttpRequest) -> Column | None:
    """The column that the META tags name."""
    trail = Navigation.of(request).trail
    return trail[-1].column if trail and trail[-1].column.kind == "projects" else None
