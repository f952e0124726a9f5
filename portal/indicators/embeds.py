"""A figure, and a panel with its main figures, in the body of an article."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.site.embeds import Choice, Kind

from .figures import Figure, figures_of, in_order
from .models import Indicator, Panel, PanelItem, Vintage

MOST = 20
ON_A_PANEL = 4
PLACE = ("panel_id", "position", "panel__title", "is_key", "indicator_id", "panel__slug", "period")


def find_figure(request: HttpRequest, query: str) -> Iterable[Choice]:
    values = Vintage.objects.published().current().filter(observation__indicator__is_public=True)
    indicators = Indicator.objects.filter(is_public=True, pk__in=values.values("observation__indicator"))
    for word in query.split():
        indicators = indicators.filter(name__icontains=word) | indicators.filter(code__iexact=word)
    return [Choice(one.pk, one.name, one.code) for one in indicators.order_by("name")[:MOST]]


def render_figure(ids: list[int], known: dict[int, object]) -> dict[int, str]:
    """`known`: Figure by the id of its indicator. Two queries, none when the page knows them all."""
    missing = [pk for pk in ids if pk not in known]
    indicators = Indicator.objects.filter(pk__in=missing, is_public=True) if missing else []
    found: dict[int, Figure] = known | {
        f.indicator.pk: f for f in figures_of([(i, "") for i in indicators], {}, compared=False)
    }
    return {
        pk: render_to_string("indicators/_embed_figure.html", {"figure": found[pk]})
        for pk in ids
        if found.get(pk) and not found[pk].is_empty
    }


def find_panel(request: HttpRequest, query: str) -> Iterable[Choice]:
    panels = Panel.objects.published().order_by("position")
    for word in query.split():
        panels = panels.filter(title__icontains=word)
    return [Choice(panel.pk, panel.title) for panel in panels[:MOST]]


def places_on(panels: list[int]) -> QuerySet:
    """Where public indicators stand on the published ones of `panels`; read as PLACE."""
    published = Panel.objects.published().filter(pk__in=panels)
    items = PanelItem.objects.filter(panel__in=published, ref_area=None, indicator__is_public=True)
    return items.filter(panel__is_sample=F("indicator__is_sample")).order_by()


def filled(places: Iterable[tuple], values: dict[int, list[Vintage]]) -> dict[int, tuple[Panel, list[Figure]]]:
    """Panel id -> the panel with up to four announced figures, key ones first. `places`: rows of PLACE; `values`: current
    public values by indicator."""
    panels: dict[int, tuple[Panel, list[Figure]]] = {}
    for pk, _position, title, _is_key, indicator, slug, period in sorted(places, key=_rank):
        if found := values.get(indicator):
            of = found[0].observation.indicator
            panel = Panel(pk=pk, title=title, slug=slug, is_sample=of.is_sample)
            figure, shown = Figure(of, tuple(in_order(found)), period), panels.setdefault(pk, (panel, []))[1]
            is_new = figure.vintage not in [one.vintage for one in shown]  # a panel may draw one value twice
            if not figure.is_empty and is_new and len(shown) < ON_A_PANEL:
                shown.append(figure)
    return panels


def _rank(place: tuple) -> tuple:
    panel, position, _title, is_key, indicator, _slug, period = place
    return panel, not is_key, position, indicator, period


def render_panel(ids: list[int], known: dict[int, object]) -> dict[int, str]:
    """`known`: what `filled` gives. Two queries, none when the page knows them all."""
    missing = [pk for pk in ids if pk not in known]
    places = list(places_on(missing).values_list(*PLACE)) if missing else []
    values: dict[int, list[Vintage]] = {}
    if places:
        current = Vintage.objects.published().current().filter(observation__ref_area=None)
        of = current.filter(observation__indicator__in={place[PLACE.index("indicator_id")] for place in places})
        for value in of.select_related("observation__indicator"):
            values.setdefault(value.observation.indicator_id, []).append(value)
    panels = known | filled(places, values)
    return {
        pk: render_to_string("indicators/_embed_panel.html", {"panel": panels[pk][0], "figures": panels[pk][1]})
        for pk in ids
        if panels.get(pk) and panels[pk][1]
    }


FIGURE = Kind(_("Single figure"), find_figure, render_figure)
PANEL = Kind(_("Panel of figures"), find_panel, render_panel)
