"""A whole and its parts: one stacked bar, every part labelled where it stands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Unpack

from django.utils.translation import gettext as _

from .assemble import About, assemble, listed, point_table, tip, value_of
from .scale import PER_CENT, is_exact, printed, share, spread, with_unit
from .shapes import NARROW, TEXT, WIDE, Chart, Drawing, Point
from .text import clean, ellipsize, text_width, wrap

ROUNDING = Decimal("1.01")  # published parts may exceed their whole by rounding, not by more
BAR, SEAM = 30, 1.5
SHADES = 5
LINE = 18
HEAD = 26  # the line that names the whole
COLUMN = BAR + 34  # where labels stand beside an upright bar
NEAR = 10  # a label so close to its segment needs no leader
GAP = 14  # between labels under a lying bar

Block = list[tuple[str, bool, str]]  # (text, bold, kind) a line


def composition_chart(title: str, unit: str, whole: Point, parts: Sequence[Point], **about: Unpack[About]) -> Chart:
    """`parts` of one `whole`; what they leave over is drawn grey as the others.

    A remainder is printed only when whole and parts are exact and none is missing.
    Raises ValueError when the whole is missing or not positive, a part is negative,
    or the parts exceed the whole by more than rounding explains.
    """
    known = [part.value for part in parts if part.value is not None]
    if whole.value is None or whole.value <= 0 or not parts:
        raise ValueError("a composition needs a positive whole and at least one part")
    if any(value < 0 for value in known) or sum(known) > whole.value * ROUNDING:
        raise ValueError("these are not parts of this whole")
    pieces = [*parts, *_others(whole, parts, sum(known, Decimal(0)))]
    drawings = (_draw(whole, pieces, unit, WIDE, len(parts)), _draw(whole, pieces, unit, NARROW, len(parts)))
    rows = [*pieces, whole]
    shares = None if unit in PER_CENT else (_("Share"), [_share(row, whole) for row in rows])
    table = point_table(title, unit, rows, about.get("period", ""), shares)
    return assemble("composition", title, unit, drawings, table, listed([whole, *pieces], unit), **about)


def _others(whole: Point, parts: Sequence[Point], known: Decimal) -> list[Point]:
    """The remainder as a point of its own, if there is one."""
    rest = whole.value - known
    if rest <= 0:
        return []
    exact = all(part.value is not None and is_exact(part.shown) for part in [whole, *parts])
    return [Point(_("Others"), rest, printed(rest) if exact else "—", compare=True)]


def _share(part: Point, whole: Point) -> str:
    """Share in per cent; none for a qualified figure ("30余"), which must not look exact."""
    exact = part.value is not None and is_exact(part.shown) and is_exact(whole.shown)
    return share(part.value, whole.value) if exact else "—"


def _draw(whole: Point, pieces: Sequence[Point], unit: str, width: int, parts: int) -> Drawing:
    """One geometry: bar across with labels under it, or upright with labels beside it if they don't fit."""
    drawing = Drawing(width)
    name = ellipsize(clean(whole.label), width * 0.6, TEXT)
    drawing.label(0, 15, name, kind="name")
    value = ellipsize(with_unit(value_of(whole), unit), width * 0.35, TEXT, bold=True)
    drawing.label(text_width(name, TEXT) + 10, 15, value, kind="value", bold=True)
    total = max(whole.value, sum((p.value for p in pieces if p.value), Decimal(0)))
    sizes = [float((piece.value or Decimal(0)) / total) for piece in pieces]
    kinds = [f"part-{min(i, SHADES - 1) + 1}" if i < parts else "rest" for i in range(len(pieces))]
    blocks = [_block(piece, _words(piece, whole, unit), drawing.width - COLUMN) for piece in pieces]
    if sum(map(_breadth, blocks)) + GAP * (len(blocks) - 1) <= width:
        _across(drawing, pieces, blocks, sizes, kinds, unit)
    else:
        _upright(drawing, pieces, blocks, sizes, kinds, unit)
    return drawing


def _words(piece: Point, whole: Point, unit: str) -> str:
    """Value and, when both are exact, share."""
    value, part = with_unit(value_of(piece), unit), _share(piece, whole)
    return value if part == "—" or unit in PER_CENT else f"{value} · {part}"


def _block(piece: Point, words: str, room: float) -> Block:
    """The label of one part: its name on one or two lines, then its value."""
    names = wrap(clean(piece.label), room, TEXT, lines=2)
    return [*((line, False, "name") for line in names), (ellipsize(words, room, TEXT, bold=True), True, "value")]


def _breadth(block: Block) -> float:
    return max(text_width(text, TEXT, bold=bold) for text, bold, _kind in block)


def _edges(sizes: Sequence[float], start: float, length: float) -> list[float]:
    """Where the segments begin, and where the last one ends."""
    return [start + length * sum(sizes[:index]) for index in range(len(sizes) + 1)]


def _across(
    drawing: Drawing,
    pieces: Sequence[Point],
    blocks: Sequence[Block],
    sizes: Sequence[float],
    kinds: Sequence[str],
    unit: str,
) -> None:
    """The bar lies; each block stands under the beginning of its segment, or is led to it when it had to move."""
    edges = _edges(sizes, 0, drawing.width)
    widths = [_breadth(block) + GAP for block in blocks]
    wanted = [edge + width / 2 for edge, width in zip(edges, widths, strict=False)]
    starts = [at - width / 2 for at, width in zip(spread(wanted, widths, 0, drawing.width + GAP), widths, strict=True)]
    led = any(abs(start - edge) > NEAR for start, edge in zip(starts, edges, strict=False))
    top = HEAD + BAR + (18 if led else 4)
    for index, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
        if sizes[index]:
            length = max(0.5, edges[index + 1] - edges[index] - SEAM)
            drawing.rect(edges[index], HEAD, length, BAR, kinds[index], tip(piece.label, piece, unit))
            if led:
                foot = min(edges[index] + length / 2, edges[index] + 8)
                drawing.hairline(foot, HEAD + BAR + 2, starts[index] + 8, top - 1, "leader")
        for row, (text, bold, kind) in enumerate(block):
            drawing.label(starts[index], top + 15 + LINE * row, text, kind=kind, bold=bold)
    drawing.height = round(top + LINE * max(map(len, blocks)) + 4)


def _upright(
    drawing: Drawing,
    pieces: Sequence[Point],
    blocks: Sequence[Block],
    sizes: Sequence[float],
    kinds: Sequence[str],
    unit: str,
) -> None:
    """The bar stands on the left; blocks on the right keep its order, so leaders never cross."""
    heights = [LINE * len(block) + 8 for block in blocks]
    height = max(150.0, sum(heights))
    edges = _edges(sizes, HEAD, height)
    centres = [(a + b) / 2 for a, b in zip(edges, edges[1:], strict=False)]
    places = spread(centres, heights, HEAD, HEAD + height)
    for index, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
        top = places[index] - LINE * len(block) / 2
        if sizes[index]:
            tall = max(0.5, edges[index + 1] - edges[index] - SEAM)
            drawing.rect(0, edges[index], BAR, tall, kinds[index], tip(piece.label, piece, unit))
            drawing.hairline(BAR + 3, centres[index], COLUMN - 5, top + LINE / 2, "leader")
        for row, (text, bold, kind) in enumerate(block):
            drawing.label(COLUMN, top + LINE * row + 14, text, kind=kind, bold=bold)
    drawing.height = round(HEAD + height + 4)
