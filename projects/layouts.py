"""One filtered list laid out four ways, and on paper. Conditions, totals and order are the filter's; limits are said."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import Substr

from portal.lib.paging import nearest_page

from .facets import Board
from .filters import SORTS
from .listing import Row, rows, with_photo
from .models.project import ProjectQuerySet
from .stages import Group
from .statistics import Totals

PAGE_SIZES = {"list": 20, "cards": 24, "timeline": 50}
LANE_LENGTH = 8  # projects of one stage on the board; the list of the stage has the rest
MOST_PRINTED = 1000


@dataclass(frozen=True)
class Lane:
    """A column of the board; `more` is the query string of the list that holds all of it."""

    group: str
    word: str
    totals: Totals
    rows: list[Row]
    more: str

    @property
    def hidden(self) -> int:
        return self.totals.count - len(self.rows)


@dataclass(frozen=True)
class Year:
    """Projects of a page whose present stage is dated in `year` ("": not dated); `totals` are those of the whole year."""

    year: str
    totals: Totals
    rows: list[Row]


def lay_out(board: Board, asked_page: str) -> dict[str, Any]:
    """What the template of the view asked for needs. May add to `asked.ignored`."""
    return _LAYOUTS[board.asked.layout](board, asked_page)


def _list(board: Board, asked_page: str) -> dict[str, Any]:
    page = _page(board, board.asked.qs, asked_page)
    return {"page_obj": page, "rows": rows(page.object_list)}


def _cards(board: Board, asked_page: str) -> dict[str, Any]:
    page = _page(board, board.asked.qs, asked_page)
    return {"page_obj": page, "rows": rows(with_photo(page.object_list))}


def _board(board: Board, asked_page: str) -> dict[str, Any]:
    """The first of each stage. Ids come by one slice a stage, all of them in one statement."""
    asked, order = board.asked, SORTS[board.asked.order][1]
    first = Q(pk__in=[])
    for group, totals in board.stages.items():
        if totals.count:
            first |= Q(pk__in=asked.narrow(stage=[group]).order_by(*order).values("pk")[:LANE_LENGTH])
    found: dict[str, list[Row]] = {}
    for row in rows(asked.scope.filter(first).order_by(*order)):
        found.setdefault(row.project.group, []).append(row)
    lanes = [
        Lane(group, str(Group(group).label), totals, found.get(group, []), asked.address(stage=[group], view=[]))
        for group, totals in board.stages.items()
    ]
    return {"lanes": lanes}


def _timeline(board: Board, asked_page: str) -> dict[str, Any]:
    """By the year of the present stage's date, latest first, those without last; within a year in the order asked for."""
    order = SORTS[board.asked.order][1]
    projects: ProjectQuerySet = board.asked.narrow().alias(since=Substr("moved_on", 1, 4)).order_by("-since", *order)
    page = _page(board, projects, asked_page)
    years = [Year(year, board.since[year], list(some)) for year, some in groupby(rows(page.object_list), _year)]
    return {"page_obj": page, "years": years}


def _print(board: Board, asked_page: str) -> dict[str, Any]:
    return {"rows": rows(board.asked.qs[:MOST_PRINTED]), "most": MOST_PRINTED}


_LAYOUTS = {"list": _list, "cards": _cards, "board": _board, "timeline": _timeline, "print": _print}


def _year(row: Row) -> str:
    year = row.project.moved_on[:4]
    return year if year.isdigit() else ""


def _page(board: Board, projects: ProjectQuerySet, asked_page: str) -> Page:
    """The page asked for or the nearest one, which `asked.ignored` then says. The board has counted already."""
    pages = Paginator(projects, PAGE_SIZES[board.asked.layout])
    pages.count = board.totals.count
    page, message = nearest_page(pages, asked_page)
    if message:
        board.asked.ignored.append(message)
    return page
