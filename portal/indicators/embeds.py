"""A figure, and a panel with its main figures, in the body of an article."""

from collections.abc import Iterable

from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.site.embeds import Choice, Kind

from .figures import Figure, figures_of, in_order
from .models import Indicator, Panel, Vintage

MOST = 20
ON_A_PANEL = 4


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
        if pk in found and not found[pk].is_empty
    }


def find_panel(request: HttpRequest, query: str) -> Iterable[Choice]:
    panels = Panel.objects.published().order_by("position")
    for word in query.split():
        panels = panels.filter(title__icontains=word)
    return [Choice(panel.pk, panel.title) for panel in panels[:MOST]]


def render_panel(ids: list[int], known: dict[int, object]) -> dict[int, str]:
    """The title with up to four announced figures, key ones first. One query, however many panels: it asks for the
    values and learns with each on which panel it stands."""
    item = "observation__indicator__panel_items"
    values = Vintage.objects.published().current().filter(
        observation__indicator__is_public=True, observation__ref_area=None,
        **{f"{item}__ref_area": None},
        **{f"{item}__panel__in": Panel.objects.published().filter(pk__in=ids)},
        **{f"{item}__panel__is_sample": F("observation__indicator__is_sample")},
    )  # fmt: skip
    told = {name: F(f"{item}__{name}") for name in ("position", "is_key", "period")}
    told |= {f"panel_{name}": F(f"{item}__panel__{name}") for name in ("pk", "title", "slug", "is_sample")}
    places: dict[tuple, list[Vintage]] = {}
    for value in values.annotate(**told).select_related("observation__indicator"):
        rank = (value.panel_pk, not value.is_key, value.position, value.observation.indicator_id, value.period)
        places.setdefault(rank, []).append(value)
    panels: dict[int, tuple[Panel, list[Figure]]] = {}
    for rank, found in sorted(places.items()):
        first = found[0]
        panel = Panel(pk=rank[0], title=first.panel_title, slug=first.panel_slug, is_sample=first.panel_is_sample)
        figure = Figure(first.observation.indicator, tuple(in_order(found)), rank[-1])
        shown = panels.setdefault(rank[0], (panel, []))[1]
        if not figure.is_empty and len(shown) < ON_A_PANEL:
            shown.append(figure)
    return {
        pk: render_to_string("indicators/_embed_panel.html", {"panel": panel, "figures": shown})
        for pk, (panel, shown) in panels.items()
        if shown
    }


FIGURE = Kind(_("Single figure"), find_figure, render_figure)
PANEL = Kind(_("Panel of figures"), find_panel, render_panel)
