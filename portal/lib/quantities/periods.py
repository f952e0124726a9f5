"""The period a sentence states for its figures.

Rule: a figure takes the nearest period named before it in the same sentence (up to 。！？ or the end of the line; ；
doesn't end a period's reach). A year named only to compare with (较2020年, 与2023年相比, 是2020年的2.4倍, 比去年) is
passed over, and so is one in a title (《》, “2025年度…榜”). 三季度, 上半年, 全年, 1-10月 take the year named before
them in the sentence. Without one, and for 今年以来, 去年, 截至目前, nothing is resolved: there is only a proposal,
from the date the caller gives. Years in a row (2023年、2024年分别) belong to one figure each: none is taken.

Forms: 2024, 2024-S1, 2024-Q3, 2024-11, 2024-11-30 as in SDMX; first/last for others (2026/2030, 2025-01/2025-10).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from .. import numerals

_FIVE_YEARS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "首": 1, "上": 1, "下": 2}
_Y = r"(?:19|20)\d\d"
_M = r"1[0-2]|0?[1-9]"
_TOKEN = re.compile(
    rf"(?<!\d)(?P<y1>{_Y})年?[-~至到](?P<y2>{_Y})年|(?<!\d)(?P<iso>{_Y}-(?:0[1-9]|1[0-2])-[0-3]\d)(?!\d)"
    rf"|(?<!\d)(?P<ym1>{_Y}年(?:{_M})月)份?[-~至到](?P<ym2>{_Y}年(?:{_M})月)"
    rf"|(?<!\d)(?P<year>{_Y})年|(?P<hanyear>[一二][〇零九][{''.join(numerals.DIGITS)}]{{2}})年"
    r"|(?P<relative>今年|去年|上年|明年|本年)"
    r"|(?<![一二三四五六七八九])(?P<five>十[一二三四五六])五(?![家个项件名万亿年天户千百])"
    r"|(?P<now>截[至止]目前|到目前为止|目前|迄今|至今|截至(?:发稿|今日|当前|现在))|(?P<month>[本上]月)"
    r"|(?P<vague>近年来|(?:近|过去)[一二两三四五六七八九十\d]{1,2}年|[一二两三四五六七八九十\d]{1,2}年来|多年来|历年)"
    rf"|(?<![\d.])(?P<m1>{_M})(?:月份?)?[-~至到](?P<m2>{_M})月|前(?P<upto>[二两三23])个?季度|(?P<quarter>[一二三四首1234])季度"
    r"|(?P<half>[上下])半年|(?P<whole>全年|年度|年内|年底|年末)|前(?P<months>1[0-2]|[1-9]|[一二三四五六七八九十])个月"
    rf"|(?<![\d.])(?P<m>{_M})月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?"
)
_BASE_BEFORE = re.compile(r"(?:[比较与]|(?<!合)同|相比于|相较于)$")
_BASE_AFTER = re.compile(r"年?”?(?:末|底|时期|期间)?的")
_LISTED = re.compile("(?:19|20)\\d\\d年?[、和与及]$")
_SENTENCE = re.compile("[。！？!?\n]")
_TITLE = re.compile("《[^《》\n]{1,60}》|“(?:19|20)\\d\\d年[^“”，。\n]{1,30}”")  # a name, not a statement


@dataclass(frozen=True)
class _Mention:
    place: int
    sentence: int
    found: dict[str, str]
    year: tuple[str, int] | None  # ("stated", 2024) or ("relative", -1): the year in force, for parts of a year


@dataclass
class Periods:
    """All periods named in a normalised text; `at` answers for a figure."""

    text: str
    date: date | None = None
    mentions: list[_Mention] = field(default_factory=list)

    def __post_init__(self) -> None:
        titles = [match.span() for match in _TITLE.finditer(self.text)]
        self._ends = [match.start() for match in _SENTENCE.finditer(self.text)]
        year, last, base_end = None, -1, -1
        for match in _TOKEN.finditer(self.text):
            place = match.start()
            sentence = bisect_right(self._ends, place)
            inside = bisect_right(titles, (place, len(self.text))) - 1
            if inside >= 0 and place < titles[inside][1]:
                continue
            if sentence != last:
                year, last = None, sentence
            if self._is_base(match) or (place == base_end and match["year"] is None):
                base_end = match.end()
                continue
            found = {key: value for key, value in match.groupdict().items() if value is not None}
            if _LISTED.search(self.text, max(0, place - 8), place):  # 2023年、2024年分别: each its own, not ours to say
                found = {"vague": match[0]}
            year = _year_of(found) or year
            self.mentions.append(_Mention(match.end(), sentence, found, year))
        self._places = [mention.place for mention in self.mentions]

    def _is_base(self, match: re.Match[str]) -> bool:
        before = self.text[max(0, match.start() - 4) : match.start()].rstrip("“")
        if _BASE_BEFORE.search(before):
            return True
        if self.text.startswith("同期", match.end()):  # 去年同期为38家 is a statement of last year
            return not self.text.startswith(("为", "是", "仅"), match.end() + 2)
        return before.endswith(("是", "为", "相当于")) and _BASE_AFTER.match(self.text, match.end()) is not None

    def at(self, place: int, *, ahead: bool = False) -> tuple[str | None, str | None]:
        """(period, period_proposal) for a figure beginning at `place`; `ahead` when it is forecast or planned."""
        index = bisect_right(self._places, place) - 1
        if index < 0 or self.mentions[index].sentence != bisect_right(self._ends, place):
            return None, None
        mention = self.mentions[index]
        if mention.year and mention.year[0] == "stated" and not mention.found.keys() & {"now", "month", "vague"}:
            return _write(mention.found, mention.year[1]), None
        if "y1" in mention.found or "ym1" in mention.found or "iso" in mention.found or "five" in mention.found:
            return _write(mention.found, 0), None
        return None, self._propose(mention, ahead)

    def _propose(self, mention: _Mention, ahead: bool) -> str | None:
        today, found = self.date, mention.found
        if today is None or "vague" in found:
            return None
        if "now" in found:
            return today.isoformat()
        if "month" in found:
            back = found["month"] == "上月"
            year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
            return f"{year}-{month + 1:02}"
        if mention.year:
            return _write(found, today.year + mention.year[1])
        past = today.month <= 3 if "whole" in found and found["whole"] == "全年" else _reached(found) > today.month
        return _write(found, today.year - (past and not ahead))


def _year_of(found: dict[str, str]) -> tuple[str, int] | None:
    if "year" in found:
        return "stated", int(found["year"])
    if "hanyear" in found:
        value = numerals.read(found["hanyear"])
        return ("stated", int(value)) if value else None
    if "relative" in found:
        return "relative", {"去年": -1, "上年": -1, "明年": 1}.get(found["relative"], 0)
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else _NUMBERS.get(text) or int(numerals.read(text) or 0)


def _reached(found: dict[str, str]) -> int:
    """The month that must have come for a report on this part of a year: its first, of 1-11月 and 前三季度 the last."""
    if "quarter" in found:
        return _number(found["quarter"]) * 3 - 2
    if "half" in found:
        return _number(found["half"]) * 6 - 5
    if found.keys() & {"m2", "months", "upto"}:
        return _last_month(found)
    return int(found.get("m", 1))


def _last_month(found: dict[str, str]) -> int:
    if "upto" in found:
        return _number(found["upto"]) * 3
    return _number(found["months"]) if "months" in found else int(found.get("m2", 12))


def _write(found: dict[str, str], year: int) -> str:
    if "y1" in found:
        return f"{found['y1']}/{found['y2']}"
    if "iso" in found:
        return found["iso"]
    if "ym1" in found:
        return "/".join(f"{text[:4]}-{int(text[5:-1]):02}" for text in (found["ym1"], found["ym2"]))
    if "five" in found:
        first = _FIVE_YEARS[found["five"]]
        return f"{first}/{first + 4}"
    if "quarter" in found:
        return f"{year}-Q{_number(found['quarter'])}"
    if "half" in found:
        return f"{year}-S{_number(found['half'])}"
    if "m" in found:
        return f"{year}-{int(found['m']):02}" + (f"-{int(found['day']):02}" if "day" in found else "")
    first, last = int(found.get("m1", 1)), _last_month(found)
    if (first, last) == (1, 12):
        return str(year)
    return f"{year}-S1" if (first, last) == (1, 6) else f"{year}-{first:02}/{year}-{last:02}"
