"""The charts of a bulletin; a table that makes none stands alone."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.lib.charts import Chart, Point, bar_chart, progress_chart, stage_bars
from portal.lib.qualifiers import show_value

from ..stages import STEPS
from .shapes import Line, Table

MOST_BARS = 12


def draw(table: Table) -> Chart | None:
    return _DRAWERS[table.slug](table) if table.slug in _DRAWERS else None


def _stages(table: Table) -> Chart | None:
    """The six steps with what they add up to; records whose stage is open stand in the table alone."""
    points = []
    for line in table.lines[: len(STEPS)]:
        count, amount = line.figures
        note = show_value(amount.value, "亿元")
        points.append(Point(line.word, Decimal(count.value), str(count.value), note))
    return stage_bars(_("Where they stand"), _("projects (unit)"), points) if any(p.value for p in points) else None


def _industries(table: Table) -> Chart | None:
    lines = table.lines[:MOST_BARS]
    if len(lines) < 2:
        return None
    points = [_count(line) for line in lines]
    return bar_chart(_("Projects by industry"), _("projects (unit)"), points)


def _count(line: Line) -> Point:
    value = line.figures[0].value
    return Point(line.word, Decimal(value), str(value))


def _rates(table: Table) -> Chart | None:
    """Rates against 100 %; a level whose rate isn't public keeps its row and says so."""
    points = []
    for line in table.lines:
        rate = next(figure for figure in line.figures if figure.key.endswith(".rate"))
        shown = "" if rate.value is None else f"{rate.value.normalize():f}"
        points.append(Point(line.word, rate.value, shown, line.note))
    known = [point for point in points if point.value is not None]
    return progress_chart(_("Completion rate"), points) if known else None


_DRAWERS: dict[str, Callable[[Table], Chart | None]] = {"stage": _stages, "industry": _industries, "completion": _rates}
