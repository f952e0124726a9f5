"""Finds the figures of a text and puts together what the other modules read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date as Date
from decimal import Decimal
from typing import Any

from . import counted, masks, nonfigures, qualifiers, ranks
from .body import BODY, Body, normalise, read
from .model import Figure
from .periods import Periods
from .units import resolve

_BREAKS = re.compile("[，。；：、！？!?;:\n“”《》\ufffc]|,(?!\\d{3})|(?<!\\d),")
_QUOTED = re.compile("“[^“”，。；]{1,8}”$")
_ZERO = re.compile('[“"]?(?:零|0)[”"]?的?突破|从[“"]?(?:零|0|无)[”"]?到[“"]?(?:一|1|有)[”"]?的?(?:突破|跨越)')
_ZERO_OF = re.compile(r"[，,（(]?(?:均|也|更|首次|一举|成功)?(?:实现|取得|填补)[^，。；！？\n\d]{0,8}$")
_MINUS = re.compile(r"(?:^|[^\w%)）-]|[\u4e00-\u9fff])-$")
_CHANGES = re.compile("(?:[由从](?:现在|目前|当前|现有|去年|上年|年初)?的?)$")
_NONE: set[str] = set()
_AND = {"和", "、", "及", "与", "以及"}
_SHARED = {"over", "first_over", "reach"}  # 首次突破1亿元、5亿元的
_LISTED = re.compile(
    r"(?:分别|依次)[^，。；！？\n\d、]{0,8}((?:\d{1,9}(?:\.\d{1,6})?、){0,7}\d{1,9}(?:\.\d{1,6})?)(?:、|和|与|及|以及)$"
)
_FIRMS = re.compile("企业|公司|机构|银行|高企|小巨人|单位|商|工厂")
_COUNTED = ("count", "broad", "person")


def find(text: str, date: Date | None = None, all: bool = False) -> list[Figure]:
    """The figures of `text` in order, offsets in code points.

    `date` (of the article) only serves `period_proposal`; `all` adds ways of speaking (百余名工人), marked `rhetoric`.
    A figure's text is the unbroken printed run: the qualifying words that touch it, number, unit, 以上 and the like.
    Words that stand apart (预计产值突破…) qualify it too but aren't part of its text. A rank's begins at its verb.
    """
    return _Finder(normalise(text), text, date).run(all)


class _Finder:
    def __init__(self, plain: str, original: str, date: Date | None) -> None:
        self.text, self.original = plain, original
        self.scopes = qualifiers.Scopes(plain)
        self.periods = Periods(plain, date)
        self.breaks = [0] + [match.end() for match in _BREAKS.finditer(plain)]
        self.figures: list[Figure] = []
        self.shared: list[tuple[int, str]] = []
        self.last_end = 0

    def run(self, all: bool) -> list[Figure]:
        masked = list(masks.mask(self.text))
        for rank in ranks.read_all("".join(masked)):
            self._add_rank(rank)
            for begin, end in filter(None, (rank.number_at, rank.total_at)):
                masked[begin:end] = masks.BLANK * (end - begin)
        for match in BODY.finditer("".join(masked)):
            body = read(match)
            if body and body.first:
                self._add(body.first)
            if body:
                self._add(body)
        self.figures.sort(key=lambda figure: figure.start)
        self._add_firsts()
        return [figure for figure in self.figures if all or not figure.rhetoric]

    def _add_rank(self, rank: ranks.Rank) -> None:
        marks = [(rank.number_at[0], "within")] if rank.top else []
        marks += self.scopes.reaching(rank.number_at[0], "rank")
        self._keep(
            rank.start, rank.end, marks, None, shown_value=rank.n, shown_unit="位", rank_total=rank.total, is_rank=True
        )

    def _add(self, body: Body) -> None:
        start, marks = self._before(body)
        end, after = qualifiers.read_after(self.text, body.end, body.kind)
        closes = (after or body.kind in _COUNTED) and nonfigures.closes(self.text, end)
        marks = marks + after
        if closes and body.kind in _COUNTED and counted.is_sample(self.text[max(0, start - 13) : start]):
            marks.append((start - 1, "sample"))  # 青桐街等道路5条
        codes = {code for _, code in marks} if marks else _NONE
        verdict = nonfigures.judge(self.text, body, start, end, codes)
        if not verdict:
            return
        changes = _CHANGES.search(self.text[max(0, start - 8) : start])  # 预计由现在的280亿元增长到400亿元
        of_class = after and not closes and after[0][1] == "at_least"  # 5亿元以上项目: a class, not what is planned
        if not of_class and not changes:
            marks += self.scopes.reaching(body.start, body.kind)
        value = body.value
        dash = body.kind == "ratio" and self.text[start - 1 : start] == "-"
        if dash and _MINUS.search(self.text[max(0, start - 2) : start]):
            start, value = start - 1, -value
        unit = nonfigures.true_unit(self.text, body)
        words = counted.read(self.text, self._begin(start), start, end, body.kind)
        self.last_end = self.last_end if verdict == "rhetoric" else end
        if body.value_to is None and not body.han:
            self._add_listed(body, unit, words)
        self._keep(
            start,
            end,
            marks,
            words,
            shown_value=value,
            shown_value_to=body.value_to,
            shown_unit=unit,
            rhetoric=verdict == "rhetoric",
        )

    def _add_listed(self, body: Body, unit: str, words: str | None) -> None:
        """分别为18、24和31个: the numbers of the list before the last one, which alone has the unit."""
        begin = max(0, body.start - 80)
        if not (listed := _LISTED.search(self.text[begin : body.start])):
            return
        for number in re.finditer(r"[\d.]+", listed[1]):
            start = begin + listed.start(1) + number.start()
            end = start + len(number[0])
            marks = self.scopes.reaching(start, body.kind)
            self._keep(start, end, marks, words, shown_value=Decimal(number[0]), shown_unit=unit)

    def _before(self, body: Body) -> tuple[int, list[tuple[int, str]]]:
        start, marks = self.scopes.read_before(body)
        last = self.figures[-1] if self.figures else None
        if not marks and last and self.text[last.end : start] in _AND and last.unit == resolve(body.unit).code:
            marks = self.shared  # 分别达137.53%和111.17%: both reach
        if marks is not self.shared:
            said = "分别" in self.text[max(0, start - 2) : body.start]
            self.shared = [mark for mark in marks if mark[1] != "more_than" and (said or mark[1] in _SHARED)]
        return start, marks

    def _begin(self, start: int) -> int:
        """Where the words that may be counted begin: behind the last mark or figure."""
        begin = self.breaks[bisect_right(self.breaks, start) - 1]
        if self.text[begin - 1 : begin] == "”" and (quoted := _QUOTED.search(self.text, max(0, begin - 10), begin)):
            begin = quoted.start()  # “四上”企业
        return max(begin, start - 40, self.last_end if self.last_end <= start else 0)

    def _keep(self, start: int, end: int, marks: list[tuple[int, str]], words: str | None, **shown: Any) -> None:
        qualifier = qualifiers.join(marks)
        period, proposal = self.periods.at(start, ahead="forecast" in qualifier or "planned" in qualifier)
        self.figures.append(
            Figure(
                text=self.original[start:end],
                start=start,
                end=end,
                qualifier=qualifier,
                counted=words,
                period=period,
                period_proposal=proposal,
                **shown,
            )
        )

    def _add_firsts(self) -> None:
        """零的突破: qualifies the count right before it (工作站1个，实现零的突破), else stands for a first one."""
        for match in _ZERO.finditer(self.text):
            index = bisect_right(self.figures, match.start(), key=lambda figure: figure.start) - 1
            last = self.figures[index] if index >= 0 else None
            if (
                last
                and last.end <= match.start()
                and resolve(last.shown_unit).kind in _COUNTED
                and not last.is_rank
                and _ZERO_OF.match(self.text, last.end, match.start())
            ):
                codes = [code for code in last.qualifier.split("+") if code != "equal"]
                self.figures[index] = replace(
                    last,
                    end=match.end(),
                    text=self.original[last.start : match.end()],
                    qualifier="+".join([*codes, "zero_to_one"]),
                    rhetoric=False,
                )
                continue
            words = counted.before(self.text[self._begin_first(match.start()) : match.start()])
            self._keep(
                match.start(),
                match.end(),
                [*self.scopes.reaching(match.start(), "count"), (match.start(), "zero_to_one")],
                words,
                shown_value=Decimal(1),
                shown_unit="家" if words and _FIRMS.search(words) else "个",
            )
        self.figures.sort(key=lambda figure: figure.start)

    def _begin_first(self, start: int) -> int:
        return max(self.breaks[bisect_right(self.breaks, start) - 1], start - 40)
