"""Axes: round ticks, and how numbers are printed beside them."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from .text import text_width

PER_CENT = ("%", "％")
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


def nice_step(span: Decimal, count: int, *, whole: bool = False) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that cuts `span` into at most
    `count` parts; at least 1 when only whole numbers make sense (there is no half project).
    """
    if span <= 0:
        return Decimal(1)
    raw = max(span / count, Decimal(1) if whole else span / count)
    power = Decimal(10) ** math.floor(math.log10(raw))
    steps = (step * scale for scale in (power, power * 10) for step in STEPS)
    return next(step for step in steps if step >= raw and not (whole and step % 1))


def inner_ticks(low: Decimal, high: Decimal, count: int, *, whole: bool = False) -> list[Decimal]:
    """Round values from `low` to `high`, none outside: the bars themselves set the ends."""
    step = nice_step(high - low, count, whole=whole)
    return [step * index for index in range(math.ceil(low / step), math.floor(high / step) + 1)]


def outer_ticks(low: Decimal, high: Decimal, count: int, *, whole: bool = False) -> list[Decimal]:
    """Round values that enclose `low` and `high`, at least two."""
    step = nice_step(high - low, count, whole=whole)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * index for index in range(first, max(last, first + 1) + 1)]


def all_whole(values: Sequence[Decimal]) -> bool:
    """True when every value is a whole number."""
    return all(value == value.to_integral_value() for value in values)


def printed(value: Decimal) -> str:
    """A number without exponent or trailing zeros, grouped from 10000 on."""
    text = f"{value:,f}" if abs(value) >= 10000 else f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def share(part: Decimal, whole: Decimal) -> str:
    """`part` of `whole` in per cent with one decimal, half up as the bulletins do."""
    return f"{(part * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def is_exact(shown: str) -> bool:
    """True for a bare number: "36", "1,340.7". Qualified figures must not be reckoned with."""
    return bool(shown) and all(char in "0123456789.,-" for char in shown)


def with_unit(shown: str, unit: str) -> str:
    """The per cent sign belongs to its number; other units stand in the line under the title."""
    return shown + unit if unit in PER_CENT and shown and shown[-1].isdigit() else shown


def inside(x: float, width: float, text: str, size: float, *, bold: bool = False) -> float:
    """The centre nearest to `x` at which `text` stays within 0 … `width`."""
    half = text_width(text, size, bold=bold) / 2
    return min(max(x, half), width - half)


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres in the same order, moved as little as need be so that blocks of these
    heights neither touch nor leave `low` … `high` (which must be able to hold them all).
    `centres` must ascend.
    """
    placed: list[float] = []
    floor = low
    for centre, height in zip(centres, heights, strict=True):
        placed.append(max(centre, floor + height / 2))
        floor = placed[-1] + height / 2
    ceiling = high
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return placed
