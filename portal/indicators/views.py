"""Public pages and files of the ledger. All but the list of panels take `?as_of=`."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.publishing.lookup import Gone, find_readable, refuse_foreign

from . import exports, panels, printed
from .asof import AsOf
from .behind import Behind
from .current import newest_ids
from .drawings import history
from .figures import Figure
from .linked import dataset
from .measures import Records
from .models import Indicator, Panel, Vintage


@require_safe
def panel_list(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/panel_list.html", {"entries": panels.overview()})


@require_safe
def panel_detail(request: HttpRequest, slug: str) -> HttpResponse:
    as_of = AsOf.of(request)
    panel = find_readable(Panel.objects.all(), slug=slug)
    context = panels.page_context(panel, panels.items_of(panel), as_of)
    return render(request, "indicators/panel_detail.html", context | {"data": dataset(panel, context["changed_at"])})


@require_safe
def panel_csv(request: HttpRequest, slug: str) -> HttpResponse:
    as_of = AsOf.of(request)
    panel = find_readable(Panel.objects.all(), slug=slug)
    blocks = panels.blocks(panels.items_of(panel), as_of.at)
    return _csv(exports.panel_as_csv(blocks, settings.SITE_URL, as_of), slug)


@require_safe
def panel_json(request: HttpRequest, slug: str) -> HttpResponse:
    as_of = AsOf.of(request)
    panel = find_readable(Panel.objects.all(), slug=slug)
    blocks = panels.blocks(panels.items_of(panel), as_of.at)
    return _json(exports.panel_as_json(panel, blocks, settings.SITE_URL, as_of))


@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    as_of = AsOf.of(request)
    indicator, vintages = _public_indicator(code, as_of)
    figure = Figure.of(vintages, indicator, None if as_of.day else Records(sample=indicator.is_sample))
    if figure.is_empty and not as_of.day:
        raise Http404
    refuse_foreign(indicator)
    # A measure that nobody announced is as old as its definition.
    defined = indicator.history.order_by("history_date").values_list("history_date", flat=True)
    changed_at = max((v.first_published_at for v in vintages), default=None) or defined.first()
    context = {
        "indicator": indicator,
        "data": dataset(indicator, changed_at),
        "figure": figure,
        "vintages": vintages,
        "current_ids": newest_ids(vintages),
        "chart": history(figure),
        "behind": None if as_of.day else Behind.of(figure),
        "changed_at": changed_at,
        "printed": [] if as_of.day else printed.of_indicator(indicator),
        "as_of": as_of,
    }
    return render(request, "indicators/indicator_detail.html", context)


@require_safe
def value_detail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One figure: an indicator in one period, for ever at this address."""
    as_of = AsOf.of(request)
    indicator = get_object_or_404(Indicator, code=code, is_public=True)
    every = Vintage.objects.published().of(indicator)
    known = _at(key, every)
    if not known:
        raise _absence(indicator, key)
    refuse_foreign(indicator)
    vintages = _of_day(known, as_of)
    figure = Figure.at(vintages, _of_day(every, as_of)) if vintages else None
    here = known[0].observation.get_absolute_url()
    context = {"indicator": indicator, "figure": figure, "vintages": vintages, "as_of": as_of, "here": here}
    context["current_ids"] = newest_ids(vintages)
    context["printed"] = [] if as_of.day else printed.of_value(known[0].observation)
    return render(request, "indicators/value_detail.html", context)


@require_safe
def indicator_csv(request: HttpRequest, code: str) -> HttpResponse:
    as_of = AsOf.of(request)
    _indicator, vintages = _public_indicator(code, as_of)
    return _csv(exports.as_csv(vintages, settings.SITE_URL, as_of), code)


@require_safe
def indicator_json(request: HttpRequest, code: str) -> HttpResponse:
    as_of = AsOf.of(request)
    indicator, vintages = _public_indicator(code, as_of)
    return _json(exports.as_json(indicator, vintages, settings.SITE_URL, as_of))


def _public_indicator(code: str, as_of: AsOf) -> tuple[Indicator, list[Vintage]]:
    """The indicator and its published values, or those of the day asked for, the newest period first. 404 for an
    internal one, as if it had never been, and for one that has nothing but drafts today."""
    vintages = Vintage.objects.published().of(code)
    known = vintages[0].observation.indicator if vintages else None
    indicator = known or get_object_or_404(Indicator, code=code, is_public=True)
    if not vintages and not indicator.measure:
        raise Http404
    return indicator, _of_day(vintages, as_of)


def _of_day(vintages: list[Vintage], as_of: AsOf) -> list[Vintage]:
    return [v for v in vintages if as_of.at is None or v.first_published_at < as_of.at]


def _at(key: str, vintages: list[Vintage]) -> list[Vintage]:
    return [vintage for vintage in vintages if vintage.observation.key == key]


def _absence(indicator: Indicator, key: str) -> Exception:
    """Gone where a value stood that was withdrawn; else as if nothing had ever stood there."""
    gone = _at(key, Vintage.objects.gone().of(indicator))
    return Gone(gone[0].withdrawal_reason) if gone else Http404()


def _csv(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _json(data: dict[str, object]) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
