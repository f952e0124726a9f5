"""The number and its unit, wherever they stand: 12.56亿元, ３０００余人次, 二百亿元, 10-15%, 百分之九十五, 两天半, 3至5家."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .. import numerals
from .units import RATE, SCALE, SCALES, UNIT, resolve

_FULL_WIDTH = {0xFF10 + i: str(i) for i in range(10)}
_FULL_WIDTH.update({0xFF21 + i: chr(65 + i) for i in range(26)} | {0xFF41 + i: chr(97 + i) for i in range(26)})
_SAME = str.maketrans(
    "％﹪．／＋－–—―─−～〜∼：；！？　\xa0\u2002\u2003\u2009\t「」『』＞＜＝×✕＃",
    "%%./+------~~~:;!?      " + "“”“”><=xx#",
)
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3})")


def normalise(text: str) -> str:
    """Full-width digits, letters and signs become ASCII, character for character, so that offsets stay true.

    ， stays the mark between clauses, except inside a full-width number (１，２３４).
    """
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    return text.translate(_FULL_WIDTH).translate(_SAME)


# Bounded repetitions and look-behinds keep every pattern linear on hostile input.
_GROUPED = r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))\d{1,3}(?: \d{3}){1,3}(?!\d| \d|\.\d)"  # 1 268 家
_PARTED = r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))\d{1,6}(?:\. | \. ?)\d{1,4}(?![\d.])"  # 12. 6 亿元
_DIGITS = rf"(?:{_GROUPED}|{_PARTED}|(?<![\d.])(?<!\d,)(?:\d{{1,3}}(?:,\d{{3}}){{1,5}}(?![\d,])|\d{{1,15}}(?!\d))(?:\.\d{{1,8}}(?!\d))?)"
_HAN = f"(?:[{numerals.CHARACTERS}]{{1,{numerals.LONGEST}}}(?:点[{''.join(numerals.DIGITS)}]{{1,4}})?)"
_NUMBER = f"(?:{_DIGITS}|{_HAN})"
_GAP = " {0,2}"
_TO = rf"{_GAP}(?:-{{1,2}}|~{{1,2}}|至|到){_GAP}"
BODY = re.compile(
    rf"(?P<part>[百千万])分之(?:(?P<p1>{_NUMBER}){_TO}(?:(?P=part)分之)?)?(?P<p2>{_NUMBER})"
    rf"|(?P<years>\d{{1,2}}(?!\d)|{_HAN})年[零又](?P<months>\d{{1,2}}|{_HAN})(?P<month>个月)"
    rf"|(?<!\d)(?P<hours>\d{{1,3}})个?小时零?(?P<minutes>\d{{1,2}})分(?:钟|(?P<seconds>\d{{1,2}})秒)?(?!\d)"
    rf"|(?<!\d)(?P<m>\d{{1,3}})分(?:钟|零)?(?P<sec>\d{{1,2}})秒(?!\d)"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<more_tenths>[一二三四五六七八九](?![十百千万亿成]))"
    rf"|(?P<high>\d{{1,6}})(?P<by>[亿万])(?P<low>\d{{1,4}})(?P<last>[万千百]?)(?P<of>{UNIT})"
    rf"|(?:(?P<n1>{_NUMBER}){_GAP}(?P<s1>{SCALE})?(?P<u1>{UNIT})?{_TO})?"
    rf"(?P<n2>{_NUMBER})(?P<mid>[余多几来+])?{_GAP}(?P<scale>{SCALE})?(?P<mid2>[余多])?"
    rf"{_GAP}(?P<unit>{UNIT})?(?P<half>半(?![年月天日小数径价夜路边成]))?(?P<rate>/(?:{RATE}))?"
)


class Body(NamedTuple):
    """A number read at text[start:end]. `han`: written in Chinese numerals; `bare`: a power of ten without a digit.

    `first` is the other number when from and to carry different units or stand in a change (从12家到35家): then
    there is no range.
    """

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    kind: str
    more: bool = False
    about: bool = False
    han: bool = False
    bare: bool = False
    first: Body | None = None


def _number(text: str) -> tuple[Decimal, Decimal | None, str, bool, bool] | None:
    """value, upper value when two digits name a span, scale, Chinese?, bare? None when it's no number."""
    if text[0].isascii():
        return Decimal(text.replace(",", "").replace(" ", "")), None, "", False, False
    span = numerals.read_about(text.rstrip("万亿"))
    if span:
        return *span, text[len(text.rstrip("万亿")) :], True, False
    pair = numerals.split_scale(text)
    return (pair[0], None, pair[1], True, numerals.is_bare(text)) if pair else None


def read(match: re.Match[str]) -> Body | None:
    """The body that BODY matched, or None when it has no unit or isn't a number."""
    if match["p2"]:
        return _percent(match)
    if match["high"]:
        return _compound(match)
    if match["sec"]:
        return Body(*match.span(), Decimal(match["m"]) * 60 + Decimal(match["sec"]), None, "秒", "time")
    if match["tenths"]:  # 三成五: 35%
        tenths, rest = _number(match["tenths"]), _number(match["more_tenths"])
        return Body(*match.span(), tenths[0] * 10 + rest[0], None, "%", "ratio")
    if match["years"]:
        return _years_and_months(match)
    if match["hours"]:
        return _hours_and_minutes(match)
    number = _number(match["n2"])
    scale, unit = match["scale"] or "", match["unit"] or ""
    if number is None or not (unit or scale or number[2]):
        return None
    value, value_to, own_scale, han, bare = number
    unit = own_scale + scale + unit + (match["rate"] or "" if unit else "")
    known = resolve(unit)
    spoken = han and not (match["mid"] in ("余", "多") and value >= 10)  # 七百多单 is a count, 三门 in 三门峡 none
    if known is None or (spoken and known.kind in ("digits", "score")) or (match["mid"] == "几" and not han):
        return None
    if match["mid"] == "来" and value % 10:  # 200来块钱, but not 3来
        return None
    more = bool(match["mid"] not in (None, "来") or match["mid2"] or unit.startswith("个多"))
    about = value_to is not None or match["mid"] == "来"
    if unit.startswith("个半"):  # 一个半月
        value += Decimal("0.5")
    unit = unit.replace("个多", "个").replace("个半", "个")
    start = match.start("n2")
    end = match.start() + len(match[0].rstrip())  # 5000万 before a gap
    if match["half"]:  # 两天半
        is_length = known.kind in ("time", "year") and value_to is None and value == int(value)
        value, end = (value + Decimal("0.5"), end) if is_length else (value, match.start("half"))
    last = Body(start, end, value, value_to, unit, known.kind, more, about, han, bare)
    return _with_first(match, last) if match["n1"] else last


def _compound(match: re.Match[str]) -> Body | None:
    """1亿2000万元, 6万5千人: the last scale stays with the unit when it is 万."""
    total = int(match["high"]) * SCALES[match["by"]] + int(match["low"]) * SCALES.get(match["last"], 1)
    unit = ("万" if match["last"] == "万" else "") + match["of"]
    value = Decimal(total) / (SCALES["万"] if match["last"] == "万" else 1)
    return Body(*match.span(), value, None, unit, resolve(unit).kind) if match["by"] != match["last"] else None


def _years_and_months(match: re.Match[str]) -> Body | None:
    """两年零三个月: 27个月."""
    years, months = _number(match["years"]), _number(match["months"])
    if not years or not months or years[1:3] != (None, "") or months[1:3] != (None, ""):
        return None
    return Body(*match.span(), years[0] * 12 + months[0], None, match["month"], "time")


def _hours_and_minutes(match: re.Match[str]) -> Body:
    """1小时30分钟: 90分钟; 1小时3分28秒: 3808秒."""
    minutes = Decimal(match["hours"]) * 60 + Decimal(match["minutes"])
    if match["seconds"]:
        return Body(*match.span(), minutes * 60 + Decimal(match["seconds"]), None, "秒", "time")
    return Body(*match.span(), minutes, None, "分钟", "time")


def _percent(match: re.Match[str]) -> Body | None:
    low = _number(match["p1"]) if match["p1"] else None
    high = _number(match["p2"])
    if high is None or high[2] or (match["p1"] and low is None):
        return None
    unit = {"百": "%", "千": "‰", "万": "‱"}[match["part"]]
    return Body(*match.span(), low[0] if low else high[0], high[0] if low else None, unit, "ratio")


def _with_first(match: re.Match[str], last: Body) -> Body | None:
    """Joins n1 and n2 to a range, or keeps both when they can't be one (different units, falling numbers)."""
    number = _number(match["n1"])
    shown = (number[2] if number else "") + (match["s1"] or "") + (match["u1"] or "")
    if number is None or number[1] is not None or last.value_to is not None:
        return last
    if shown and resolve(shown) is None:
        return last
    if match["u1"] and not _is_change(match) and (low := _in_unit_of(last, number[0], shown)):
        return last._replace(start=match.start(), value=low, value_to=last.value, bare=False)
    same = not shown or resolve(shown) == resolve(last.unit) or (not match["u1"] and last.unit.startswith(shown))
    if same and number[0] < last.value and not _is_change(match):
        return last._replace(start=match.start(), value=number[0], value_to=last.value, bare=False)
    if not match["u1"]:
        return None if match.string[match.end("n1")] in "-~ " else last
    end = match.end("u1")
    first = Body(match.start(), end, number[0], None, shown, resolve(shown).kind, han=number[3], bare=number[4])
    return last._replace(first=first)


def _is_change(match: re.Match[str]) -> bool:
    """从12家到35家: two figures, not a range; but 由5至7天压缩到3天 begins with one."""
    if not match["u1"] and match.string[match.end("n1") : match.start("n2")].strip() != "到":
        return False
    return match.string[max(0, match.start() - 1) : match.start()] in ("从", "由", "自")


def _in_unit_of(last: Body, low: Decimal, shown: str) -> Decimal | None:
    """5000万元至1亿元: the low end in the unit of the high one, or None when they are no range of one unit."""
    one, other = resolve(shown), resolve(last.unit)
    if one == other or one.code != other.code or one.kind != "money":
        return None
    value = low * one.factor / other.factor
    return value if value < last.value else None
