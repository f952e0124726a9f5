"""What stands on a panel, in order: figures with their charts. Every page asks for values and records once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import F, QuerySet

from portal.lib.charts import Chart

from .asof import AsOf
from .drawings import draw
from .figures import Figure, figures_of
from .measures import Records
from .models import Indicator, Panel, PanelItem


@dataclass(frozen=True)
class Block:
    """Figures that stand together: in one chart or table under its title, or (no title, no chart) as numbers side by
    side."""

    title: str
    figures: tuple[Figure, ...]
    chart: Chart | None = None
    is_table: bool = False


def items_of(panel: Panel) -> list[PanelItem]:
    """What the panel may show, in order. One query."""
    return list(_items(PanelItem.objects.filter(panel=panel)).select_related("indicator", "ref_area"))


def blocks(items: Sequence[PanelItem], at: datetime | None = None) -> list[Block]:
    """`items` from top to bottom, or as the ledger stood before `at`. At most four queries: values with comparisons,
    and two over the records; more only where measures of years are shown."""
    figures = figures_of([(item.indicator, item.period, item.ref_area) for item in items], _records(), at)
    pairs = [(item, figure) for item, figure in zip(items, figures, strict=True) if not figure.is_empty]
    found: list[Block] = []
    for title, group in groupby(pairs, key=lambda pair: _chart_title(pair[0])):
        members = list(group)
        together = tuple(figure for _item, figure in members)
        display = members[0][0].display
        chart = draw(display, title, together) if title else None
        chart = chart and replace(chart, id=f"chart-{len(found) + 1}")  # its own is no longer unique if shown twice
        is_table = display == PanelItem.Display.TABLE
        found.append(Block(title if members[0][0].chart or is_table else "", together, chart, is_table))
    return _joined(found)


def page_context(panel: Panel, items: Sequence[PanelItem], as_of: AsOf) -> dict[str, object]:
    """Everything that the panel's page shows, whoever may see it (the public address and the live look)."""
    found = blocks(items, as_of.at)
    return {
        "panel": panel,
        "blocks": found,
        "compares": any(figure.beside for block in found for figure in block.figures),
        "changed_at": changed_at(panel, found),
        "as_of": as_of,
    }


def changed_at(panel: Panel, blocks: list[Block]) -> datetime | None:
    """When the last of the values shown was published; the panel itself where it has none."""
    vintages = [figure.vintage for block in blocks for figure in block.figures if figure.vintage]
    return max((vintage.first_published_at for vintage in vintages), default=panel.first_published_at)


def _chart_title(item: PanelItem) -> str:
    """A chart without a title of its own is named after its indicator; a number needs no chart."""
    if item.chart or item.display == PanelItem.Display.NUMBER:
        return item.words.chart
    return item.indicator.title


def _joined(found: list[Block]) -> list[Block]:
    """Neighbouring numbers without a heading of their own form one block."""
    out: list[Block] = []
    for block in found:
        plain = not (block.title or block.chart or block.is_table)
        if plain and out and not (out[-1].title or out[-1].chart or out[-1].is_table):
            out[-1] = Block("", out[-1].figures + block.figures)
        else:
            out.append(block)
    return out


def _items(items: QuerySet[PanelItem]) -> QuerySet[PanelItem]:
    """What may be shown: internal indicators never, invented ones on a panel that says so, and nothing else there."""
    same_kind = {"indicator__is_public": True, "indicator__is_sample": F("panel__is_sample")}
    return items.filter(Indicator.language_q("indicator__"), **same_kind)


def _public_items() -> QuerySet[PanelItem]:
    items = _items(PanelItem.objects.filter(panel__in=Panel.objects.published()))
    return items.select_related("panel", "indicator", "ref_area")


def _records() -> dict[bool, Records]:
    return {False: Records(), True: Records(sample=True)}


def key_figures(limit: int = 6) -> list[Figure]:
    """The zone's main announced figures, for the home page: of published panels, in their order. Two queries."""
    items = _public_items().filter(is_key=True, panel__is_sample=False)
    items = items.order_by("panel__position", "panel", "position", "pk")
    pairs = list({item.indicator_id: (item.indicator, item.period, item.ref_area) for item in items}.values())
    return [figure for figure in figures_of(pairs, {}, compared=False) if not figure.is_empty][:limit]


@dataclass(frozen=True)
class Entry:
    """A panel in the list of panels with the figures that stand for it."""

    panel: Panel
    figures: tuple[Figure, ...]
    count: int


def overview(most: int = 4) -> list[Entry]:
    """Published panels that have something to show, each with up to `most` figures, key ones first. Four queries."""
    items = list(_public_items().order_by("panel__position", "panel", "-is_key", "position", "pk"))
    figures = figures_of([(i.indicator, i.period, i.ref_area) for i in items], _records(), compared=False)
    by_panel: dict[Panel, list[Figure]] = {}
    for item, figure in zip(items, figures, strict=True):
        found = by_panel.setdefault(item.panel, [])
        if not figure.is_empty and not (figure.vintage and figure.vintage in [one.vintage for one in found]):
            found.append(figure)
    return [Entry(panel, tuple(found[:most]), len(found)) for panel, found in by_panel.items() if found]
