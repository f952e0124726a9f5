"""Tables whose sums and rates don't follow: a 合计 row or column, a 完成率 beside plan and done, a 占比 of the total.

Pure: the HTML of a body in. Numbers are only added up when all of them are there and count the same thing: in one unit,
or bare in a column whose rows bring no units of their own, in a row whose columns are called alike; rates, ranks, prices,
scores, years and running numbers never are; rows that say 其中 are parts of the row above, and a table with 小计 is left to people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from django.utils.translation import gettext as _

from portal.lib.quantities import Quantity, QuantityError, Span, parse, span
from portal.lib.quantities.units import resolve

from .said import Said

_TABLE = re.compile(r"<table\b.*?</table>", re.S | re.I)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S | re.I)
_CELL = re.compile(r"<t[dh]\b([^>]*)>(.*?)</t[dh]>", re.S | re.I)
_SPANNED = re.compile(r'\b(?:col|row)span="(?!1")', re.I)
_TAG = re.compile("<[^>]*>")
_TOTAL = re.compile("^(?:全[区市县])?(?:合计|总计|共计)$")
_PART, _SUBTOTAL = re.compile("^其中"), re.compile("小计")
_NO_SUM = re.compile(
    "率|比|增[长速幅减]|%|％|平均|均|排名|位次|序号|编号|年份|时间|日期|电话|单价|价格|指数|系数|强度|密度|得分|评分|工期|年限|期限"
    "|层数|温度|浓度"
)
_STOCK = re.compile("余额|存量|保有|[期月年季]末|累计|人口|在册|现有")  # of several times it is not added up
_UNIT = re.compile("[（(]([^（()）]{1,8})[）)]|[，,/]([^，,/]{1,6})$")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_RATE, _SHARE = re.compile("完成率|完成(?:比例|进度)"), re.compile("占比|比重")
_PLAN, _DONE = re.compile("计划|目标|任务"), re.compile("完成(?!率|比例|进度)|实际")


@dataclass(frozen=True)
class Cell:
    """What a cell says; `range` what its number leaves open, None where there is none."""

    text: str
    range: Span | None
    unit: str


def tables(html: str) -> Iterator[Said]:
    for match in _TABLE.finditer(html):
        rows = [_CELL.findall(row) for row in _ROW.findall(match[0])]
        if len(rows) > 2 and not _SPANNED.search(match[0]) and len({len(row) for row in rows}) == 1:
            heads = [_words(inner) for _attributes, inner in rows[0]]
            body = [
                [_cell(_words(inner), head) for (_a, inner), head in zip(row, heads, strict=True)] for row in rows[1:]
            ]
            yield from _all_of(heads, body)


def _all_of(heads: list[str], rows: list[list[Cell]]) -> Iterator[Said]:
    total = rows[-1] if _TOTAL.match(_name(rows[-1])) else None
    others = [row for row in rows if row is not total and not _PART.match(_name(row))]
    sums = [at for at, head in enumerate(heads) if at and not _NO_SUM.search(head)]
    if total and not any(_SUBTOTAL.search(_name(row)) for row in rows):
        for at in [] if _is_mixed(heads, rows) else sums:
            yield from _sum(heads[at], [row[at] for row in others], total[at])
        yield from _shares(heads, others, total)
    if heads and (across := [at for at in sums if _TOTAL.match(heads[at])]) and len(across) == 1:
        parts = [at for at in sums if at != across[0]]
        is_alike = len({heads[at][-1:] for at in parts}) == 1  # 一季度, 二季度; 企业 and 职工 only with a unit
        for row in rows:
            is_told = is_alike or row[across[0]].unit
            if is_told and not (_NO_SUM.search(_name(row)) or _STOCK.search(_name(row))):
                yield from _sum(_name(row), [row[at] for at in parts], row[across[0]])
    yield from _rates(heads, rows)


def _is_mixed(heads: list[str], rows: list[list[Cell]]) -> bool:
    """Whether each row counts in a unit of its own: a column of units (one of offices, 单位 too, stands first), or rows
    whose names bring theirs (税收（万元））."""
    has_units = any(head == "计量单位" or (at and head == "单位") for at, head in enumerate(heads))
    return has_units or any((said := _UNIT.search(_name(row))) and resolve(said[1] or said[2]) for row in rows)


def _sum(name: str, parts: list[Cell], total: Cell) -> Iterator[Said]:
    cells = [*parts, total]
    if len(parts) < 2 or any(cell.range is None for cell in cells) or len({cell.unit for cell in cells}) > 1:
        return
    if total.unit in ("PCT", "PP", "X", "RANK"):
        return
    found = Span(sum(one.range.low for one in parts), sum(one.range.high for one in parts))
    if not found.meets(total.range):
        words = {"name": name, "parts": "、".join(cell.text for cell in parts), "total": total.text}
        yield Said(
            "sum", _("In the table, “%(name)s” doesn't add up: “%(parts)s”, but the total is “%(total)s”.") % words
        )


def _rates(heads: list[str], rows: list[list[Cell]]) -> Iterator[Said]:
    rate, plan, done = _only(heads, _RATE), _only(heads, _PLAN, _RATE), _only(heads, _DONE, _PLAN)
    for row in rows if rate and plan and done else ():
        if not _fits(row[done], row[plan], row[rate]):
            words = {"name": _name(row), "done": row[done].text, "plan": row[plan].text, "rate": row[rate].text}
            text = _("In the table, the rate of “%(name)s” doesn't follow: “%(done)s” and “%(plan)s”, but “%(rate)s”.")
            yield Said("rate", text % words)


def _shares(heads: list[str], rows: list[list[Cell]], total: list[Cell]) -> Iterator[Said]:
    """占比 belongs to the column before it."""
    share = _only(heads, _SHARE)
    for row in rows if share and share > 1 else ():
        if not _fits(row[share - 1], total[share - 1], row[share]):
            words = {"part": row[share - 1].text, "whole": total[share - 1].text, "rate": row[share].text}
            words["name"] = _name(row)
            text = _("In the table, the share of “%(name)s” doesn't follow: “%(part)s” of “%(whole)s”, but “%(rate)s”.")
            yield Said("share", text % words)


def _only(heads: list[str], wanted: re.Pattern[str], unwanted: re.Pattern[str] | None = None) -> int:
    """The one column of this name; 0 (a column of names) when there is none or more than one."""
    found = [at for at, head in enumerate(heads) if wanted.search(head) and not (unwanted and unwanted.search(head))]
    return found[0] if len(found) == 1 else 0


def _fits(part: Cell, whole: Cell, rate: Cell) -> bool:
    if part.range is None or whole.range is None or rate.range is None or part.unit != whole.unit:
        return True
    if part.range.low < 0 or whole.range.low <= 0 or whole.range.high.is_infinite():
        return True
    low, high = part.range.low / whole.range.high * 100, part.range.high / whole.range.low * 100
    return Span(low, high).meets(rate.range)


def _name(row: list[Cell]) -> str:
    return next((cell.text for cell in row if cell.text and cell.range is None), "")


def _words(html: str) -> str:
    return "".join(unescape(_TAG.sub("", html)).split())


def _cell(text: str, head: str) -> Cell:
    """A number with its own unit (36.5亿元), or a bare one in the unit of its column's head."""
    try:
        found = parse(text)
        return Cell(text, span(found), found.unit)
    except QuantityError:
        pass
    if not _NUMBER.fullmatch(text):
        return Cell(text, None, "")
    said = _UNIT.search(head)
    unit = (said[1] or said[2]) if said else ""
    value = Decimal(text.replace(",", ""))
    if known := resolve(unit):
        found = Quantity(value, unit)
        return Cell(text, span(found), known.code)
    is_rate = _RATE.search(head) or _SHARE.search(head)
    return Cell(text, span(Quantity(value, "%")) if is_rate else _bare(value), "PCT" if is_rate else unit)


def _bare(value: Decimal) -> Span:
    """Without a unit: whole numbers are counted, others rounded at their last place."""
    half = Decimal(1).scaleb(min(value.as_tuple().exponent, 0)) / 2 if value != value.to_integral() else Decimal(0)
    return Span(value - half, value + half)
