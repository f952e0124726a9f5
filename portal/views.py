"""Pages that know everything: home, health, what machines read, errors."""

import sys

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.lib.language import is_english
from portal.publishing.lookup import OnlyChinese
from portal.site.models import SiteSettings

from . import away
from . import home as front
from .sitemaps import entries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", front.parts(request))


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers and watchers: 200 "ok", or 503 with what is ill and what to do. Writes nothing."""
    if ill := trouble():
        return HttpResponse(f"{ill}\n", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def trouble() -> str:
    """What keeps the portal from answering, with the remedy; "" when nothing does."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return gettext("Database: it can't be reached. See that it runs and that DATABASE_URL is right.")
    if waiting:
        text = gettext("Database: %(count)s migrations are not applied. Run: manage.py migrate")
        return text % {"count": len(waiting)}
    return ""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /elder/",
        "Disallow: /en/elder/",
        "Disallow: /go/",
        "Disallow: /en/go/",
        "Disallow: /*/seen.gif$",  # pictures that count readers and searches
        "Disallow: /search/asked.gif",
        "Disallow: /en/search/asked.gif",
        "Disallow: /search/suggest/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    return render(request, "sitemap.xml", {"entries": entries(request)}, content_type="application/xml; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Under /en/ what can only be read in Chinese says so, and leads there."""
    chinese = exception.address if isinstance(exception, OnlyChinese) else ""
    return render(request, "404.html", {"is_error": True, "chinese": chinese}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    if away.note(sys.exception()):
        return away.unavailable(request)
    # Without the request: the context of ordinary pages asks the database, which may be what broke.
    words = {"notice": SiteSettings.last_notice(), "is_english": is_english()}
    return HttpResponse(render_to_string("500.html", words), status=500)
