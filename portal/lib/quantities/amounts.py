"""Money in cells and form fields. This portal stores it in 万元 and shows it in 亿元."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from .body import BODY, normalise, read
from .model import QuantityError, plain
from .qualifiers import PREFIXES
from .units import resolve

_WAN = Decimal(10**4)
_LIMIT = Decimal(10**14)  # Decimal(16, 2) holds 14 digits before the point
_CENT = Decimal("0.000001")  # a cent, in 万元
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])[:\s]*|\s*(?:人民币|RMB)$|(?<=[元万亿])[整正]$", re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,40}(?:\.\d{1,20})?|\.\d{1,20}")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INEXACT = re.compile(
    f"^(?P<before>{'|'.join(sorted(map(re.escape, PREFIXES), key=len, reverse=True))}|预计|计划|累计)"
    r"|(?P<after>及?以[上下内]|左右|上下|之内|[余多几])"
)


def parse_amount(text: str | int | float | Decimal, default_unit: str = "万元") -> Decimal:
    """The amount in 万元. A bare number is in `default_unit`; numbers of a spreadsheet may be passed as they are.

    Understands 5200万元, 1.35亿, １,２３４.５, 1亿2000万元, 两千万元, ￥5,200.00元. Exact: nothing is rounded but the
    binary noise of a float (to a cent). Whether an amount may be negative is for the caller.
    QuantityError: empty, separators (12,34), range, inexact (约5000万元), other_unit (38个, 300万美元), too_large,
    unreadable.
    """
    if isinstance(text, (int, float, Decimal)) and not isinstance(text, bool):
        return _in_wan(_numeric(text), default_unit, str(text))
    shown = str(text or "").strip()
    cell = _CURRENCY.sub("", _CURRENCY.sub("", normalise(shown).replace("，", ",").strip()))
    if not cell:
        raise QuantityError("empty")
    negative = cell[0] in "-−"
    cell = cell[negative:].lstrip("+ ")
    digits = re.match(r"[\d.,]*", cell)[0]
    if "," in digits and not _GROUPS.fullmatch(digits):
        raise QuantityError("separators", text=shown)
    if _PLAIN.fullmatch(digits.replace(",", "")) and digits == cell:
        value, unit = Decimal(cell.replace(",", "")), default_unit
    else:
        value, unit = _written(cell, shown)
    return _in_wan(-value if negative else value, unit, shown)


def format_amount(amount: Decimal, places: int | None = None) -> str:
    """An amount in 万元 as it is shown, in 亿元: 52000 -> 5.2. Thousands separators only from 10,000 亿元 on.

    `places` rounds half up; without it nothing is rounded. Zeros that say nothing are dropped.
    """
    value = Decimal(amount) / _WAN
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = plain(value, trim=True)
    if abs(value) < 10**4:
        return "0" if text == "-0" else text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _numeric(number: float | Decimal) -> Decimal:
    value = Decimal(str(number))
    if not value.is_finite():
        raise QuantityError("unreadable", text=str(number))
    if isinstance(number, float) and abs(value) < _LIMIT:
        value = value.quantize(_CENT)
    return value


def _written(cell: str, shown: str) -> tuple[Decimal, str]:
    """(number, unit) of a cell that isn't a bare number, or the error that says best what is wrong with it."""
    match = BODY.fullmatch(cell)
    body = read(match) if match else None
    if body and not (body.more or body.first) and body.value_to is None:
        if resolve(body.unit).code != "CNY":
            raise QuantityError("other_unit", text=shown, unit=body.unit)
        return body.value, body.unit
    if body and (body.first or body.value_to is not None):
        raise QuantityError("range", text=shown)
    inexact = _INEXACT.search(cell)
    if inexact and any(char.isdigit() for char in cell) or body:
        raise QuantityError("inexact", text=shown, word=inexact[0] if inexact else "余")
    raise QuantityError("unreadable", text=shown)


def _in_wan(value: Decimal, unit: str, shown: str) -> Decimal:
    known = resolve(unit)
    if known is None or known.code != "CNY":
        raise QuantityError("other_unit", text=shown, unit=unit)
    amount = value * known.factor / _WAN
    if abs(amount) >= _LIMIT:
        raise QuantityError("too_large", text=shown)
    return Decimal(plain(amount, trim=True))
