"""For machines: an indicator with every value it ever had in public, and a panel with what it shows. Names after SDMX
where they fit."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils.translation import gettext as _

from .asof import AsOf
from .figures import Figure
from .models import Indicator, Panel, Vintage
from .panels import Block

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(indicator: Indicator, vintages: Iterable[Vintage], address: str, as_of: AsOf) -> dict[str, object]:
    """`address` is the site's own, before the path. Numbers are strings, so that nobody's floats round them."""
    about = _about(indicator, address) | as_of.as_dict()
    return about | {"values": [_plain(vintage, address) for vintage in vintages]}


def panel_as_json(panel: Panel, blocks: Iterable[Block], address: str, as_of: AsOf) -> dict[str, object]:
    """The figures in the order of the page; of each the value shown (null where only records give one), its target,
    and what the public records give beside it."""
    return {
        "title": panel.title,
        "intro": panel.intro,
        "is_sample": panel.is_sample,
        "url": address + panel.get_absolute_url(),
        **as_of.as_dict(),
        "figures": [{"chart": block.title, **_figure(figure, address)} for block in blocks for figure in block.figures],
    }


def _figure(figure: Figure, address: str) -> dict[str, object]:
    computed = figure.computed
    return _about(figure.indicator, address) | {
        "shown": figure.shown,
        "value": _plain(figure.vintage, address) if figure.vintage else None,
        "target": _plain(figure.target, address) if figure.target else None,
        "computed": None
        if computed is None
        else {
            "value": None if computed.value is None else f"{computed.value.normalize():f}",
            "note": computed.note,
            "url": address + computed.url if computed.url else "",
        },
        "overdue": figure.overdue,
    }


def _about(indicator: Indicator, address: str) -> dict[str, object]:
    return {
        "code": indicator.code,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "unit_measure": indicator.unit_measure,
        "unit_mult": indicator.unit_mult,
        "decimals": indicator.decimals,
        "kind": indicator.kind,
        "frequency": indicator.frequency,
        "compiling_org": indicator.compiling_org,
        "is_sample": indicator.is_sample,
        "url": address + indicator.get_absolute_url(),
    }


def _plain(vintage: Vintage, address: str) -> dict[str, object]:
    area = vintage.observation.ref_area
    return {
        "period": vintage.observation.period,
        "ref_area": area.code if area else "",
        "is_target": vintage.observation.is_target,
        "vintage": vintage.number,
        "value": None if vintage.value is None else f"{vintage.plain:f}",
        "text": vintage.text,
        "shown": vintage.shown,
        "qualifier": vintage.qualifier,
        "status": vintage.obs_status,
        "as_of": vintage.as_of,
        "is_reported": vintage.is_reported,
        "rank_total": vintage.rank_total,
        "rank_among": vintage.rank_among,
        "comparisons": [
            {
                "kind": row.kind,
                "value": None if row.value is None else f"{row.value.normalize():f}",
                "total": row.total,
                "base": row.base,
            }
            for row in vintage.comparisons.all()
        ],
        "source": vintage.source_name,
        "source_url": vintage.source_url,
        "note": vintage.note,
        "reason": vintage.reason,
        "published_at": vintage.first_published_at.isoformat(),
        "url": address + vintage.get_absolute_url(),
    }


def as_csv(vintages: Iterable[Vintage], address: str, as_of: AsOf) -> str:
    """A row a value under Chinese headings; begins with a BOM, else Excel takes it for GBK. The last column says of
    which day's ledger it is: today's where the address asked for none, or for nonsense."""
    head = [_("code"), _("indicator"), _("area"), _("period"), _("plan or target"), _("vintage"), _("value"), _("unit")]
    head += [
        _("as printed"),
        _("qualifier"),
        _("status of the value"),
        _("as of"),
        _("date of the report"),
        _("comparisons"),
    ]
    head += [_("source"), _("address of the source"), _("note"), _("reason"), _("first published at"), _("address")]
    return _table([*head, _("ledger of")], ([*_row(v, address), as_of.as_dict()["ledger_day"]] for v in vintages))


def panel_as_csv(blocks: Iterable[Block], address: str, as_of: AsOf) -> str:
    """The figures in the order of the page: the announced value, its target, and what the public records give."""
    head = [_("code"), _("indicator"), _("value"), _("unit"), _("as printed"), _("period"), _("status of the value")]
    head += [_("target"), _("computed from public records"), _("source"), _("address"), _("ledger of")]
    day = as_of.as_dict()["ledger_day"]
    figures = (figure for block in blocks for figure in block.figures)
    return _table(head, ([*_summary(figure, address), day] for figure in figures))


def _summary(figure: Figure, address: str) -> list[object]:
    target = figure.target.value if figure.target else None
    beside = figure.computed.value if figure.computed else None
    numbers = ["" if value is None else f"{value.normalize():f}" for value in (target, beside)]
    when = figure.when or figure.stood or figure.reported
    row = [figure.indicator.code, figure.title, figure.machine, figure.indicator.unit, figure.shown, when]
    return [*row, figure.status_word, *numbers, figure.source, address + figure.url]


def _row(v: Vintage, address: str) -> list[object]:
    place, indicator = v.observation, v.observation.indicator
    row = [indicator.code, indicator.name, place.ref_area or "", place.period, _("yes") if place.is_target else _("no")]
    row += [v.number, "" if v.value is None else f"{v.plain:f}", indicator.unit, v.shown]
    row += [v.get_qualifier_display(), v.get_obs_status_display(), v.as_of, _("yes") if v.is_reported else _("no")]
    row += ["；".join(comparison.said for comparison in v.comparisons.all()), v.source_name, v.source_url, v.note]
    return [*row, v.get_reason_display(), v.first_published_at.isoformat(), address + v.get_absolute_url()]


def _table(head: list[str], rows: Iterable[list[object]]) -> str:
    out = StringIO()
    table = csv.writer(out)
    table.writerow(head)
    for row in rows:
        table.writerow([_safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> object:
    """A cell that a spreadsheet would run becomes text; a plain negative number stays one."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal() else cell
