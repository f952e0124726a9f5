"""Dates and periods only as precise as they are known.

A date that a source gives as "2024" or "2025年11月" is kept as text in the reduced forms of ISO 8601 and SDMX
(TIME_PERIOD), never padded to a day that nobody stated:

    2024   2024-S1   2024-Q3   2024-11   2024-11-30   2026-01-16T19:01
    2026/2030   2025-01/2025-10 (from … to)   --02-13 (year not stated)

Texts of one form sort in time order; `first` and `last` give the days they cover.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .language import is_english

_FORM = re.compile(
    r"(?P<year>[12]\d{3})(?:/(?P<to>[12]\d{3})|-S(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<time>\d\d:\d\d))?|/(?P<to_year>[12]\d{3})-(?P<to_month>\d\d))?)?"
    r"|--(?P<m>\d\d)-(?P<d>\d\d)"
)
_EXCEL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Period:
    """A stretch of time as a source states it; `first` and `last` are None when the year isn't stated."""

    text: str
    first: date | None
    last: date | None

    @property
    def year(self) -> int | None:
        return self.first.year if self.first else None

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last


def parse_period(text: str) -> Period:
    """The period that `text` names in one of the forms above. ValueError when it isn't one, or no such day exists."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(_("“%(text)s” is not a date or period.") % {"text": text})
    part = match.groupdict()
    try:
        if part["m"]:
            date(2024, int(part["m"]), int(part["d"]))  # 2024 has a 29 February
            return Period(text, None, None)
        span = _span(part)
    except ValueError as error:
        raise ValueError(_("There is no date “%(text)s”.") % {"text": text}) from error
    if span[1] < span[0]:
        raise ValueError(_("“%(text)s”: the period ends before it starts.") % {"text": text})
    return Period(text, *span)


def _span(part: dict[str, str | None]) -> tuple[date, date]:
    year = int(part["year"])
    if part["to"]:
        return date(year, 1, 1), date(int(part["to"]), 12, 31)
    if part["half"] or part["quarter"]:
        size, n = (6, int(part["half"])) if part["half"] else (3, int(part["quarter"]))
        return date(year, size * (n - 1) + 1, 1), date(year, size * n, monthrange(year, size * n)[1])
    if part["day"]:
        if part["time"]:
            datetime.strptime(part["time"], "%H:%M")
        day = date(year, int(part["month"]), int(part["day"]))
        return day, day
    if part["month"]:
        first = date(year, int(part["month"]), 1)
        end = date(int(part["to_year"] or year), int(part["to_month"] or part["month"]), 1)
        return first, end.replace(day=monthrange(end.year, end.month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def show_period(text: str) -> str:
    """The period in the reader's language: "2024年第三季度", "2月13日（年份未写明）"; "" for ""."""
    if not text:
        return ""
    part = _FORM.fullmatch(text)
    if not part:
        return text
    if part["m"]:
        return _("%(month)s-%(day)s (year not stated)") % {"month": int(part["m"]), "day": int(part["d"])}
    if part["to"]:
        return _("%(first)s–%(last)s") % {"first": part["year"], "last": part["to"]}
    if part["half"]:
        return (_("first half of %(year)s") if part["half"] == "1" else _("second half of %(year)s")) % part.groupdict()
    if part["quarter"]:
        return _("quarter %(quarter)s of %(year)s") % part.groupdict()
    if part["day"]:
        shown = _("%(year)s-%(month)s-%(day)s") % _plain(part)
        return f"{shown} {part['time']}" if part["time"] else shown
    if part["month"]:
        first = _("%(year)s-%(month)s") % _plain(part)
        if not part["to_year"]:
            return first
        last = _("%(year)s-%(month)s") % {"year": part["to_year"], "month": int(part["to_month"])}
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return pgettext("period", "%(year)s") % part.groupdict()


def _plain(part: re.Match[str]) -> dict[str, str]:
    """In Chinese without leading zeros, as they are spoken."""
    return {key: part[key] if is_english() else str(int(part[key])) for key in ("year", "month", "day") if part[key]}


def read_period(cell: object) -> str:
    """What a person types or Excel stores, as one of the forms above; "" for an empty cell.

    Understands datetimes, Excel serials (20000–80000), 2025/3/4, 2025.3.4, 2025年11月, 2025年第三季度, 2025年上半年,
    2月13日, 2026-2030 and the forms themselves. ValueError when doubtful.
    """
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip().translate(str.maketrans("０１２３４５６７８９／．－", "0123456789/.-"))
    if re.fullmatch(r"[2-7]\d{4}(\.0)?", text):
        return (_EXCEL_EPOCH + timedelta(days=int(float(text)))).isoformat()
    text = re.sub(r"\s+00:00(:00)?$", "", text)
    return parse_period(_canonical(re.sub(r"\s+", "", text))).text


def _canonical(text: str) -> str:
    quarters = {"一": "1", "二": "2", "三": "3", "四": "4"}
    if match := re.fullmatch(r"([12]\d{3})年?第?([一二三四1-4])季度", text):
        return f"{match[1]}-Q{quarters.get(match[2], match[2])}"
    if match := re.fullmatch(r"([12]\d{3})年?([上下])半年", text):
        return f"{match[1]}-S{1 if match[2] == '上' else 2}"
    if match := re.fullmatch(r"([12]\d{3})年?[—–~至-]([12]\d{3})年?", text):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(r"([12]\d{3})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)", text):
        return f"{match[1]}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")
    if match := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", text):
        return f"--{int(match[1]):02}-{int(match[2]):02}"
    return re.sub(r"^([12]\d{3})年$", r"\1", text)


def validate_period(text: str) -> None:
    """A model validator: any of the forms."""
    try:
        parse_period(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def validate_past(text: str) -> None:
    """A model validator for things that have happened: the first day covered must not lie ahead."""
    validate_period(text)
    first = parse_period(text).first
    if first and first > date.today():
        raise ValidationError(_("“%(text)s” lies in the future.") % {"text": text})


def lies_before(text: str, other: str) -> bool:
    """Whether the whole of one period lies before the other; False where one isn't known or names no year."""
    try:
        last, first = parse_period(text).last, parse_period(other).first
    except ValueError:
        return False
    return bool(last and first and last < first)
