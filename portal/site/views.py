from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render

from portal.lib.language import local
from portal.publishing.lookup import find_readable, refuse_foreign

from .kinds import KINDS
from .models import Column, Page, Redirect
from .navigation import Navigation


def column(request: HttpRequest, path: str) -> HttpResponse:
    """The last pattern of all: a column of the tree by its path, else a redirect, else 404."""
    if "\0" in path:
        raise Http404  # PostgreSQL refuses to look for it
    address = f"/{path}/"
    found = Column.objects.filter(path=address, is_visible=True).first()
    if found:
        refuse_foreign(found)
    if found and found.kind == "link" and found.link:
        return HttpResponseRedirect(found.get_absolute_url())
    if found and found.kind in KINDS and (view := KINDS[found.kind].view):
        return view(request, found)
    asked = f"{address}?{query}" if (query := request.META.get("QUERY_STRING", "")) else address
    if moved := Redirect.objects.filter(old_path__in={address, asked}).order_by("-old_path").first():
        return HttpResponsePermanentRedirect(local(moved.new_path))
    raise Http404


def page_column(request: HttpRequest, column: Column) -> HttpResponse:
    page = find_readable(Page.objects.select_related("column"), column=column)
    trail = Navigation.of(request).trail
    beside = trail[-2] if len(trail) > 1 and len(trail[-2].children) > 1 else None
    return render(request, "site/page_detail.html", {"page": page, "column": column, "beside": beside})


def has_page() -> Exists:
    return Exists(Page.objects.published().filter(column=OuterRef("pk")))


def newest_page() -> Subquery:
    return Subquery(Page.objects.published().filter(column=OuterRef("pk")).values("updated_at")[:1])


def sitemap_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/sitemap.html")
