from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from portal.lib.language import bare
from portal.publishing.lookup import OnlyChinese, find_readable

from . import exports, panels
from .drawings import history
from .figures import Figure
from .measures import Records
from .models import Indicator, Panel, Vintage


def panel_list(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/panel_list.html", {"entries": panels.overview()})


def panel_detail(request: HttpRequest, slug: str) -> HttpResponse:
    panel = find_readable(Panel.objects.all(), slug=slug)
    blocks = panels.blocks(panel)
    context = {
        "panel": panel,
        "blocks": blocks,
        "compares": any(figure.beside for block in blocks for figure in block.figures),
        "changed_at": panels.changed_at(panel, blocks),
    }
    return render(request, "indicators/panel_detail.html", context)


def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    indicator, vintages = _public_indicator(code)
    figure = Figure.of(vintages, indicator, Records(sample=indicator.is_sample))
    if figure.is_empty:
        raise Http404
    if indicator.is_foreign:
        raise OnlyChinese(bare(indicator.get_absolute_url()))
    context = {
        "indicator": indicator,
        "figure": figure,
        "vintages": vintages,
        "chart": history(figure),
        "changed_at": max((v.first_published_at for v in vintages), default=None),
        "articles": indicator.articles.published().for_list()[:20],
    }
    return render(request, "indicators/indicator_detail.html", context)


def indicator_csv(request: HttpRequest, code: str) -> HttpResponse:
    text = exports.as_csv(*_public_indicator(code))
    headers = {"Content-Disposition": f'attachment; filename="{code}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def indicator_json(request: HttpRequest, code: str) -> HttpResponse:
    data = exports.as_json(*_public_indicator(code), settings.SITE_URL)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _public_indicator(code: str) -> tuple[Indicator, list[Vintage]]:
    """The indicator and all its published values, the newest period first. 404 for an internal one, as if it had
    never been, and for one that has nothing but drafts."""
    indicator = get_object_or_404(Indicator, code=code, is_public=True)
    vintages = indicator.published_values()
    if not vintages and not indicator.measure:
        raise Http404
    return indicator, vintages
