"""What goes into a chart (Point, Series) and what comes out (Chart and its drawings).

All coordinates are user units of the drawing's viewBox, which the style sheet shows
at about one CSS pixel each; y grows downwards. Numbers are rounded to one decimal.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .text import text_width

WIDE, NARROW = 680, 340
TEXT, SMALL = 14, 13
UNIT_GAP = 3  # as in the template

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Point:
    """One observation as the reader shall see it.

    `value` None means missing: a gap, never zero. `shown` is the printed value with
    its qualifier and without its unit ("首次突破100"). `url` links the value in the
    data table. `compare` draws it in the comparison grey instead of the main blue.
    """

    label: str
    value: Decimal | None
    shown: str
    note: str = ""
    url: str = ""
    compare: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A named line; all series of one chart carry the same labels in the same order."""

    name: str
    points: tuple[Point, ...]


def num(value: float) -> float | int:
    """A coordinate: one decimal, without a trailing .0 and never -0."""
    rounded = round(float(value), 1)
    return int(rounded) if rounded == int(rounded) else rounded


def unit_width(unit: str) -> float:
    """Estimated room of a small unit behind its number, with the gap before it."""
    return text_width(unit, SMALL) + UNIT_GAP if unit else 0


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar, track, segment or background band; `tip` is its hover text."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke: grid, zero, leader, target or rank tick."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Path:
    """SVG path data: a trend line (one M per unbroken run) or a stage arrow."""

    d: str
    kind: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A visible point or, with kind "hit", an unseen larger target for the pointer."""

    cx: float
    cy: float
    r: float
    kind: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; `y` is its baseline, `size` its height in user units. `unit` follows it, small."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    kind: str = "label"
    size: float = TEXT
    bold: bool = False
    unit: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) as estimated; what the overlap tests look at."""
        width = text_width(self.text, self.size, bold=self.bold) + unit_width(self.unit)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - 0.88 * self.size, left + width, self.y + 0.2 * self.size


@dataclass(slots=True)
class Drawing:
    """One geometry. The lists are drawn in this order, so later ones lie on top."""

    width: float
    height: float = 0
    bands: list[Rect] = field(default_factory=list)
    grid: list[Line] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def band(self, x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> None:
        """Add a rectangle behind everything."""
        self.bands.append(Rect(num(x), num(y), num(width), num(height), kind, tip))

    def rect(self, x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> None:
        """Add a bar or a segment."""
        self.rects.append(Rect(num(x), num(y), num(width), num(height), kind, tip))

    def hairline(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """Add a line under the data."""
        self.grid.append(Line(num(x1), num(y1), num(x2), num(y2), kind))

    def mark(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """Add a line over the data."""
        self.marks.append(Line(num(x1), num(y1), num(x2), num(y2), kind))

    def dot(self, cx: float, cy: float, r: float, kind: str, tip: str = "") -> None:
        """Add a point."""
        self.dots.append(Dot(num(cx), num(cy), num(r), kind, tip))

    def label(
        self,
        x: float,
        y: float,
        text: str,
        anchor: Anchor = "start",
        kind: str = "label",
        size: float = TEXT,
        bold: bool = False,
        unit: str = "",
    ) -> None:
        """Add one line of text; empty text adds nothing."""
        if text:
            self.labels.append(Label(num(x), num(y), text, anchor, kind, size, bold, unit))


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell as printed; `url` makes it a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its heading and one cell a column after the first."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The chart's twin; `columns[0]` heads the row headings."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What templates get. `id` is unique on a page unless two charts are identical
    (pass `chart_id` then); `meta` are the parts of the line under the title.
    A sparkline has no narrow drawing and no table.
    """

    id: str
    kind: str
    title: str
    meta: tuple[str, ...]
    desc: str
    wide: Drawing
    narrow: Drawing | None
    table: Table | None
