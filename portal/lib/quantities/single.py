"""One figure as text: `parse` reads it, `format` writes it, and parse(format(x)) == x."""

from __future__ import annotations

from . import qualifiers, ranks
from .body import BODY, Body, normalise, read
from .model import Quantity, QuantityError, plain

_FIRST = "，实现零的突破"
_WRITTEN = {
    "forecast": "预计",
    "planned": "计划",
    "cumulative": "累计",
    "about": "约",
    "nearly": "近",
    "over": "超",
    "first_over": "首次突破",
    "reach": "达",
    "sample": "等",
    "only_took": "仅用",
    "streak": "连续",
}
_AFTER = {"at_least": "以上", "within": "以内", "zero_to_one": _FIRST}


def parse(text: str) -> Quantity:
    """The quantity of a text that is one printed figure and nothing else: 累计3000余人次, 达98.5%以上, 位列18个中第2位.

    Takes any figure the grammar can read, without judging its surroundings (万余人 is one here).
    QuantityError("empty") or ("not_one").
    """
    stripped = text.strip()
    if not stripped:
        raise QuantityError("empty")
    whole = normalise(stripped)
    first = whole.endswith(_FIRST)
    whole = whole.removesuffix(_FIRST)
    quantity = _rank(whole) or _amount(whole, first)
    if quantity is None:
        raise QuantityError("not_one", text=stripped)
    return quantity


def format(quantity: Quantity) -> str:
    """The figure as the portal prints it: words such as 预计 first, then 约, 达, 超; 余 in the middle; 以上, 以内 last.

    The order of `qualifier` is kept within these groups; a quantity read from text in this order comes back unchanged.
    """
    codes = quantity.qualifier.split("+")
    before = "".join(_WRITTEN.get(code, "") for code in codes)
    number = plain(quantity.shown_value)
    if quantity.is_rank:
        among = f"{quantity.rank_total}个中" if quantity.rank_total else ""
        return f"{before}位列{among}{'前' if 'within' in codes else '第'}{number}位"
    if quantity.shown_value_to is not None:
        number += f"-{plain(quantity.shown_value_to)}"
    more = "余" if "more_than" in codes else ""
    return f"{before}{number}{more}{quantity.shown_unit}" + "".join(_AFTER.get(code, "") for code in codes)


def _rank(text: str) -> Quantity | None:
    rank = next(ranks.read_all(text), None)
    if rank is None or rank.end != len(text):
        return None
    scopes = qualifiers.Scopes(text)
    if scopes.touching(rank.start, "rank") != 0 and rank.start:
        return None
    marks = scopes.reaching(rank.number_at[0], "rank") + [(rank.number_at[0], "within")] * rank.top
    return Quantity(rank.n, "位", qualifiers.join(marks), rank_total=rank.total, is_rank=True)


def _amount(text: str, first: bool) -> Quantity | None:
    body = _only_body(text)
    if body is None:
        return None
    scopes = qualifiers.Scopes(text)
    start, marks = scopes.read_before(body)
    end, after = qualifiers.read_after(text, body.end, body.kind)
    negative = body.kind == "ratio" and text[:start] == "-"
    if end != len(text) or (start and not negative):
        return None
    marks += scopes.reaching(body.start, body.kind) + after + [(len(text), "zero_to_one")] * first
    value = -body.value if negative else body.value
    return Quantity(value, body.unit, qualifiers.join(marks), shown_value_to=body.value_to)


def _only_body(text: str) -> Body | None:
    bodies = [body for match in BODY.finditer(text) if (body := read(match))]
    return bodies[0] if len(bodies) == 1 and bodies[0].first is None else None
