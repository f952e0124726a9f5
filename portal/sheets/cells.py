"""One cell of a workbook as the person who typed it sees it."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_QUOTED = re.compile(r"\[[^\]]*\]|\\.")
_SCALED = re.compile(r"[0#?],+(?=[^0#?,]|$)|[万亿]")


class Unreadable(str):
    """Stands in a cell's place; the text says why its value can't be known."""


def as_seen(value: object, number_format: str) -> object:
    """A number or date as its format shows it, so far as that says something else than the bare value.

    Excel keeps "2025-11" as the first of November and "85%" as 0.85; the format alone tells what was typed. A format
    that shows thousands or 万 hides what is stored: Unreadable, because either could be meant.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return _date_as_seen(value, number_format)
    if not isinstance(value, int | float) or number_format == "General":
        return value
    pattern = _QUOTED.sub("", number_format).split(";")[0]
    if "%" in pattern:
        return f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"
    if _SCALED.search(pattern.strip().rstrip("_) ")):
        words = {"value": f"{value:.15g}"}
        return Unreadable(
            _("The cell's format shows another number than it holds (%(value)s); write the number plainly.") % words
        )
    return value


def _date_as_seen(value: date, number_format: str) -> object:
    pattern = re.sub(r'"[^"]*"', "", _QUOTED.sub("", number_format)).lower()
    if isinstance(value, datetime) and (value.hour or value.minute) and "h" in pattern:
        return value
    if "d" in pattern or "y" not in pattern:
        return value
    return f"{value:%Y-%m}" if "m" in pattern else f"{value:%Y}"


def has_error(value: object) -> bool:
    return isinstance(value, str) and value in ERRORS


def text_of(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
