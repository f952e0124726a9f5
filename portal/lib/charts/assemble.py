"""From drawings to a Chart: identity, the line under the title, description, table."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from .scale import PER_CENT, with_unit
from .shapes import Cell, Chart, Drawing, Point, Row, Table
from .text import clean

SPOKEN = 12  # values read out in the description; the table has them all


class About(TypedDict, total=False):
    """What every chart may say of itself under its title.

    `note` is a short remark such as "示例"; `chart_id` an id unique on the page,
    needed only when the same chart is shown twice.
    """

    period: str
    source: str
    note: str
    chart_id: str


def assemble(
    kind: str, title: str, unit: str, drawings: tuple[Drawing, Drawing], table: Table, desc: str, **about: Unpack[About]
) -> Chart:
    """Put a Chart together; the id is derived from what the chart shows."""
    title = clean(title)
    meta = [_("Unit: %(unit)s") % {"unit": unit}] if unit else []
    meta += [about[key] for key in ("period", "note") if about.get(key)]
    if about.get("source"):
        meta.append(_("Source: %(source)s") % {"source": about["source"]})
    seed = repr((kind, title, meta, table)).encode("utf-8", "replace")
    chart_id = about.get("chart_id") or f"chart-{blake2b(seed, digest_size=4).hexdigest()}"
    return Chart(chart_id, kind, title, tuple(map(clean, meta)), clean(desc), *drawings, table)


def value_of(point: Point) -> str:
    """The value as printed, or the word for a missing one."""
    return clean(point.shown) or _("No data")


def tip(label: str, point: Point, unit: str) -> str:
    """Hover text of one mark: label, value with its unit, note."""
    value = value_of(point)
    if point.value is not None and unit and not value.endswith(unit):
        apart = " " if unit[0].isascii() or unit[0] == "×" else ""
        value = with_unit(value, unit) if unit in PER_CENT else f"{value}{apart}{unit}"
    text = _("%(label)s: %(value)s") % {"label": label, "value": value}
    return clean(f"{text} · {point.note}" if point.note else text)


def listed(points: Sequence[Point], unit: str) -> str:
    """The description of charts that are lists: every value in words, up to SPOKEN."""
    text = _("; ").join(tip(point.label, point, unit) for point in points[:SPOKEN])
    return text + "…" if len(points) > SPOKEN else text


def value_heading(unit: str, name: str = "") -> str:
    """Heading of a column of values, with the unit."""
    name = clean(name) or _("Value")
    return _("%(name)s (%(unit)s)") % {"name": name, "unit": clean(unit)} if unit else name


def caption(title: str, period: str = "") -> str:
    """Title and period: a table must make sense when it is read on its own."""
    return " · ".join(filter(None, (clean(title), clean(period))))


def point_table(
    title: str, unit: str, points: Sequence[Point], period: str = "", extra: tuple[str, Sequence[str]] | None = None
) -> Table:
    """One row a point: label, value, an `extra` column (heading, texts), notes if there are any."""
    columns = [_("Category"), value_heading(unit)]
    columns += [extra[0]] if extra else []
    noted = any(point.note for point in points)
    columns += [_("Note")] if noted else []
    rows = []
    for index, point in enumerate(points):
        cells = [Cell(value_of(point), point.url)]
        cells += [Cell(extra[1][index])] if extra else []
        cells += [Cell(clean(point.note))] if noted else []
        rows.append(Row(clean(point.label), tuple(cells)))
    return Table(caption(title, period), tuple(columns), tuple(rows))
