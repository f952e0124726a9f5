"""A value as it is typed: a number, or a number with its unit ("5200万元" for an indicator in 亿元 is 0.52)."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from portal.lib.qualifiers import Qualifier
from portal.lib.quantities import QuantityError, parse
from portal.lib.quantities.units import resolve

_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋　", "0123456789.,%-+ ")
_VALUE = re.compile(r"([-+]?\d+(?:,\d{3})*(?:\.\d+)?)(\D*)")


def read_value(text: str, unit: str) -> Decimal | None:
    """`text` in `unit`; None for nothing. ValidationError when it isn't a number, or is in a unit of another kind: 人
    and 人次, 亿元 and 个 are never turned into each other."""
    typed = re.sub(r"\s", "", (text or "").translate(_WIDTH))
    if unit == "位":
        typed = typed.removeprefix("第")  # as every page prints it
    if not typed:
        return None
    _refuse_qualifier(typed, text)
    match = _VALUE.fullmatch(typed)
    if not match:
        raise ValidationError(gettext("“%(text)s” is not a number.") % {"text": text})
    number = Decimal(match[1].replace(",", ""))
    if match[2] in ("", unit.translate(_WIDTH)):
        return number
    given, own = resolve(match[2]), resolve(unit)
    if not given or not own or given.code != own.code:
        words = {"text": text, "given": match[2], "unit": unit}
        raise ValidationError(
            gettext(
                "“%(text)s” is in %(given)s; this indicator is counted in %(unit)s, and the two can't be converted."
            )
            % words
        )
    return number * given.factor / own.factor


def _refuse_qualifier(typed: str, text: str) -> None:
    """“80余家”: how exact a value is has a field of its own."""
    try:
        found = parse(typed)
    except QuantityError:
        return
    if found.qualifier in Qualifier.values and found.qualifier not in (Qualifier.EQUAL, Qualifier.REACH):
        words = {"text": text, "qualifier": Qualifier(found.qualifier).label}
        message = gettext("“%(text)s”: choose “%(qualifier)s” as the qualifier, and write the number alone here.")
        raise ValidationError(message % words)
