"""How a cell becomes a domain value and back. A cell that can't be understood is a ValueError with a clear message."""

import re
from decimal import Decimal, InvalidOperation

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export import widgets

from portal.lib.dates import read_period

_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋（）", "0123456789.,%-+()")
YES, NO = "是", "否"


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


class TextWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs) -> str:
        text = _text(value)
        if "\0" in text:
            raise ValueError(_("The cell holds a NUL character."))
        return text

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else str(value)


class NumberWidget(widgets.Widget):
    """A plain number; full-width digits, thousands separators and the column's own unit are understood.

    `unit` is the column's unit; a cell with another unit is refused with the value it would be in this one (`factors`:
    other unit -> multiplier into the column's), because a sheet that mixes units is where amounts go wrong by 10,000.
    """

    factors: dict[str, Decimal] = {}

    def __init__(self, unit: str = "", limit: Decimal | None = None, whole: bool = False) -> None:
        super().__init__()
        self.unit, self.limit, self.whole = unit, limit, whole

    def clean(self, value, row=None, **kwargs) -> Decimal | int | None:
        text = _text(value).translate(_WIDTH).replace(" ", "")
        if text in ("", "-", "—", "–"):
            return None
        match = re.fullmatch(r"([-+]?\d[\d,]*(?:\.\d+)?)(\D*)", text)
        if not match or not self._separated(match[1]):
            raise ValueError(_("“%(text)s” is not a number.") % {"text": text})
        number = self._number(match[1])
        if match[2] and match[2] != self.unit:
            raise ValueError(self._unit_message(text, number, match[2]))
        if self.limit is not None and abs(number) > self.limit:
            raise ValueError(
                _("%(number)s %(unit)s is more than can be; is it in another unit?") % {"number": number, "unit": self.unit}
            )
        if self.whole:
            if number != number.to_integral_value():
                raise ValueError(_("“%(text)s” is not a whole number.") % {"text": text})
            return int(number)
        return number

    @staticmethod
    def _separated(text: str) -> bool:
        """Commas only where thousands are: 1,234 and 12,345,678, never 1,35."""
        return "," not in text or bool(re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text))

    @staticmethod
    def _number(text: str) -> Decimal:
        try:
            return Decimal(text.replace(",", ""))
        except InvalidOperation as error:
            raise ValueError(_("“%(text)s” is not a number.") % {"text": text}) from error

    def _unit_message(self, text: str, number: Decimal, unit: str) -> str:
        words = {"text": text, "unit": self.unit or _("none"), "other": unit}
        if unit in self.factors:
            words["value"] = f"{(number * self.factors[unit]).normalize():f}"
            return _("“%(text)s” is given in %(other)s, but this column is in %(unit)s: write %(value)s.") % words
        return _("“%(text)s” is given in %(other)s, but this column is in %(unit)s.") % words

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else f"{Decimal(value).normalize():f}"


class YiWidget(NumberWidget):
    """An amount: the column is in 亿元, the record keeps 万元."""

    factors = {"万元": Decimal("0.0001"), "万": Decimal("0.0001"), "元": Decimal("0.00000001"), "亿": Decimal(1)}

    def __init__(self) -> None:
        super().__init__("亿元", limit=Decimal(10_000))

    def clean(self, value, row=None, **kwargs) -> Decimal | None:
        number = super().clean(value, row, **kwargs)
        return None if number is None else (number * 10_000).quantize(Decimal("0.01"))

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else super().render(value / 10_000)


class WanWidget(NumberWidget):
    factors = {"亿元": Decimal(10_000), "亿": Decimal(10_000), "元": Decimal("0.0001"), "万": Decimal(1)}

    def __init__(self) -> None:
        super().__init__("万元", limit=Decimal(100_000_000))


class PeriodWidget(widgets.Widget):
    """A date or period as precise as known (portal.lib.dates)."""

    def clean(self, value, row=None, **kwargs) -> str:
        return read_period(value)

    def render(self, value, obj=None, **kwargs) -> str:
        return value or ""


class YesNoWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs) -> bool:
        text = _text(value)
        if text not in ("", YES, NO):
            raise ValueError(_("“%(text)s” is neither 是 nor 否.") % {"text": text})
        return text == YES

    def render(self, value, obj=None, **kwargs) -> str:
        return YES if value else NO


class ChoiceWidget(widgets.Widget):
    """A word of a fixed list; the sheet holds labels, the record codes. Extra `words` are other ways to say a code."""

    def __init__(self, choices, words: dict[str, str] | None = None) -> None:
        super().__init__()
        self.choices, self.words = choices, words or {}

    def clean(self, value, row=None, **kwargs) -> str:
        text = _text(value)
        labels = {str(label): code for code, label in self.choices}
        if text == "":
            return ""
        if code := labels.get(text, self.words.get(text)) or (text if text in dict(self.choices) else ""):
            return code
        raise ValueError(
            _("“%(text)s” is not one of: %(words)s.") % {"text": text, "words": "、".join(labels)}
        )

    def render(self, value, obj=None, **kwargs) -> str:
        return str(dict(self.choices).get(value, value or ""))


class LookupWidget(widgets.Widget):
    """A row of another table by one of its columns; all rows are read once a sheet."""

    def __init__(self, things: QuerySet, field: str) -> None:
        super().__init__()
        self.things, self.field = things, field
        self._known: dict[str, Model] | None = None

    def forget(self) -> None:
        self._known = None

    def clean(self, value, row=None, **kwargs) -> Model | None:
        text = _text(value)
        if not text:
            return None
        if self._known is None:
            self._known = {getattr(thing, self.field): thing for thing in self.things.all()}
        if text not in self._known:
            kind = self.things.model._meta.verbose_name
            raise ValueError(_("There is no %(kind)s “%(text)s”.") % {"kind": kind, "text": text})
        return self._known[text]

    def render(self, value, obj=None, **kwargs) -> str:
        return str(getattr(value, self.field)) if value else ""


class NamesWidget(widgets.ManyToManyWidget):
    """Several names in one cell, parted by ； (or ; 、 or a line break)."""

    def __init__(self) -> None:
        widgets.Widget.__init__(self)

    def clean(self, value, row=None, **kwargs) -> list[str]:
        parts = re.split(r"[；;\n]", _text(value))
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def render(self, value, obj=None, **kwargs) -> str:
        return "；".join(value or [])
