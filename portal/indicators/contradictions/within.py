"""Figures of one text that can't all be right: parts and wholes, sums, rates, ranks. Pure: text and figures in."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.lib.quantities import Figure, Span, span

from ..matching import unit_class
from .said import Said, quote, segments, words_before

_TOTAL_SAID = re.compile("累计|总数|总量|增至|增加到|达到|历年")
_SUM = re.compile("(?:合计|共计|总计|总共)(?:[\u4e00-\u9fff]{0,6})$")
_PLAN, _DONE = re.compile("年度?计划|计划(?:投资|完成)"), re.compile("完成|实际|完工|已(?:开工|竣工|投产|建成|改造)")
_RATE = re.compile(
    r"(?:完成|开工|竣工|投产)率|(?:占|为|完成)(?:年度|全年|年)?计划(?:投资|任务)?(?:总?额)?(?:[\d.,]+[亿万]?[元个家项套户亩座])?的?$"
)
_RISE = re.compile("^(?:增|增加|增长|提高|提升|上升|扩大)(?:到|至|为)了?$")
_ROSE = re.compile("^[，,]?(?:同比|共|实际)?(?:增长|增加|增幅|提高|上升)(?:了|达|为)?$")
_SHARE = re.compile("^[，,、]?占(?:比|总数的|总量的|全部的|其中的)?(?:为|达)?$")
_TIMES_OF = re.compile("^[，,]?(?:是|为)(?:原来|原先|之前|当时|前者|此前)的$")
_IS = re.compile("^[，,]?(?:是|为|相当于)[^，。；]{0,12}$")
_NAMED = 6  # characters before a figure that name one thing
_OVERLAPPING = re.compile("既|重复|交叉|同时|重叠")


def all_of(text: str, figures: list[Figure]) -> Iterator[Said]:
    for part in segments(text, figures):
        yield from parts(text, part)
        yield from sums(text, part)
        yield from rates(text, part)
        yield from rises(text, part)
        yield from shares(text, part)
        yield from multiples(text, part)
    yield from twice(text, figures)
    yield from ranks(text, figures)


def parts(text: str, figures: list[Figure]) -> Iterator[Said]:
    """46个，其中省重点52个; and the sum of what is listed behind 其中."""
    for place in (match.start() for match in re.finditer("其中", _stretch(text, figures))):
        place += figures[0].start
        after = [figure for figure in figures if figure.start >= place]
        first = after[0] if after else None
        whole = next(
            (f for f in reversed(figures) if first and f.end <= place and unit_class(f) == unit_class(first)), None
        )
        if first is None or whole is None or not _adds(first) or _TOTAL_SAID.search(text[place : first.end]):
            continue
        listed = _listed(text, [figure for figure in after if unit_class(figure) == unit_class(first)])
        words = {"whole": quote(text, whole), "part": quote(text, first)}
        if span(first).low > span(whole).high:
            yield Said("part-over-whole", _("A part larger than its whole: “%(part)s” of “%(whole)s”.") % words)
        elif _overfull(text, whole, listed):
            words["part"] = "、".join(quote(text, figure) for figure in listed)
            text_said = _("The parts add up to more than their whole: “%(part)s” of “%(whole)s”.")
            yield Said("parts-over-whole", text_said % words)


def _overfull(text: str, whole: Figure, listed: list[Figure]) -> bool:
    """The text may say that what is listed overlaps; then nothing follows."""
    overlapping = _OVERLAPPING.search(text[whole.start : listed[-1].end + 40])
    return len(listed) > 1 and not overlapping and sum(span(f).low for f in listed) > span(whole).high


def _stretch(text: str, figures: list[Figure]) -> str:
    return text[figures[0].start : figures[-1].end]


def _adds(figure: Figure) -> bool:
    """Rates and ranks have no parts."""
    return not figure.is_rank and figure.unit not in ("PCT", "PP", "X", "RANK") and "/" not in figure.unit


def _listed(text: str, figures: list[Figure]) -> list[Figure]:
    """The first and those that follow it as a list: A 9个、B 37个."""
    found = figures[:1]
    for before, figure in pairwise(figures):
        between = text[before.end : figure.start]
        if (
            not between.startswith(("、", "和", "及", "与"))
            or "，" in between
            or _TOTAL_SAID.search(text[before.end : figure.end])
        ):
            break
        found.append(figure)
    return found


def sums(text: str, figures: list[Figure]) -> Iterator[Said]:
    """甲12家、乙5家，合计18家."""
    for index, total in enumerate(figures):
        if index < 2 or not _SUM.search(words_before(text, total)) or not _adds(total):
            continue
        added = [f for f in figures[:index] if unit_class(f) == unit_class(total)]
        if len(added) != index or any("其中" in text[a.end : b.start] for a, b in pairwise([*added, total])):
            continue
        spans = [span(figure) for figure in added]
        found = Span(sum(one.low for one in spans), sum(one.high for one in spans))
        if not found.meets(span(total)):
            words = {"parts": "、".join(quote(text, f) for f in added), "total": quote(text, total)}
            yield Said("sum", _("The sum doesn't follow from its parts: “%(parts)s”, but “%(total)s”.") % words)


def rates(text: str, figures: list[Figure]) -> Iterator[Said]:
    """年度计划投资50亿元，完成投资40亿元，完成率90%; 计划开工40个，已开工31个，开工率80%."""
    adding = [figure for figure in figures if _adds(figure)]
    plan = [f for f in adding if _is_plan(f, words_before(text, f))]
    done = [f for f in adding if f not in plan and _DONE.search(words_before(text, f))]
    said = [figure for figure in figures if figure.unit == "PCT" and _RATE.search(words_before(text, figure))]
    alike = len(done) == len(plan) == len(said) == 1 and unit_class(done[0]) == unit_class(plan[0])
    if alike and not _fits(done[0], plan[0], said[0]):
        words = {"done": quote(text, done[0]), "plan": quote(text, plan[0]), "rate": quote(text, said[0])}
        text_said = _("The rate doesn't follow: “%(done)s” and “%(plan)s”, but “%(rate)s”.")
        yield Said("rate", text_said % words)


def _is_plan(figure: Figure, words: str) -> bool:
    """What was to be done by now; 计划总投资 is what all of it will cost in the end."""
    return bool(_PLAN.search(words)) or ("planned" in figure.qualifier and "总投资" not in words)


def rises(text: str, figures: list[Figure]) -> Iterator[Said]:
    """由96家增加到182家，增长50%."""
    for first, second, rate in zip(figures, figures[1:], figures[2:], strict=False):
        change, behind = text[first.end : second.start], text[second.end : rate.start]
        if text[max(0, first.start - 1) : first.start] not in ("由", "从") or rate.unit != "PCT":
            continue
        rises_so = first.unit == second.unit and _RISE.match(change) and _ROSE.match(behind)
        if rises_so and not _fits(second, first, rate, less=Decimal(100)):
            words = {"first": quote(text, first), "second": second.text, "rate": quote(text, rate)}
            text_said = _("The growth doesn't follow: from “%(first)s” to “%(second)s”, but “%(rate)s”.")
            yield Said("growth", text_said % words)


def shares(text: str, figures: list[Figure]) -> Iterator[Said]:
    """企业286家，其中上市公司4家，占14%."""
    for whole, part, rate in zip(figures, figures[1:], figures[2:], strict=False):
        same = unit_class(whole) == unit_class(part) and _adds(whole) and rate.unit == "PCT"
        tied = "其中" in text[whole.end : part.start] and _SHARE.match(text[part.end : rate.start])
        if same and tied and not _fits(part, whole, rate):
            words = {"part": quote(text, part), "whole": quote(text, whole), "rate": quote(text, rate)}
            yield Said("share", _("The share doesn't follow: “%(part)s” of “%(whole)s”, but “%(rate)s”.") % words)


def multiples(text: str, figures: list[Figure]) -> Iterator[Said]:
    """甲企业产值12亿元，是乙企业产值3亿元的5倍; 由3家增加到12家，是原来的5倍."""
    for first, second, times in zip(figures, figures[1:], figures[2:], strict=False):
        between, behind = text[first.end : second.start], text[second.end : times.start]
        if times.unit != "X" or first.unit != second.unit or not _adds(first):
            continue
        grown = text[max(0, first.start - 1) : first.start] in ("由", "从") and _RISE.match(between)
        top, base = (second, first) if grown and _TIMES_OF.match(behind) else (first, second)
        said = grown and _TIMES_OF.match(behind) or behind == "的" and _IS.match(between)
        if said and not _fits(top, base, times, scale=Decimal(1)):
            words = {"first": quote(text, first), "second": quote(text, second), "times": times.text}
            text_said = _("The multiple doesn't follow: “%(first)s” and “%(second)s”, but “%(times)s”.")
            yield Said("multiple", text_said % words)


def twice(text: str, figures: list[Figure]) -> Iterator[Said]:
    """2025年新签约项目38个 … 2025年新签约项目41个: the same words of the same period, which carry two numbers."""
    seen: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        words = words_before(text, figure)
        if not figure.period or len(words) < _NAMED or figure.is_rank:
            continue
        place = (words, figure.period, figure.unit, figure.qualifier)
        first = seen.setdefault(place, figure)
        if not span(first).meets(span(figure)):
            said = {"first": quote(text, first), "second": quote(text, figure)}
            yield Said(
                "two-values", _("The text gives two numbers for one thing: “%(first)s” and “%(second)s”.") % said
            )


def _fits(part: Figure, whole: Figure, rate: Figure, less: Decimal = Decimal(0), scale: Decimal = Decimal(100)) -> bool:
    """Whether rate % (and `less`) may be part / whole, with all that rounding and qualifiers leave open."""
    top, base = span(part), span(whole)
    if base.low <= 0 or top.low < 0:
        return True
    low = Decimal(0) if base.high.is_infinite() else top.low / base.high * scale - less
    high = top.high if top.high.is_infinite() else top.high / base.low * scale - less
    return Span(low, high).meets(span(rate))


def ranks(text: str, figures: list[Figure]) -> Iterator[Said]:
    """居全市第3位, and nowhere among how many."""
    known = {figure.shown_value for figure in figures if figure.is_rank and figure.rank_total}
    for figure in figures:
        alone = figure.is_rank and not figure.rank_total and "within" not in figure.qualifier
        if alone and figure.shown_value not in known:
            words = {"rank": quote(text, figure)}
            yield Said("rank", _("A rank without the number it is among: “%(rank)s”.") % words)
