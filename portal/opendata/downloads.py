"""Files of the open data, and the pages about it."""

from collections.abc import Iterator
from itertools import chain, islice

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from portal.lib.tabular import as_array, as_csv, as_xlsx

from . import bulk, oc4ids
from .api import endpoint
from .describe import schema
from .tables import TABLES, dictionary

MOST_XLSX = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@extend_schema(exclude=True)
@endpoint
def bulk_file(request: Request, name: str) -> HttpResponseBase:
    if name == "open-data.zip":
        return _sent(bulk.archive(), "application/zip", name)
    if name not in (known := bulk.files()):
        raise Http404
    kind = "text/plain; charset=utf-8" if name.endswith(".txt") else "application/json"
    return _sent(known[name](), "application/x-ndjson" if name.endswith(".jsonl") else kind, name)


@extend_schema(exclude=True)
@endpoint
def oc4ids_json(request: Request) -> HttpResponseBase:
    return _sent(oc4ids.package(), "application/json", "oc4ids.json")


@extend_schema(exclude=True)
@endpoint
def schema_json(request: Request) -> HttpResponse:
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    paths = [(path, about["get"]) for path, about in schema()["paths"].items() if "get" in about]
    context = {"paths": paths, "dictionary": dictionary(), "licence": settings.OPEN_DATA_LICENCE}
    return render(request, "opendata/docs.html", context)


@extend_schema(exclude=True)
@endpoint
def table_file(request: Request, name: str, form: str) -> HttpResponseBase:
    """A whole list as one file, sent as it is written."""
    table, rows = TABLES[name], TABLES[name].rows()
    if form == "xlsx" and rows[: MOST_XLSX + 1].count() > MOST_XLSX:
        words = _("This list is too long for a workbook (%(most)s rows); take the CSV or the bulk download.")
        return JsonResponse({"detail": words % {"most": MOST_XLSX}}, status=422)
    cells = table.cells(table.each(rows))
    writers = {
        "csv": lambda: (as_csv(table.headers(), cells), "text/csv; charset=utf-8"),
        "xlsx": lambda: (as_xlsx(str(table.title), table.headers(), cells), XLSX),
        "json": lambda: (as_array(table.names, cells), "application/json"),
    }
    return _sent(*writers[form](), f"{name}.{form}")


def _sent(chunks: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    # Heads and first row are made before anything is promised: a fault is told, and no broken file begins.
    start = list(islice(chunks, 2))
    response = StreamingHttpResponse(chain(start, chunks), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
