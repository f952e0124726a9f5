"""Names and last values at the right of a trend: direct labels instead of a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .assemble import value_of
from .plot import Plot
from .scale import spread, with_unit
from .shapes import TEXT, WIDE, Drawing, Series
from .text import clean, ellipsize, text_width, wrap

LINE = 18
REACH = 14  # from the end of the plot to the labels


@dataclass(frozen=True, slots=True)
class End:
    """The label block of one line: its lines of text (kind, text) and the point it belongs to."""

    lines: tuple[tuple[str, str], ...]
    value: Decimal
    index: int
    look: str

    @classmethod
    def of(cls, one: Series, unit: str, width: int, *, alone: bool, look: str) -> "End":
        """Name (left out when there is one line only, the title says it) and last known value."""
        index = max(i for i, point in enumerate(one.points) if point.value is not None)
        point, room = one.points[index], _widest(width)
        value = ellipsize(with_unit(value_of(point), unit), room, TEXT, bold=True)
        name = "" if alone else clean(one.name)
        lines = [("series", line) for line in wrap(name, room, TEXT, lines=2)] if name else []
        return cls((*lines, ("value", value)), point.value, index, look)

    @classmethod
    def aim(cls, words: str, target: Decimal, index: int, width: int) -> "End":
        """The label of a target line."""
        lines = wrap(words, _widest(width), TEXT, lines=2, bold=True)
        return cls(tuple(("target", line) for line in lines), target, index, "target")

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + 6


def _widest(width: int) -> float:
    return 0.24 * width if width == WIDE else 0.27 * width


def end_room(ends: Sequence[End]) -> float:
    """Width to keep free right of the plot."""
    return REACH + max(text_width(text, TEXT, bold=True) for end in ends for _kind, text in end.lines)


def draw_ends(drawing: Drawing, plot: Plot, ends: Sequence[End]) -> None:
    """Each block beside its line's last point; blocks that would touch are moved apart and led back by a hairline."""
    ordered = sorted(ends, key=lambda end: (plot.y(end.value), -end.height))
    wanted = [plot.y(end.value) for end in ordered]
    # Not lower than a little under the axis, where the last period may stand.
    places = spread(wanted, [end.height for end in ordered], 0, plot.bottom + 8)
    for end, at, centre in zip(ordered, wanted, places, strict=True):
        x, from_x = plot.right + REACH, plot.x(end.index) + 7
        if end.look == "target":
            from_x = plot.right
        if abs(at - centre) > 5 or x - from_x > 24:
            drawing.hairline(from_x, at, x - 3, centre, "leader")
        top = centre - LINE * len(end.lines) / 2
        for row, (kind, text) in enumerate(end.lines):
            drawing.label(x, top + LINE * row + 14, text, kind=f"{kind} {end.look}", bold=kind != "series")
