from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render

from portal.publishing.lookup import find_readable

from .kinds import KINDS
from .models import Column, Page, Redirect


def column(request: HttpRequest, path: str) -> HttpResponse:
    """The last pattern of all: a column of the tree by its path, else a redirect, else 404."""
    address = f"/{path}/"
    found = Column.objects.filter(path=address, is_visible=True).first()
    if found and found.kind == "link" and found.link:
        return HttpResponseRedirect(found.link)
    if found and found.kind in KINDS and (view := KINDS[found.kind].view):
        return view(request, found)
    if moved := Redirect.objects.filter(old_path=address).first():
        return HttpResponsePermanentRedirect(moved.new_path)
    raise Http404


def page_column(request: HttpRequest, column: Column) -> HttpResponse:
    page = find_readable(Page.objects.select_related("column"), column=column)
    return render(request, "site/page_detail.html", {"page": page, "column": column})


def filled_pages() -> set[int]:
    return set(Page.objects.published().values_list("column_id", flat=True))


def sitemap_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/sitemap.html")
