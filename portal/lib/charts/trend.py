"""Lines over time: gaps where a value is missing, names and last values at the line ends."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Unpack

from django.utils.translation import gettext as _

from .assemble import About, assemble, caption, tip, value_heading, value_of
from .ends import End, draw_ends, end_room
from .plot import Plot, draw_periods, draw_values
from .scale import all_whole, outer_ticks, printed, with_unit
from .shapes import NARROW, SMALL, WIDE, Cell, Chart, Drawing, Path, Point, Row, Series, Table, num
from .text import clean, text_width

LEAST = 3  # observations that make a trend
LOOKS = 6  # odd ones blue, even ones grey; 1 and 2 solid, 3 and 4 dashed, 5 and 6 dotted
DOTTED = 12  # up to so many points each gets a visible dot
FLAT = Decimal("0.75")  # smallest over largest; above it the axis may start elsewhere than at zero


def trend_chart(
    title: str,
    unit: str,
    series: Sequence[Series],
    *,
    target: Decimal | None = None,
    zero: bool | None = None,
    **about: Unpack[About],
) -> Chart:
    """One line a series over common labels, oldest first.

    `zero` forces the axis to start at zero or not to; by default it does unless the
    values lie so close that the line would be flat. Raises ValueError when a series has
    fewer than three values ("a trend line needs at least three observations") or
    its labels differ from those of the first.
    """
    _check(series)
    drawings = tuple(_draw(series, unit, width, target, zero) for width in (WIDE, NARROW))
    table = _table(title, unit, series, about.get("period", ""))
    return assemble("trend", title, unit, drawings, table, _words(series, unit), **about)


def _check(series: Sequence[Series]) -> None:
    if not series:
        raise ValueError("a trend chart needs at least one series")
    for one in series:
        if sum(point.value is not None for point in one.points) < LEAST:
            raise ValueError(f"a trend line needs at least three observations: {one.name}")
        if [point.label for point in one.points] != [point.label for point in series[0].points]:
            raise ValueError(f"series of one chart must share their labels: {one.name}")


def _words(series: Sequence[Series], unit: str) -> str:
    """First, last, highest and lowest value of each line, and how many are missing."""
    parts = []
    for one in series:
        known = [point for point in one.points if point.value is not None]
        ends = (known[0], known[-1], max(known, key=lambda p: p.value), min(known, key=lambda p: p.value))
        first, last, high, low = (tip(point.label, point, unit) for point in ends)
        text = _("first %(first)s; last %(last)s; highest %(high)s; lowest %(low)s") % {
            "first": first,
            "last": last,
            "high": high,
            "low": low,
        }
        if missing := len(one.points) - len(known):
            text += _("; ") + _("missing: %(count)s") % {"count": missing}
        parts.append(_("%(label)s: %(value)s") % {"label": clean(one.name), "value": text} if one.name else text)
    return _("; ").join(parts)


def _table(title: str, unit: str, series: Sequence[Series], period: str) -> Table:
    columns = [_("Period"), *(value_heading(unit, one.name) for one in series)]
    noted = any(point.note for one in series for point in one.points)
    columns += [_("Note")] if noted else []
    rows = []
    for points in zip(*(one.points for one in series), strict=True):
        cells = [Cell(value_of(point), point.url) for point in points]
        notes = dict.fromkeys(clean(point.note) for point in points if point.note)
        cells += [Cell(_("; ").join(notes))] if noted else []
        rows.append(Row(clean(points[0].label), tuple(cells)))
    return Table(caption(title, period), tuple(columns), tuple(rows))


def _draw(series: Sequence[Series], unit: str, width: int, target: Decimal | None, zero: bool | None) -> Drawing:
    """One geometry: value axis left, names and last values right, periods below."""
    known = [point.value for one in series for point in one.points if point.value is not None]
    reach = known + ([target] if target is not None else [])
    low, high = _reach(min(reach), max(reach), zero)
    ticks = outer_ticks(low, high, 5 if width == WIDE else 4, whole=all_whole(known))
    ends = [End.of(one, unit, width, alone=len(series) == 1, look=_look(i)) for i, one in enumerate(series)]
    if target is not None:
        words = _("Target %(value)s") % {"value": with_unit(printed(target), unit)}
        ends.append(End.aim(words, target, len(series[0].points) - 1, width))
    room = end_room(ends)
    drawing = Drawing(width)
    plot = Plot.fit(ticks, unit, width, len(series[0].points), room, sum(end.height for end in ends))
    draw_values(drawing, plot, ticks, unit)
    draw_periods(drawing, plot, [clean(point.label) for point in series[0].points])
    _gaps(drawing, plot, series)
    if target is not None:
        drawing.mark(plot.left, plot.y(target), plot.right, plot.y(target), "target")
    for index in reversed(range(len(series))):  # the first series lies on top
        _line(drawing, plot, series[index], unit, _look(index))
    draw_ends(drawing, plot, ends)
    return drawing


def _look(index: int) -> str:
    return f"line-{index % LOOKS + 1}"


def _reach(low: Decimal, high: Decimal, zero: bool | None) -> tuple[Decimal, Decimal]:
    """Ends of the value axis before rounding."""
    if zero is None:
        near, far = sorted((abs(low), abs(high)))
        zero = low == high or low * high <= 0 or near <= far * FLAT
    return (min(low, Decimal(0)), max(high, Decimal(0))) if zero else (low, high)


def _gaps(drawing: Drawing, plot: Plot, series: Sequence[Series]) -> None:
    """A pale band where nothing is known of any series, so that a gap reads as one."""
    points = series[0].points
    empty = [all(one.points[index].value is None for one in series) for index in range(plot.count)]
    for missing, run in groupby(range(plot.count), key=empty.__getitem__):
        indexes = list(run)
        if missing:
            left, right = plot.x(max(0, indexes[0] - 0.5)), plot.x(min(plot.count - 1, indexes[-1] + 0.5))
            hover = _("; ").join(tip(points[index].label, points[index], "") for index in indexes)
            drawing.band(left, plot.top, right - left, plot.bottom - plot.top, "gap", hover)
            words = _("No data")
            if text_width(words, SMALL) + 4 <= right - left:
                drawing.label((left + right) / 2, plot.bottom - 10, words, "middle", "gap", SMALL)


def _line(drawing: Drawing, plot: Plot, one: Series, unit: str, look: str) -> None:
    """One path with an M for every unbroken run, dots, and larger unseen dots for the pointer."""
    drawing.paths.append(Path(path_data([_place(plot, i, p.value) for i, p in enumerate(one.points)]), look))
    known = [index for index, point in enumerate(one.points) if point.value is not None]
    for index in known:
        x, y = _place(plot, index, one.points[index].value)
        alone = index - 1 not in known and index + 1 not in known
        if len(one.points) <= DOTTED or alone or index == known[-1]:
            drawing.dot(x, y, 4 if index == known[-1] else 3, look)
        label = " ".join(filter(None, (clean(one.name), clean(one.points[index].label))))
        drawing.dot(x, y, min(12, max(5, plot.step / 2)), "hit", tip(label, one.points[index], unit))


def _place(plot: Plot, index: int, value: Decimal | None) -> tuple[float, float] | None:
    return None if value is None else (plot.x(index), plot.y(value))


def path_data(places: Sequence[tuple[float, float] | None]) -> str:
    """SVG path data through `places`; None breaks the line. A lone place draws nothing."""
    out, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        out.append(f"{pen}{num(place[0])} {num(place[1])}")
        pen = "L"
    return "".join(out)


def sparkline(values: Sequence[Decimal | None], *, title: str = "", chart_id: str = "") -> Chart:
    """A small line without axes to stand beside a number that is printed in full.

    With a `title` it is read out as an image, without one it is decoration.
    Raises ValueError for fewer than three values.
    """
    points = tuple(Point(str(index), value, "") for index, value in enumerate(values))
    _check([Series("", points)])
    width, height, edge = 120, 32, 4
    known = [value for value in values if value is not None]
    low, span = min(known), max(known) - min(known)
    drawing = Drawing(width, height)

    def place(index: int) -> tuple[float, float] | None:
        if values[index] is None:
            return None
        level = float((values[index] - low) / span) if span else 0.5
        return edge + (width - 2 * edge) * index / (len(values) - 1), height - edge - (height - 2 * edge) * level

    places = [place(index) for index in range(len(values))]
    drawing.paths.append(Path(path_data(places), "line-1"))
    drawing.dot(*next(p for p in reversed(places) if p), 3, "line-1")
    made = assemble("spark", title, "", (drawing, drawing), Table(title, (repr(places),), ()), "")
    return Chart(chart_id or made.id, "spark", made.title, (), "", drawing, None, None)
