"""Which value of the ledger or field of a record a printed figure may be. Pure: it compares what it is given.

A proposal is sure when number and unit are the same, its name stands at the figure, no period speaks against it and no
other candidate is nearly as near. People decide; what is sure may be taken over in one step.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from portal.lib.quantities import Figure, Quantity, QuantityError, agree, span
from portal.lib.quantities.model import QUALIFIERS
from portal.lib.quantities.units import resolve
from portal.lib.sentences import sentence_span

NEAR, RARE_NEAR, APART, ABOUT = 0.6, 0.3, 0.15, 0.75
SHORTEST = 4  # characters of a name without its verb
FEWEST_DIGITS = 4  # 137.53, 1340.7: a number that hardly comes twice by chance
MOST = 3
_NOTE = re.compile(r"（[^）]*）|\([^)]*\)")
_TAIL = re.compile("(?:总?数量?|总?额|个数|人次|件数|情况)$")
_HEAD = re.compile("^(?:实施|完成|新增|获批?|设立|解决|发放|建立|承接|落户|盘活|计划实施)")
_CLAUSE = re.compile("[，。；：！？\n,;:!?]")
_COUNTS = ("count", "broad")


@dataclass(frozen=True)
class Candidate:
    """A known figure. `answer` ties a use to it (see FigureUse.objects.tie); `names`: what it may be called in a text;
    `where`: how staff read it. `place`: words that must stand in the sentence (a project's name), if any."""

    quantity: Quantity
    names: tuple[str, ...]
    period: str
    label: str
    answer: tuple[tuple[str, Any], ...]
    places: tuple[str, ...] = ()
    is_target: bool = False

    @cached_property
    def cores(self) -> list[str]:
        return [core for name in self.names for core in name_cores(name)]


@dataclass(frozen=True)
class Proposal:
    candidate: Candidate
    nearness: float
    is_same: bool  # the same number; else only what the figure seems to be about
    is_sure: bool = False

    @property
    def answer(self) -> dict[str, Any]:
        return dict(self.candidate.answer)


def quantity_of(value: Decimal | None, unit: str, qualifier: str = "equal", *, rank_total: int | None = None,
                is_rank: bool = False) -> Quantity | None:  # fmt: skip
    """A stored value as a Quantity; None where the grammar has no such unit (星) or there is no number."""
    if value is None:
        return None
    value = value.normalize()
    value = value.quantize(Decimal(1)) if value.as_tuple().exponent > 0 else value
    try:
        return Quantity(
            value, unit, qualifier if qualifier in QUALIFIERS else "equal", rank_total=rank_total, is_rank=is_rank
        )
    except QuantityError:
        return None


def name_cores(name: str) -> list[str]:
    """实施重点项目数 -> 实施重点项目, 重点项目: the forms in which a text may name what an indicator counts."""
    full = _NOTE.sub("", name).removeprefix("示例：").removeprefix("示例").strip()
    whole = _TAIL.sub("", full)
    bare = _HEAD.sub("", whole)
    bare = bare if len(bare) >= SHORTEST else whole  # 项目 alone names nothing
    return [core for core in dict.fromkeys([full, whole, bare]) if len(core) > 1]


def propose(text: str, figures: Iterable[Figure], candidates: list[Candidate]) -> dict[int, list[Proposal]]:
    """start of figure -> up to three proposals, the best first."""
    by_unit: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(unit_class(candidate.quantity), []).append(candidate)
    found = {}
    for figure in figures:
        rows = [_compare(text, figure, one) for one in by_unit.get(unit_class(figure), [])]
        rows = sorted(filter(None, rows), key=lambda row: (-row.is_same, -row.nearness))
        found[figure.start] = _mark_sure(figure, rows)[:MOST]
    return found


def about(text: str, figure: Figure, named: Iterable[tuple[Any, Quantity, list[str]]]) -> Any:
    """The first of (what, a quantity of its unit, its name's cores) whose name stands at the figure in full; None."""
    alike = ((what, cores) for what, unit, cores in named if unit_class(unit) == unit_class(figure))
    rows = [(nearness(text, figure, core), len(core), what) for what, cores in alike for core in cores]
    best = max(rows, key=lambda row: row[:2], default=(0.0, 0, None))
    return best[2] if best[0] >= ABOUT else None


def unit_class(quantity: Quantity) -> str:
    """Things that are counted may go by another classifier (38个, 38项 projects); everything else keeps its unit."""
    return "count" if not quantity.is_rank and resolve(quantity.shown_unit).kind in _COUNTS else quantity.unit


def fits(period: str | None, other: str) -> bool:
    """No period stated on one side says nothing; two that are stated must be the same or one inside the other's year."""
    return not period or not other or period == other or period.startswith(other) and len(other) == 4


def nearness(text: str, figure: Figure, core: str) -> float:
    """0 to 1: how much of a name stands at the figure: in its clause and the words behind it, less in its sentence."""
    start, end = sentence_span(text, figure.start)
    head = text[start : figure.start]
    breaks = [match.end() for match in _CLAUSE.finditer(head)]
    tail = _CLAUSE.split(text[figure.end : min(end, figure.end + 14)])[0]
    clause = head[breaks[-1] if breaks else 0 :][-40:] + "|" + tail
    return 0.8 * _share(core, clause) + 0.2 * _share(core, head + "|" + tail)


def _share(core: str, words: str) -> float:
    pairs = [core[i : i + 2] for i in range(len(core) - 1)]
    return sum(pair in words for pair in pairs) / len(pairs)


def _compare(text: str, figure: Figure, candidate: Candidate) -> Proposal | None:
    if not fits(figure.period, candidate.period):
        return None
    one, other = figure, candidate.quantity
    same = _same_number(one, other)
    near = max((nearness(text, figure, core) for core in candidate.cores), default=0.0)
    if candidate.places:
        start, end = sentence_span(text, figure.start)
        near = near if any(name in text[start:end] for name in candidate.places) else near / 2
    if (same and near > 0.15) or near >= ABOUT:
        return Proposal(candidate, near, same)
    return None


def _same_number(one: Quantity, other: Quantity) -> bool:
    if unit_class(one) == "count":
        return span(one).meets(span(other)) and one.shown_value == other.shown_value
    return agree(one, other) and (one.value == other.value or one.shown_value_to is not None)


def _mark_sure(figure: Figure, rows: list[Proposal]) -> list[Proposal]:
    if not rows or not rows[0].is_same:
        return rows
    best = rows[0]
    digits = len(figure.shown_value.normalize().as_tuple().digits)
    enough = RARE_NEAR if digits >= FEWEST_DIGITS else NEAR
    rival = max((row.nearness for row in rows[1:] if row.is_same), default=0.0)
    if best.nearness < enough or best.nearness - rival < APART:
        return rows
    return [Proposal(best.candidate, best.nearness, True, True), *rows[1:]]
