from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_safe

from portal.lib.clients import is_machine
from portal.lib.language import is_english
from portal.lib.pixel import pixel

from . import hints, hot
from .asked import Asked
from .feeds import search_feed
from .results import Results
from .sources import public_documents


@cache_control(private=True, max_age=0)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request)
    results = Results(asked)
    is_first = not asked.is_narrow and not asked.is_sample and results.page.number == 1
    context = {
        "asked": asked,
        "results": results,
        "page_obj": results.page,
        "hits": list(results.page),
        "promoted": results.promoted() if results.page.number == 1 and not is_english() else [],
        "meant": hints.meant(results.query, public_documents()) if results.query and not results.all_total else "",
        "hot": [] if is_english() else hot.hot_terms(),
        "ticket": hot.ticket(results.query.given, results.total)
        if results.query and is_first and not is_english()
        else "",
    }
    return render(request, "search/search.html", context)


@never_cache
@require_GET
def counted(request: HttpRequest) -> HttpResponse:
    """The picture in a page of results. Programs aren't counted."""
    if not is_machine(request) and not hot.redeem(request.GET.get("of", ""), request):
        raise Http404
    return pixel()


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(search_feed(Asked.of(request)), content_type="application/atom+xml; charset=utf-8")


@cache_control(max_age=60)
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    q = Asked.of(request).q
    found = hints.suggestions(q, public_documents()) if q else []
    return JsonResponse({"q": q, "suggestions": found}, json_dumps_params={"ensure_ascii": False})
