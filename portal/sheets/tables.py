"""Read an uploaded CSV or Excel file into plain rows, or say what is wrong with it, naming row and column."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from .cells import Unreadable, has_error, text_of
from .headers import find, looks_like_headers, parts
from .problems import BadTable, Problem
from .readers import HEAD, MAX_COLUMNS, Row, read_csv, read_xlsx

__all__ = ["BadTable", "Problem", "Table", "read_table"]

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 10_000
MAX_CELL = 5_000
_TOTALS = re.compile(r"[合总小累]\s*计\s*([:：（(].*)?|total:?", re.IGNORECASE)
_NOTE = re.compile(r"单位\s*[:：]?\s*(亿元|万元|元)")


@dataclass
class Table:
    """`rows` hold one cell a header (text, number or date as the file has it); `numbers` their row numbers in the file.
    Blank rows are left out. `problems` are what is wrong with single rows; those rows are left out too."""

    headers: list[str]
    rows: list[list[object]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    head: int = 1  # the row of the column names
    problems: list[Problem] = field(default_factory=list)

    def dicts(self, places: Iterable[int] | None = None) -> Iterator[tuple[int, dict[str, object]]]:
        """(row number, header -> cell) for the rows at `places`, or for all."""
        for place in range(len(self.rows)) if places is None else places:
            yield self.numbers[place], dict(zip(self.headers, self.rows[place], strict=True))


def read_table(content: bytes, name: str, known: Collection[str] = ()) -> Table:
    """The rows of an .xlsx or .csv. BadTable when it can't be read as a table.

    `known` are the column names that are looked for: with them a title above the names is passed over, and headers that
    mean a known one (other brackets, line breaks) become that one. Without them the first row holds the names.
    """
    if len(content) > MAX_BYTES:
        raise BadTable(_("The file is larger than %(n)s MB.") % {"n": MAX_BYTES // 1024 // 1024})
    ending = name.lower().rpartition(".")[2]
    if ending not in ("xlsx", "csv"):
        raise BadTable(_("Only .xlsx and .csv can be read; save the sheet in one of these formats."))
    rows = read_xlsx(content, known) if ending == "xlsx" else read_csv(content, known)
    above, head, rows = _head(rows, known)
    number, cells = head[0], [text_of(cell) for cell in head[1]]
    if not any(cells):
        raise BadTable(_("The first row must hold the column names; it is empty."), 1)
    table = Table([find(text, known) or text for text in cells], head=number)
    while not table.headers[-1]:
        table.headers.pop()
    _check_note(above, table)
    _fill(table, rows)
    return table


def _head(rows: Iterator[Row], known: Collection[str]) -> tuple[list[Row], Row, Iterator[Row]]:
    """(rows above, the row with the column names, rows below). The first filled row when none has the names."""
    first = list(islice(rows, HEAD if known else 1))
    for place, (_number, cells) in enumerate(first):
        if looks_like_headers([text_of(cell) for cell in cells], known):
            return first[:place], first[place], chain(first[place + 1 :], rows)
    filled = (place for place, (_number, cells) in enumerate(first) if any(text_of(cell) for cell in cells))
    place = next(filled, 0) if known else 0
    return [], first[place] if first else (1, []), chain(first[place + 1 :], rows)


def _check_note(above: list[Row], table: Table) -> None:
    """A note such as “单位：万元” above columns that name another unit: which of them holds would be a guess."""
    units = {parts(header)[1] for header in table.headers} & {"亿元", "万元", "元"}
    for number, cells in above:
        for cell in cells:
            note = _NOTE.search(text_of(cell))
            if note and units - {note[1]}:
                words = {"note": note[1], "unit": "、".join(sorted(units - {note[1]}))}
                raise BadTable(
                    _("The note says %(note)s, but a column name says %(unit)s; which one holds?") % words, number
                )


def _fill(table: Table, rows: Iterable[Row]) -> None:
    width = len(table.headers)
    for number, row in rows:
        cells = [cell.strip() if type(cell) is str else cell for cell in row]
        if not any(text_of(cell) for cell in cells):
            continue
        if len(table.rows) == MAX_ROWS:
            raise BadTable(_("The sheet has more than %(n)s rows; split it.") % {"n": MAX_ROWS})
        found = _row_problems(cells, table.headers, number)
        table.problems += found
        if not found:
            table.rows.append((cells + [None] * width)[:width])
            table.numbers.append(number)


def _row_problems(cells: list[object], headers: list[str], number: int) -> list[Problem]:
    first = next(text_of(cell) for cell in cells if text_of(cell))
    if _TOTALS.fullmatch(first):
        return [Problem(number, "", _("This looks like a totals row (“%(text)s”); delete it.") % {"text": first})]
    if len(cells) > MAX_COLUMNS or any(text_of(cell) for cell in cells[len(headers) :]):
        place = next((n for n, cell in enumerate(cells, 1) if n > len(headers) and text_of(cell)), len(headers) + 1)
        return [Problem(number, get_column_letter(place), _("There is a cell beyond the last column name."))]
    found = []
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, Unreadable):
            found.append(Problem(number, header, str(cell)))
        elif has_error(cell):
            found.append(Problem(number, header, _("The formula gives an error (%(text)s).") % {"text": cell}))
        elif isinstance(cell, str) and len(cell) > MAX_CELL:
            found.append(Problem(number, header, _("The cell holds more than %(n)s characters.") % {"n": MAX_CELL}))
    return found
