"""What a printed figure says and leaves open: 2000余件 lies between 2000 and 3000, 12.56亿元 is rounded to a million.

Two figures contradict each other only when no number fits both.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from .model import Quantity
from .units import resolve

_FAR = Decimal("Infinity")
_ABOUT = Decimal("0.1")  # 约, 左右: a tenth either way
_NEARLY = Decimal("0.2")  # 近: at most a fifth below
_ROUNDED = ("PCT", "PP", "X")
UP = frozenset({"at_least", "over", "first_over"})


class Span(NamedTuple):
    """The numbers that a figure may stand for, in its base unit, ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        return self.low <= other.high and other.low <= self.high


def span(quantity: Quantity) -> Span:
    """Exact for whole numbers that are counted (46个); half of the last place either way where a figure may be rounded."""
    unit = resolve(quantity.shown_unit)
    value, top = quantity.value, quantity.value_to or quantity.value
    half = _place(quantity.shown_value) * unit.factor / 2
    if quantity.shown_value == quantity.shown_value.to_integral() and unit.factor == 1 and unit.code not in _ROUNDED:
        half = Decimal(0)
    low, high = value - half, top + half
    codes = set(quantity.qualifier.split("+"))
    if "more_than" in codes:
        low, high = value, value + _place(quantity.shown_value, significant=True) * unit.factor
    if "about" in codes:
        low, high = low - abs(value) * _ABOUT, high + abs(top) * _ABOUT
    if "nearly" in codes:
        low = value - abs(value) * _NEARLY
    if codes & UP:
        high = _FAR
    if "within" in codes:
        low = -_FAR
    return Span(low, high)


def _place(number: Decimal, *, significant: bool = False) -> Decimal:
    """The worth of the last digit: 0.01 for 12.56; of 2000 it is 1, and 1000 when only digits that count are meant."""
    exponent = number.as_tuple().exponent
    if significant:
        exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if significant else min(exponent, 0))


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether both may be the same number of the same unit: 1亿元 and 10000万元, 2000余件 and 2360件."""
    return one.unit == other.unit and span(one).meets(span(other))
