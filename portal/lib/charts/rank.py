"""A place among N: one tick for everybody, ours marked."""

from typing import Unpack

from django.utils.translation import gettext as _

from .assemble import About, assemble, caption
from .scale import inside
from .shapes import NARROW, SMALL, TEXT, WIDE, Cell, Chart, Drawing, Row, Table
from .text import clean

TOP, FOOT = 34, 66  # of the ticks
DENSEST = 3  # closer than this, ticks run together: a plain scale is drawn instead
HONOURED = 3  # the first three places take the accent colour


def rank_chart(title: str, rank: int, total: int, among: str = "", *, url: str = "", **about: Unpack[About]) -> Chart:
    """Place `rank` (1 is best) of `total`, `among` whom in words ("全省功能区").

    Raises ValueError unless 1 ≤ rank ≤ total and there are at least two to rank:
    a place without its N says nothing.
    """
    if not 1 <= rank <= total or total < 2:
        raise ValueError(f"no rank {rank} among {total}")
    place, among = _("No. %(rank)s") % {"rank": rank}, clean(among)
    drawings = (_draw(rank, total, place, WIDE), _draw(rank, total, place, NARROW))
    rows = [Row(_("Rank"), (Cell(place, url),)), Row(_("Out of"), (Cell(str(total)),))]
    rows += [Row(_("Among"), (Cell(among),))] if among else []
    table = Table(caption(title, about.get("period", "")), (_("Item"), _("Value")), tuple(rows))
    desc = _("No. %(rank)s of %(total)s") % {"rank": rank, "total": total}
    if among:
        desc = _("%(label)s: %(value)s") % {"label": among, "value": desc}
        about["note"] = " · ".join(filter(None, (among, about.get("note", ""))))
    return assemble("rank", title, "", drawings, table, desc, **about)


def _draw(rank: int, total: int, place: str, width: int) -> Drawing:
    """Ticks from 1 on the left to N on the right; the numbers of both ends stay where the mark leaves room."""
    drawing = Drawing(width, height=FOOT + 26)
    left, right = 3.0, width - 3.0
    step = (right - left) / (total - 1)
    at = left + step * (rank - 1)
    drawing.hairline(0, FOOT, width, FOOT, "base")
    for index in range(total) if step >= DENSEST else ():
        if index != rank - 1:
            drawing.hairline(left + step * index, TOP + 12, left + step * index, FOOT, "tick")
    drawing.mark(at, TOP, at, FOOT, "first" if rank <= HONOURED else "place")
    size = TEXT + 6
    x = inside(at, width, place, size, bold=True)
    drawing.label(x, TOP - 11, place, "middle", "value", size, bold=True)
    for number, edge, anchor in ((1, 0, "start"), (total, width, "end")):
        drawing.label(edge, FOOT + 19, str(number), anchor, "tick", SMALL)
    return drawing
