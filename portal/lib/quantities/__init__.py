"""A grammar of Chinese quantities: finds, reads and writes the figures of official reports.

    find(text, date=None, all=False) -> list[Figure]     every figure of a text, with place, qualifier and period
    parse(text) -> Quantity, format(quantity) -> str     one figure; parse(format(x)) == x
    parse_amount(cell, default_unit="万元") -> Decimal   money of a cell or form field, in 万元
    format_amount(amount) -> str                         money in 万元 as shown, in 亿元
    span(quantity) -> Span, agree(one, other) -> bool    what a figure leaves open; whether two can be one number
    QuantityError(ValueError)                            code, message, params; the caller translates

Pure: standard library only. body.py reads a number with its unit (units.py), qualifiers.py the words around it and how
far they reach, ranks.py places in an order, periods.py whose year a figure has, counted.py what is counted; masks.py
and nonfigures.py know what only looks like a figure.
"""

from .amounts import format_amount, parse_amount
from .find import find
from .model import MESSAGES, QUALIFIERS, Figure, Quantity, QuantityError
from .single import format, parse
from .spans import Span, agree, span

__all__ = [
    "MESSAGES",
    "QUALIFIERS",
    "Figure",
    "Quantity",
    "QuantityError",
    "Span",
    "agree",
    "find",
    "format",
    "format_amount",
    "parse",
    "parse_amount",
    "span",
]
