"""Horizontal bars from a zero line: category comparison, and progress against a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Unpack

from django.utils.translation import gettext as _

from .assemble import About, assemble, listed, point_table, tip, value_of
from .scale import all_whole, inner_ticks, inside, printed, with_unit
from .shapes import NARROW, SMALL, TEXT, WIDE, Anchor, Chart, Drawing, Label, Point
from .text import clean, ellipsize, text_width, wrap

BAR, AIR, LINE = 20, 16, 20  # bar height, space between rows, height of a line of text
GAP = 7  # between the end of a bar and its value
SHORT = 6 * TEXT  # labels up to six characters stand beside the bar even on a phone
AXIS = 26  # height of the row of tick labels


def bar_chart(
    title: str, unit: str, points: Sequence[Point], *, target: Decimal | None = None, **about: Unpack[About]
) -> Chart:
    """Compare categories of one unit. `target` is one dark tick across all bars.

    Raises ValueError without points; missing values keep their row and say so.
    """
    return _chart("bar", title, unit, points, target, about)


def progress_chart(
    title: str,
    points: Sequence[Point],
    *,
    unit: str = "%",
    target: Decimal | None = Decimal(100),
    **about: Unpack[About],
) -> Chart:
    """Rates against their target. A bar over the target is simply longer, never capped."""
    return _chart("progress", title, unit, points, target, about)


def _chart(kind: str, title: str, unit: str, points: Sequence[Point], target: Decimal | None, about: About) -> Chart:
    if not points:
        raise ValueError("a bar chart needs at least one point")
    drawings = tuple(_draw(points, unit, width, target, track=kind == "progress") for width in (WIDE, NARROW))
    desc = listed(points, unit)
    if target is not None:
        desc = _target_words(target, unit) + _("; ") + desc
    table = point_table(title, unit, points, about.get("period", ""))
    return assemble(kind, title, unit, drawings, table, desc, **about)


def _target_words(target: Decimal, unit: str) -> str:
    return _("Target %(value)s") % {"value": with_unit(printed(target), unit)}


@dataclass(frozen=True, slots=True)
class _Axis:
    """The horizontal scale: `zero` is where value 0 lies, `per` user units for one of the value."""

    zero: float
    per: float

    def x(self, value: Decimal) -> float:
        return self.zero + float(value) * self.per


def _draw(points: Sequence[Point], unit: str, width: int, target: Decimal | None, *, track: bool) -> Drawing:
    """One geometry. Short labels stand left of the bars, long ones above them on a phone."""
    drawing = Drawing(width)
    names = [clean(point.label) for point in points]
    longest = max(text_width(name, TEXT) for name in names)
    above = width == NARROW and longest > SHORT
    column = 0 if above else min(longest, 0.34 * width)
    left = 0 if above else column + 12
    values = [ellipsize(with_unit(value_of(point), unit), 0.4 * (width - left), TEXT, bold=True) for point in points]
    axis = _fit(points, values, left, width, target)
    y = 4.0
    for point, name, value in zip(points, names, values, strict=True):
        lines = wrap(name, width if above else column, TEXT, lines=2 if above else 3)
        bar_y = _name(drawing, lines, y, above=above)
        if above:  # a zero line in one piece would run through the names
            drawing.mark(axis.zero, bar_y - 3, axis.zero, bar_y + BAR + 3, "zero")
        _bar(drawing, axis, point, value, unit, bar_y, target, track=track)
        y = max(bar_y + BAR, y + LINE * len(lines)) + AIR
    _axis_row(drawing, axis, points, unit, y - AIR / 2, target, lined=not above)
    return drawing


def _name(drawing: Drawing, lines: list[str], y: float, *, above: bool) -> float:
    """Write a category name whose row starts at `y`; returns the top of its bar."""
    block = LINE * len(lines)
    bar_y = y + block if above else y + max(0, block - BAR) / 2
    top = y if above else bar_y + BAR / 2 - block / 2
    for index, line in enumerate(lines):
        drawing.label(0, top + LINE * index + 14.5, line, kind="name")
    return bar_y


def _bar(
    drawing: Drawing, axis: _Axis, point: Point, value: str, unit: str, y: float, target: Decimal | None, *, track: bool
) -> None:
    """One bar with its value and target tick; a value other than zero stays visible as a line of 1 unit."""
    if target is not None:
        x = axis.x(target)
        drawing.mark(x, y - 4, x, y + BAR + 4, "target-halo")  # or the tick drowns in a dark bar
        drawing.mark(x, y - 4, x, y + BAR + 4, "target")
        if track:
            drawing.band(min(axis.zero, x), y, abs(x - axis.zero), BAR, "track")
    end = axis.x(point.value or Decimal(0))
    if point.value:
        length = max(1, abs(end - axis.zero))
        kind = "compare" if point.compare else "main"
        left = axis.zero if point.value > 0 else axis.zero - length
        if point.compare:
            drawing.rect(left, y, length, BAR, "paper")  # the grey is translucent: keep hairlines from shining through
        drawing.rect(left, y, length, BAR, kind, tip(point.label, point, unit))
    missing = point.value is None
    x, anchor = _value_place(axis, point, value, end, target, beyond=track)
    drawing.label(x, y + 15, value, anchor, "missing" if missing else "value", bold=not missing)


def _value_place(
    axis: _Axis, point: Point, value: str, end: float, target: Decimal | None, *, beyond: bool
) -> tuple[float, Anchor]:
    """Where a value stands: at the end of its bar, or behind the target tick if that would run
    through it; `beyond` puts it there in any case, clear of the track."""
    way = -1 if point.value and point.value < 0 else 1
    if target is not None:
        ahead = (axis.x(target) - end) * way
        if ahead >= -2 and (beyond or ahead <= 2 * GAP + text_width(value, TEXT, bold=True)):
            end = axis.x(target)
    return end + GAP * way, "start" if way > 0 else "end"


def _fit(points: Sequence[Point], texts: Sequence[str], left: float, right: float, target: Decimal | None) -> _Axis:
    """The largest scale at which every bar with its value text lies within `left` … `right`."""
    ends = [(float(p.value or 0), GAP + text_width(t, TEXT, bold=True)) for p, t in zip(points, texts, strict=True)]
    if target is not None:
        # Values short of the target may stand behind its tick.
        widest = max((room for value, room in ends if abs(value) <= abs(float(target))), default=2.0)
        ends.append((float(target), widest))

    def needed(per: float) -> tuple[float, float]:
        back = max((room - value * per for value, room in ends if value < 0), default=0.0)
        ahead = max((room + value * per for value, room in ends if value >= 0), default=1.0)
        return back, ahead

    span = max([0.0, *(value for value, _room in ends)]) - min([0.0, *(value for value, _room in ends)])
    low, high = 0.0, (right - left) / span if span else 0.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(needed(middle)) <= right - left else (low, middle)
    return _Axis(left + needed(low)[0], low)


def _axis_row(
    drawing: Drawing,
    axis: _Axis,
    points: Sequence[Point],
    unit: str,
    bottom: float,
    target: Decimal | None,
    *,
    lined: bool,
) -> None:
    """Zero line, round ticks with hairlines behind the bars, the target in words."""
    known = [point.value for point in points if point.value is not None]
    reach = [Decimal(0), *known, *([target] if target is not None else [])]
    count = 5 if drawing.width == WIDE else 3
    ticks = [Decimal(0)] + [tick for tick in inner_ticks(min(reach), max(reach), count, whole=all_whole(known)) if tick]
    words = [(axis.x(tick), with_unit(printed(tick), unit), "tick") for tick in ticks if axis.per or not tick]
    if target is not None:
        words.insert(0, (axis.x(target), _target_words(target, unit), "target"))
    taken: list[Label] = []
    for x, text, kind in words:
        bold = kind == "target"
        text = ellipsize(text, drawing.width / 2, SMALL, bold=bold)
        label = Label(inside(x, drawing.width, text, SMALL, bold=bold), bottom + 19, text, "middle", kind, SMALL, bold)
        if all(label.box[2] + 8 < other.box[0] or other.box[2] + 8 < label.box[0] for other in taken):
            taken.append(label)
            drawing.label(label.x, label.y, text, "middle", kind, SMALL, bold)
            if kind == "tick" and not (lined and x == axis.zero):
                drawing.hairline(x, 0 if lined else bottom - 2, x, bottom + 4, "grid")
    if lined:
        drawing.mark(axis.zero, 0, axis.zero, bottom + 4, "zero")
    if target is not None:
        drawing.hairline(axis.x(target), 0 if lined else bottom - 4, axis.x(target), bottom + 4, "aim")
    drawing.height = round(bottom + AXIS)
