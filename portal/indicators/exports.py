"""An indicator with every value it ever had in public, for machines."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils.translation import gettext as _

from .models import Indicator, Vintage

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(indicator: Indicator, vintages: Iterable[Vintage], address: str) -> dict[str, object]:
    """`address` is the site's own, before the path. Numbers are strings, so that nobody's floats round them."""
    return {
        "code": indicator.code,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "kind": indicator.kind,
        "frequency": indicator.frequency,
        "is_sample": indicator.is_sample,
        "url": address + indicator.get_absolute_url(),
        "values": [_plain(vintage) for vintage in vintages],
    }


def _plain(vintage: Vintage) -> dict[str, object]:
    return {
        "period": vintage.observation.period,
        "is_target": vintage.observation.is_target,
        "vintage": vintage.number,
        "value": None if vintage.value is None else f"{vintage.plain:f}",
        "text": vintage.text,
        "shown": vintage.shown,
        "qualifier": vintage.qualifier,
        "status": vintage.obs_status,
        "as_of": vintage.as_of,
        "rank": vintage.place,
        "rank_total": vintage.rank_total,
        "rank_among": vintage.rank_among,
        "ratio": None if vintage.ratio is None else f"{vintage.ratio.normalize():f}",
        "ratio_base": vintage.ratio_base,
        "source": vintage.source_name,
        "source_url": vintage.source_url,
        "note": vintage.note,
        "reason": vintage.reason,
        "published_at": vintage.first_published_at.isoformat(),
    }


def as_csv(indicator: Indicator, vintages: Iterable[Vintage]) -> str:
    """The same as rows under Chinese headings; begins with a BOM, else Excel takes it for GBK."""
    out = StringIO()
    table = csv.writer(out)
    head = [_("code"), _("indicator"), _("period"), _("plan or target"), _("vintage"), _("value"), _("unit")]
    head += [_("as printed"), _("qualifier"), _("status of the value"), _("as of"), _("source")]
    table.writerow([*head, _("address of the source"), _("note"), _("reason"), _("first published at")])
    for v in vintages:
        row = [indicator.code, indicator.name, v.observation.period, _("yes") if v.observation.is_target else _("no")]
        row += [v.number, "" if v.value is None else f"{v.plain:f}", indicator.unit, v.shown]
        row += [v.get_qualifier_display(), v.get_obs_status_display(), v.as_of, v.source_name, v.source_url, v.note]
        row += [v.get_reason_display(), v.first_published_at.isoformat()]
        table.writerow([_safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> object:
    """A cell that a spreadsheet would run becomes text; a plain negative number stays one."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal() else cell
