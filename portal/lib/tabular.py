"""Rows as files that open safely: no cell that a spreadsheet would run, no character that a file can't hold."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook

Cell = str | int | Decimal | bool | list[str] | None

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)  # neither XML nor a spreadsheet can hold them
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_000  # characters of a spreadsheet's cell


def clean_cell(cell: Cell) -> Cell:
    if isinstance(cell, list):
        return [_CONTROL.sub("", part) for part in cell]
    return _CONTROL.sub("", cell) if isinstance(cell, str) else cell


def safe_cell(cell: Cell) -> str | int | Decimal | None:
    """For a table: several values in one cell, yes and no as 1 and 0, and a leading ' before what begins like a formula."""
    cell = clean_cell(cell)
    if isinstance(cell, list):
        cell = "、".join(cell)
    if isinstance(cell, bool):
        return int(cell)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, without which Excel reads Chinese as another encoding."""
    line = csv.writer(_Echo())
    yield "\ufeff".encode() + line.writerow(headers).encode()
    for row in rows:
        cells = map(safe_cell, row)
        yield line.writerow([format(cell, "f") if isinstance(cell, Decimal) else cell for cell in cells]).encode()


def as_xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.append(list(headers))
    for row in rows:
        sheet.append([cell[:LONGEST] if isinstance(cell, str) else cell for cell in map(safe_cell, row)])
    out = BytesIO()
    book.save(out)
    yield out.getvalue()


def as_line(names: Sequence[str], row: Sequence[Cell]) -> str:
    """One JSON object. Numbers stay numbers, what is missing is null."""
    values = dict(zip(names, map(clean_cell, row), strict=True))
    return json.dumps({key: _plain(value) for key, value in values.items()}, ensure_ascii=False)


def as_array(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A JSON array, an object a line."""
    before = "[\n"
    for row in rows:
        yield f"{before}{as_line(names, row)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _plain(value: Cell) -> object:
    return (int(value) if value == value.to_integral_value() else float(value)) if isinstance(value, Decimal) else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
