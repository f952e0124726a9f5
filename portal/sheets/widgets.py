"""How a cell becomes a domain value and back. A cell that can't be understood is a ValueError with a clear message."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export import widgets

from portal.lib.dates import read_period

_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋（）−　", "0123456789.,%-+()- ")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff]")  # pasted along from web pages; nobody sees them
YES, NO = "是", "否"


def _text(value: object) -> str:
    """The cell as text; a float with the fifteen digits that Excel itself shows."""
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}"
    return "" if value is None else str(value).strip()


_read_period = lru_cache(2_000)(read_period)  # a sheet says the same month thousands of times


class TextWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs) -> str:
        text = _text(value)
        if "\0" in text:
            raise ValueError(_("The cell holds a NUL character."))
        return text

    def render(self, value, obj=None, **kwargs) -> str:
        """As a sheet can hold it, so that what comes back is the same: no control characters, no blanks at the ends."""
        return "" if value is None else _CONTROL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


class NumberWidget(widgets.Widget):
    """A plain number; full-width digits, thousands separators and the column's own unit are understood.

    `unit` is the column's unit; a cell with another unit is refused with the value it would be in this one (`factors`:
    other unit -> multiplier into the column's), because a sheet that mixes units is where amounts go wrong by 10,000.
    `words` are other ways to say the column's own unit.
    """

    factors: dict[str, Decimal] = {}
    words: frozenset[str] = frozenset()

    def __init__(self, unit: str = "", limit: Decimal | None = None, whole: bool = False) -> None:
        super().__init__()
        self.unit, self.limit, self.whole = unit, limit, whole

    def clean(self, value, row=None, **kwargs) -> Decimal | int | None:
        if isinstance(value, date):
            raise ValueError(
                _("“%(text)s” is a date, not a number; the cell's format may have changed it.") % {"text": value}
            )
        text = re.sub(r"\s", "", _HIDDEN.sub("", _text(value)).translate(_WIDTH))
        if text in ("", "-", "—", "–", "——", "/", "无"):
            return None
        match = re.fullmatch(r"([-+]?\d[\d,]*(?:\.\d+)?)([^\d.,]*)", text)
        if not match or not self._separated(match[1]):
            raise ValueError(_("“%(text)s” is not a number.") % {"text": text})
        number = self._number(match[1])
        if match[2] and match[2] != self.unit and match[2] not in self.words:
            raise ValueError(self._unit_message(text, number, match[2]))
        if self.limit is not None and abs(number) > self.limit:
            raise ValueError(
                _("%(number)s %(unit)s is more than can be; is it in another unit?")
                % {"number": number, "unit": self.unit}
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
        words = {"text": text, "unit": self.unit, "other": unit}
        if unit in self.factors:
            words["value"] = f"{(number * self.factors[unit]).normalize():f}"
            return _("“%(text)s” is given in %(other)s, but this column is in %(unit)s: write %(value)s.") % words
        if not self.unit:
            return _("“%(text)s” is more than a number: this column takes numbers alone.") % words
        return _("“%(text)s” is given in %(other)s, but this column is in %(unit)s.") % words

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else f"{Decimal(value).normalize():f}"


class YiWidget(NumberWidget):
    """An amount: the column is in 亿元, the record keeps 万元."""

    factors = {"万元": Decimal("0.0001"), "万": Decimal("0.0001"), "元": Decimal("0.00000001")}
    words = frozenset({"亿"})

    def __init__(self) -> None:
        super().__init__("亿元", limit=Decimal(10_000))

    def clean(self, value, row=None, **kwargs) -> Decimal | None:
        number = super().clean(value, row, **kwargs)
        return None if number is None else (number * 10_000).quantize(Decimal("0.01"))

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else super().render(value / 10_000)


class WanWidget(NumberWidget):
    factors = {"亿元": Decimal(10_000), "亿": Decimal(10_000), "元": Decimal("0.0001")}
    words = frozenset({"万"})

    def __init__(self) -> None:
        super().__init__("万元", limit=Decimal(100_000_000))


class PeriodWidget(widgets.Widget):
    """A date or period as precise as known (portal.lib.dates)."""

    def clean(self, value, row=None, **kwargs) -> str:
        if isinstance(value, str):
            value = _HIDDEN.sub("", value).replace("\u3000", " ").strip()
        text = _text(value)
        if re.fullmatch(r"[12]\d{3}\.1", text):
            words = {"text": text, "first": f"{text[:4]}-01", "second": f"{text[:4]}-10"}
            raise ValueError(_("“%(text)s” may be January or October; write %(first)s or %(second)s.") % words)
        if re.fullmatch(r"\d{2}年.*|\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?", text):
            raise ValueError(_("“%(text)s”: which year, month and day? Write it like 2025-03-04.") % {"text": text})
        return read_period(value) if isinstance(value, date | datetime) else _read_period(text)

    def render(self, value, obj=None, **kwargs) -> str:
        return value or ""


class MonthWidget(PeriodWidget):
    """A month ("2025-11"). Excel makes days of typed months, so a day counts for its month; a year is no month."""

    def clean(self, value, row=None, **kwargs) -> str:
        text = super().clean(value, row, **kwargs)
        if text and not re.match(r"\d{4}-\d\d", text):
            raise ValueError(_("“%(text)s” is not a month; write it like 2025-11.") % {"text": text})
        return text[:7]


class DayWidget(PeriodWidget):
    """A calendar day; a month or a year alone is not enough."""

    def clean(self, value, row=None, **kwargs) -> date | None:
        text = super().clean(value, row, **kwargs)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise ValueError(_("“%(text)s” is not a day; write it like 2025-03-04.") % {"text": text}) from error

    def render(self, value, obj=None, **kwargs) -> str:
        return value.isoformat() if value else ""


class YesNoWidget(widgets.Widget):
    """是 or 否. Blank is no, or with `may_be_unknown` unknown."""

    words = {"是": True, "√": True, "✓": True, "TRUE": True, "否": False, "×": False, "FALSE": False}

    def __init__(self, may_be_unknown: bool = False) -> None:
        super().__init__()
        self.blank = None if may_be_unknown else False

    def clean(self, value, row=None, **kwargs) -> bool | None:
        text = _text(value)
        if text == "":
            return self.blank
        if text.upper() not in self.words:
            raise ValueError(_("“%(text)s” is neither 是 nor 否.") % {"text": text})
        return self.words[text.upper()]

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None and self.blank is None else YES if value else NO


class ChoiceWidget(widgets.Widget):
    """A word of a fixed list; the sheet holds labels, the record codes. Extra `words` are other ways to say a code."""

    def __init__(self, choices, words: dict[str, str] | None = None) -> None:
        super().__init__()
        self.choices, self.words = choices, words or {}

    def clean(self, value, row=None, **kwargs) -> str:
        text = _text(value)
        if text == "":
            return ""
        codes = {label: code for code, label in self.labels.items()}
        if code := codes.get(text, self.words.get(text)) or (text if text in self.labels else ""):
            return code
        raise ValueError(_("“%(text)s” is not one of: %(words)s.") % {"text": text, "words": "、".join(codes)})

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code -> word in the language of the request; a sheet, and so its widgets, lives no longer than that."""
        return {code: str(label) for code, label in self.choices}

    def render(self, value, obj=None, **kwargs) -> str:
        return self.labels.get(value, str(value or ""))


class LookupWidget(widgets.Widget):
    """A row of another table by one of its columns. `learn` reads those that the cells name, in one query."""

    def __init__(self, things: QuerySet, field: str) -> None:
        super().__init__()
        self.things, self.field = things, field
        self._known: dict[str, list[Model]] = {}

    def learn(self, cells: Iterable[object]) -> None:
        texts = {text for cell in cells if (text := _text(cell))} - self._known.keys()
        for thing in self.things.filter(**{f"{self.field}__in": texts}):
            self._known.setdefault(getattr(thing, self.field), []).append(thing)

    def clean(self, value, row=None, **kwargs) -> Model | None:
        text = _text(value)
        if not text:
            return None
        if text not in self._known:
            self.learn([text])
        found, kind = self._known.get(text, []), self.things.model._meta.verbose_name
        if not found:
            raise ValueError(_("There is no %(kind)s “%(text)s”.") % {"kind": kind, "text": text})
        if len(found) > 1:
            raise ValueError(
                _("There are several %(kind)s “%(text)s”; which one is meant?") % {"kind": kind, "text": text}
            )
        return found[0]

    def render(self, value, obj=None, **kwargs) -> str:
        return TextWidget().render(getattr(value, self.field)) if value else ""


class NamesWidget(widgets.ManyToManyWidget):
    """Several names in one cell, parted by ； (or ; or a line break); by more `marks` where no name holds one."""

    def __init__(self, marks: str = "") -> None:
        widgets.Widget.__init__(self)
        self.marks = re.compile(f"[；;\n{re.escape(marks)}]")

    def clean(self, value, row=None, **kwargs) -> list[str]:
        parts = self.marks.split(_text(value))
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def render(self, value, obj=None, **kwargs) -> str:
        return "；".join(value or [])
