"""What a printed figure is, apart from where it was found and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .units import resolve

QUALIFIERS = (
    "equal",
    "more_than",
    "at_least",
    "over",
    "first_over",
    "nearly",
    "about",
    "reach",
    "within",
    "forecast",
    "planned",
    "cumulative",
    "sample",
    "zero_to_one",
    "only_took",
    "streak",
)


def gettext_noop(message: str) -> str:
    """Marks a message for makemessages; this package is pure and doesn't translate."""
    return message


MESSAGES = {
    "empty": gettext_noop("Give an amount."),
    "unreadable": gettext_noop("“%(text)s” can’t be read as an amount."),
    "separators": gettext_noop("“%(text)s”: the thousands separators don’t stand every three digits."),
    "range": gettext_noop("“%(text)s” is a range; one amount is needed."),
    "inexact": gettext_noop("“%(text)s” isn’t exact: “%(word)s” can’t be kept in an amount."),
    "other_unit": gettext_noop("“%(text)s” is given in %(unit)s; an amount in yuan is needed."),
    "too_large": gettext_noop("“%(text)s” is too large for an amount."),
    "too_fine": gettext_noop("“%(text)s” is finer than a cent."),
    "unit": gettext_noop("“%(unit)s” is not a known unit."),
    "not_one": gettext_noop("“%(text)s” is not exactly one figure."),
}


class QuantityError(ValueError):
    """A text that is doubtful or no quantity. `code` is a key of MESSAGES, `params` fill its message.

    The caller translates: `gettext(error.message) % error.params`. str(error) is the English text.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.code, self.message, self.params = code, MESSAGES[code], params
        super().__init__(self.message % params)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure without its place. `shown_value` is in `shown_unit`; `value` is in the base unit `unit`.

    `qualifier`: codes of QUALIFIERS joined by + in the order printed. `is_rank` for a place in an order (第2位; 位
    alone counts people), `rank_total` among how many. QuantityError("unit") when the unit isn't known.
    """

    shown_value: Decimal
    shown_unit: str
    qualifier: str = "equal"
    shown_value_to: Decimal | None = None
    rank_total: int | None = None
    is_rank: bool = False

    def __post_init__(self) -> None:
        if resolve(self.shown_unit) is None:
            raise QuantityError("unit", unit=self.shown_unit)

    @property
    def value(self) -> Decimal:
        return self.shown_value * resolve(self.shown_unit).factor

    @property
    def value_to(self) -> Decimal | None:
        return None if self.shown_value_to is None else self.shown_value_to * resolve(self.shown_unit).factor

    @property
    def unit(self) -> str:
        return "RANK" if self.is_rank else resolve(self.shown_unit).code


@dataclass(frozen=True, slots=True)
class Figure(Quantity):
    """A quantity where it stands: text[start:end] in code points, what it counts, and its period.

    `period` only when the sentence states it (2024, 2024-Q3, 2026/2030); `period_proposal` for words such as
    今年以来, when a date was given. Nothing fills one from the other. `rhetoric` marks a way of speaking (百余名工人).
    """

    text: str = ""
    start: int = 0
    end: int = 0
    counted: str | None = None
    period: str | None = None
    period_proposal: str | None = None
    rhetoric: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the figures interface; shown_value_to, value_to and rank_total only where they exist."""
        row = {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "shown_value": plain(self.shown_value),
            "shown_value_to": self.shown_value_to,
            "shown_unit": self.shown_unit,
            "value": plain(self.value, trim=True),
            "value_to": self.value_to,
            "unit": self.unit,
            "qualifier": self.qualifier,
            "rank_total": self.rank_total,
            "counted": self.counted,
            "period": self.period,
            "period_proposal": self.period_proposal,
        }
        if self.shown_value_to is not None:
            row["shown_value_to"] = plain(self.shown_value_to)
            row["value_to"] = plain(self.value_to, trim=True)
        return {key: row[key] for key in row if row[key] is not None or key in ("counted", "period", "period_proposal")}


def plain(value: Decimal, *, trim: bool = False) -> str:
    """A decimal without exponent; `trim` drops the zeros after the point that no one needs."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text
