"""The page of what is read most, and the picture that counts a reader."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from portal.lib.clients import is_machine
from portal.lib.pixel import pixel
from portal.site.navigation import Navigation

from .models import Article, Visit
from .readers import PERIODS, most_read, visitor_of

SHOWN = 20


@require_safe
def ranking_page(request: HttpRequest) -> HttpResponse:
    """`?period=` one of PERIODS (else seven days), `?column=` the address of a column with articles in it or below."""
    columns = [node.column for top in Navigation.of(request).top for node in top.walk()]
    columns = [column for column in columns if column.kind in ("articles", "list")]
    period = request.GET.get("period") if request.GET.get("period") in PERIODS else "7d"
    chosen = next((column for column in columns if column.path == request.GET.get("column")), None)
    context = {
        "articles": most_read(period, chosen, SHOWN),
        "period": period,
        "periods": PERIODS.items(),
        "chosen": chosen,
        "columns": columns,
    }
    return render(request, "news/ranking.html", context)


@never_cache
@require_GET
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """A transparent picture; asking for it counts the visitor as a reader of a public article (not when a program asks)."""
    article = Article.objects.published().filter(pk=pk).only("pk").first()
    if article is None:
        raise Http404
    if not is_machine(request):
        Visit.note(article, visitor_of(request))
    return pixel()
