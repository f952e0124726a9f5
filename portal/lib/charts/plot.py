"""The plotting area of a trend: scales, value axis, period axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .scale import printed, with_unit
from .shapes import SMALL, WIDE, Drawing, Label
from .text import ellipsize, text_width

AXIS = 28  # height of the row of periods
INSET = 8  # between the ends of the value axis and the first and last point


@dataclass(frozen=True, slots=True)
class Plot:
    """The area between the axes and its scales; `low` and `high` are the outermost ticks."""

    left: float
    right: float
    top: float
    bottom: float
    low: Decimal
    high: Decimal
    count: int

    @classmethod
    def fit(
        cls, ticks: Sequence[Decimal], unit: str, width: int, count: int, end_room: float, ends_height: float
    ) -> "Plot":
        """Leave room for tick labels on the left and end labels on the right; grow with many series."""
        axis = max(text_width(with_unit(printed(tick), unit), SMALL) for tick in ticks)
        top, height = 12, max(236 if width == WIDE else 184, ends_height)
        return cls(axis + 10, width - end_room, top, top + height, ticks[0], ticks[-1], count)

    @property
    def step(self) -> float:
        """Distance between two periods."""
        return (self.right - self.left - 2 * INSET) / (self.count - 1)

    def x(self, index: float) -> float:
        return self.left + INSET + self.step * index

    def y(self, value: Decimal) -> float:
        return self.bottom - (self.bottom - self.top) * float((value - self.low) / (self.high - self.low))


def draw_values(drawing: Drawing, plot: Plot, ticks: Sequence[Decimal], unit: str) -> None:
    """Hairlines with their values; zero is drawn darker, a base other than zero is not."""
    for tick in ticks:
        y = plot.y(tick)
        drawing.hairline(plot.left, y, plot.right, y, "grid" if tick else "zero")
        drawing.label(plot.left - 10, y + 4.5, with_unit(printed(tick), unit), "end", "tick", SMALL)


def draw_periods(drawing: Drawing, plot: Plot, names: Sequence[str]) -> None:
    """Period labels, thinned evenly until they stand apart; each shown one has a small tick."""
    drawing.height = round(plot.bottom + AXIS)
    names = [ellipsize(name, drawing.width / 3, SMALL) for name in names]
    for stride in (*range(1, 7), *range(12, len(names) + 12, 12)):
        labels = [_period(plot, index, names[index], drawing.width) for index in range(0, len(names), stride)]
        if all(a.box[2] + 10 <= b.box[0] for a, b in zip(labels, labels[1:], strict=False)):
            break
    for index in range(0, len(names), stride):
        drawing.hairline(plot.x(index), plot.bottom, plot.x(index), plot.bottom + 5, "grid")
    drawing.labels.extend(labels)


def _period(plot: Plot, index: int, name: str, width: float) -> Label:
    half = text_width(name, SMALL) / 2
    x = min(max(plot.x(index), half), width - half)
    return Label(round(x, 1), round(plot.bottom + 21, 1), name, "middle", "tick", SMALL)
