"""How many stand at each stage: equal arrows in deepening ink, numbers under them.

The arrows are steps, not quantities, so their length means nothing; the numbers speak.
"""

from collections.abc import Sequence
from typing import Unpack

from .assemble import About, assemble, listed, point_table, tip, value_of
from .shapes import NARROW, SMALL, TEXT, WIDE, Anchor, Chart, Drawing, Path, Point, num, unit_width
from .text import clean, ellipsize, text_width, wrap

ARROW, NOSE = 12, 7
TALLY = 22  # text size of the number
DEPTHS = 6  # classes stage-1 (palest) … stage-6


def stage_bars(title: str, unit: str, points: Sequence[Point], **about: Unpack[About]) -> Chart:
    """A strip of two to eight stages in their order; `note` of a point is a second line
    under its number ("1340.7亿元"). Raises ValueError for fewer or more.
    """
    if not 2 <= len(points) <= 8:
        raise ValueError("a stage strip holds two to eight stages")
    drawings = (_columns(points, unit), _rows(points, unit))
    table = point_table(title, unit, points, about.get("period", ""))
    return assemble("stages", title, unit, drawings, table, listed(points, unit), **about)


def _arrow(x: float, y: float, width: float) -> str:
    """Path data of one chevron, notched at its tail."""
    a, b, c, mid, foot = num(x), num(x + width - NOSE), num(x + width), num(y + ARROW / 2), num(y + ARROW)
    return f"M{a} {num(y)}H{b}L{c} {mid}L{b} {foot}H{a}L{num(x + NOSE)} {mid}Z"


def _kind(index: int, count: int) -> str:
    return f"stage-{DEPTHS - round((count - 1 - index) * (DEPTHS - 1) / max(count - 1, DEPTHS - 1))}"


def _columns(points: Sequence[Point], unit: str) -> Drawing:
    """The wide strip: arrows in a row, name, number and note under each."""
    drawing = Drawing(WIDE)
    step = WIDE / len(points)
    room = step - 12
    names = [wrap(clean(point.label), room, TEXT, lines=2, bold=True) for point in points]
    notes = [wrap(clean(point.note), room, SMALL, lines=2) for point in points]
    tall, beside = max(map(len, names)), _beside(points, unit, room)
    for index, (point, name) in enumerate(zip(points, names, strict=True)):
        x = step * index
        hover = tip(point.label, point, unit)
        drawing.paths.append(Path(_arrow(x, 2, step - 6), _kind(index, len(points)), hover))
        for row, line in enumerate(name):
            drawing.label(x, 38 + 19 * row, line, kind="name", bold=True)
        _tally(drawing, point, beside, x, 45 + 19 * tall, room, "start")
        for row, line in enumerate(notes[index]):
            drawing.label(x, 66 + 19 * tall + 17 * row, line, kind="note", size=SMALL)
    deep = max(map(len, notes)) if any(point.note for point in points) else 0
    drawing.height = 53 + 19 * tall + (3 + 17 * deep if deep else 0)
    return drawing


def _rows(points: Sequence[Point], unit: str) -> Drawing:
    """The narrow strip: one stage a row, the arrow between name and number; long names leave it less room."""
    drawing = Drawing(NARROW)
    height = 52 if any(point.note for point in points) else 36
    beside = _beside(points, unit, 130)
    room = max(82, min(152, max(text_width(clean(point.label), TEXT, bold=True) for point in points)))
    for index, point in enumerate(points):
        y = height * index
        drawing.label(0, y + 22, ellipsize(clean(point.label), room, TEXT, bold=True), kind="name", bold=True)
        hover = tip(point.label, point, unit)
        drawing.paths.append(Path(_arrow(room + 8, y + 11, 192 - room), _kind(index, len(points)), hover))
        _tally(drawing, point, beside, NARROW, y + 24, 130, "end")
        note = ellipsize(clean(point.note), 200, SMALL)
        drawing.label(NARROW, y + 43, note, "end", "note", SMALL)
    drawing.height = height * len(points)
    return drawing


def _tally(drawing: Drawing, point: Point, unit: str, x: float, y: float, room: float, anchor: Anchor) -> None:
    """The number of one stage, large, its unit small behind it; a missing one small and grey."""
    missing = point.value is None
    size, kind = (TEXT, "missing") if missing else (TALLY, "tally")
    behind = "" if missing else unit
    text = ellipsize(value_of(point), room - unit_width(behind), size, bold=not missing)
    drawing.label(x, y, text, anchor, kind, size, bold=not missing, unit=behind)


def _beside(points: Sequence[Point], unit: str, room: float) -> str:
    """The unit as it stands beside the numbers: whole beside each of them, or beside none, for the line under the title
    names it anyway."""
    unit = clean(unit)
    spare = room - unit_width(unit)
    known = (value_of(point) for point in points if point.value is not None)
    return unit if all(text_width(text, TALLY, bold=True) <= spare for text in known) else ""
