"""Places in an order: 位列全省18个园区第二, 居全市第3位, 进入全国前十, 由第15位升至第8位.

第N alone is an ordinal far more often than a rank (第三期, 第一时间, 第二产业). It counts as a rank with 位 or 名 at
the end of a phrase, or after a rank verb or an area (全省第一) at the end of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .. import numerals
from .words import either

_CLAUSE = re.compile("[，,。；;！？!?\n:“”《》]")
_N = f"(?:\\d{{1,4}}|[{numerals.CHARACTERS}]{{1,5}})"
_VERB = re.compile(
    either(
        "位列 位居 名列 跃居 稳居 高居 稳列 排名 排位 位次 名次 排在 排到 跃升 上升 攀升 提升 前移 下降 晋升 晋位 升至"
        " 降至 退居 并列 蝉联 荣获 获得 夺得 摘得 取得 荣膺 斩获 进入 保持 跻身 挺进 迈入 迈进 闯入 冲进 冲入 入围 升到 进到"
        " 位于 处于 获(?![得评悉取]) 居(?![民住委家然]) 列(?![车入席为]) 排(?![水查污放练])"
    )
)
_AREA = re.compile(
    either(
        "全国 全省 全市 全区 全县 全球 世界 国内 省内 市内 区内 (?:中|西|东|中西)部(?:地区|六省)? 沿黄 长三角 珠三角"
        " 京津冀 [省市区县](?![份长级]) 行业 同类"
    )
)
_CORE = re.compile(
    rf"(?:(?<=排名|位次|名次) ?(?P<of>\d{{1,4}}/\d{{1,4}}(?![\d/]))|(?P<kind>第|前|(?<=[列居名])|(?<=位[和、])) ?(?P<n>{_N})"
    r"(?: ?(?P<word>[位名](?![单于置居列])))?|首位|榜首)"
)
_END = re.compile(r"[，。；、！？,;.!?)）”\s的且并和及与/]|$|实现|分别|保持")
_MOVE = re.compile("上升|跃|提升|升|前移|前进|攀升|下降|降|退|晋|提高|进|变|到|至")
_AND = {"、", "和", "及", "与", "以及"}  # 分别居全市第二位、第一位
_FROM = re.compile("[由从]|上年|去年")
_MANY = re.compile(rf"(?:多|数|{_N})[个项](?:{_AREA.pattern})$")
_PUT = re.compile("(?:放在|摆在|放到|摆到|作为|当作)(?:了)?$")
_ITEM = "(?:个(?!月|百分点|季度|小时|工作日)|家|座|所)"
_TOTAL = re.compile(rf"({_N})(?:{_ITEM}|(?=地市|省辖市|市|县|区|省))[^，。；\d]{{0,14}}$")
_BODIES = "(?:开发区|高新区|经开区|新区|园区|功能区|[省市区县镇]|街道|城市)"
_LED_BY = re.compile(rf"({_N})个[^，,。；！？\n\d]{{0,8}}{_BODIES}[中里][，,][^。；！？\n]{{0,40}}$")
_LED = re.compile(rf"({_N}){_ITEM}[^，,。；！？\n\d]{{1,14}}?[中里][，,]?[^，,。；！？\n]{{0,24}}$")

_JUDGED = "(?:评价|考核|考评|评比|排名|测评|评估)"
_LED_IN = re.compile(rf"({_N}){_ITEM}[^，,。；！？\n\d]{{1,14}}?{_JUDGED}[中里][，,][^。；！？\n]{{0,50}}$")


class Rank(NamedTuple):
    """text[start:end] says place `n` (printed at `number_at`) among `total` (at `total_at`). 前N is `top`."""

    start: int
    end: int
    number_at: tuple[int, int]
    n: Decimal
    total: int | None
    total_at: tuple[int, int] | None
    top: bool


def read_all(text: str) -> Iterator[Rank]:
    """The ranks of a normalised text, in order."""
    last_end, last = 0, None
    for core in _CORE.finditer(text):
        place, _of, among = (core["of"] or core["n"] or "1").partition("/")
        number = _value(place)
        if number is None or not 0 < number < 10000:
            continue
        lead = _CLAUSE.split(text[max(last_end, core.start() - 40) : core.start()])[-1]
        verb = max(_VERB.finditer(lead), key=lambda match: match.start(), default=None)
        area = max(_AREA.finditer(lead), key=lambda match: match.start(), default=None)
        between = text[last_end : core.start()] if last else ""
        if last and core["n"] and between in _AND and _END.match(text, core.end()):
            last = Rank(*core.span(), core.span(), number, last.total, None, core["kind"] == "前")
            last_end = core.end()
            yield last
            continue
        if not _is_rank(text, core, lead, verb is not None, area is not None and area.end() == len(lead)):
            continue
        begin = next(
            (
                m.start()
                for m in (verb, area)
                if m and len(lead) - m.start() <= 20 and not _FROM.search(lead, m.start())
            ),
            len(lead),
        )
        scope = next((lead[m.end() :] for m in (verb, area) if m), "")
        total, total_at = (int(among), None) if among else _total(text, core.start(), scope)
        if not core["n"] and not total:  # 居6个城区首位 has a number, 居全市首位 hasn't
            continue
        last_end = core.end()
        start = core.start() - len(lead) + begin
        last = Rank(start, core.end(), core.span(), number, total, total_at, core["kind"] == "前")
        yield last


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text[0].isascii() else numerals.read(text)


def _is_rank(text: str, core: re.Match[str], lead: str, verb: bool, area: bool) -> bool:
    ends = _END.match(text, core.end()) is not None
    if _PUT.search(lead) or _MANY.search(lead):
        return False
    if core["of"]:  # 全市排名2/9
        return ends and int(core["of"].split("/")[0]) <= int(core["of"].split("/")[1])
    if core["kind"] == "前" or not core["n"]:
        return ends and (verb or area)
    if not core["kind"]:  # 分别列22位和29位
        return core["word"] == "位" and ends
    if core["word"]:
        moves = _MOVE.match(text, core.end()) is not None
        return verb or area or moves or (ends and (core["word"] == "名" or _value(core["n"]) != 1))
    return ends and (verb or area)


def _total(text: str, place: int, scope: str) -> tuple[int | None, tuple[int, int] | None]:
    """Among how many: the number between verb or area and rank (`scope`), or that of a lead such as 在18个园区中，."""
    back = max(0, place - 70)
    match, offset = _TOTAL.search(scope), place - len(scope)
    if not match:
        lead = text[back:place]
        match, offset = _LED.search(lead) or _LED_BY.search(lead), back
        own = _AREA.search(_CLAUSE.split(lead)[-1])  # 在18个园区考核中，…，增速居全市第一: not among the 18
        match = match or (None if own else _LED_IN.search(lead))
    number = _value(match[1]) if match else None
    if not match or number is None or number < 2:
        return None, None
    return int(number), (offset + match.start(), offset + match.end(1) + 1)
