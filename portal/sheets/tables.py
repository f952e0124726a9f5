"""Read an uploaded CSV or Excel file into plain rows, or say what is wrong with it, naming row and column."""

import csv
import zipfile
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 5_000
TOTALS = ("合计", "总计", "小计", "总 计", "合 计")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a sheet. `row` counts as the spreadsheet does (the headers are row 1); 0 = the whole file."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        words = {"row": self.row, "column": self.column, "message": self.message}
        if not self.column:
            return _("Row %(row)s: %(message)s") % words
        return _("Row %(row)s, column “%(column)s”: %(message)s") % words


class BadTable(ValueError):
    """The file can't be read as a table; `problem` says why and where."""

    def __init__(self, message: str, row: int = 0, column: str = "") -> None:
        self.problem = Problem(row, column, message)
        super().__init__(str(self.problem))


@dataclass
class Table:
    """`rows` hold one cell a header (text, number or date as the file has it); `numbers` are their row numbers in the file.
    Blank rows are left out."""

    headers: list[str]
    rows: list[list[object]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def read_table(content: bytes, name: str) -> Table:
    """The first sheet of an .xlsx, or a UTF-8 CSV. BadTable when it can't be read."""
    if len(content) > MAX_BYTES:
        raise BadTable(_("The file is larger than %(n)s MB.") % {"n": MAX_BYTES // 1024 // 1024})
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return _table(_xlsx_rows(content))
    if ending == "csv":
        return _table(_csv_rows(content))
    raise BadTable(_("Only .xlsx and .csv can be read; save the sheet in one of these formats."))


def _csv_rows(content: bytes) -> list[list[object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        row = before.count("\n") + 1
        cell = before.rpartition("\n")[2].count(",") + 1
        raise BadTable(
            _("The file isn't UTF-8 (it looks like GBK). In Excel choose “CSV UTF-8” when saving, or upload the .xlsx."),
            row, get_column_letter(cell),
        ) from error  # fmt: skip
    if "\0" in text:
        raise BadTable(_("The file holds NUL characters; it isn't a text table."))
    try:
        return [list(row) for row in csv.reader(StringIO(text), strict=True)]
    except csv.Error as error:
        row = text.count("\n") + 1
        raise BadTable(_("A quotation mark is opened and not closed."), row) from error


def _xlsx_rows(content: bytes) -> list[list[object]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise BadTable(_("The workbook is too large when unpacked."))
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        if sheet.max_row and sheet.max_row > 1_000_000:
            sheet.reset_dimensions()
        rows = []
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
            rows.append(list(row))
            if len(rows) > MAX_ROWS * 2:
                break
        return rows
    except BadTable:
        raise
    except Exception as error:  # openpyxl raises many kinds on damaged or encrypted files
        raise BadTable(_("This file can't be opened as an Excel workbook; it may be damaged or protected by a password.")) from error


def _table(rows: list[list[object]]) -> Table:
    if not rows or not any(_text(cell) for cell in rows[0]):
        raise BadTable(_("The first row must hold the column names; it is empty."), 1)
    headers = [_text(cell) for cell in rows[0]]
    while headers and not headers[-1]:
        headers.pop()
    table = Table(headers)
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() if isinstance(cell, str) else cell for cell in row]
        if not any(_text(cell) for cell in cells):
            continue
        if any(_text(cell) for cell in cells[len(headers) :]):
            raise BadTable(_("There is a cell beyond the last column name."), number)
        _check_cells(cells, headers, number)
        table.rows.append((cells + [None] * len(headers))[: len(headers)])
        table.numbers.append(number)
    if len(table.rows) > MAX_ROWS:
        raise BadTable(_("The sheet has more than %(n)s rows; split it.") % {"n": MAX_ROWS})
    return table


def _check_cells(cells: list[object], headers: list[str], number: int) -> None:
    first = next(_text(cell) for cell in cells if _text(cell))
    if first.startswith(TOTALS):
        raise BadTable(_("This looks like a totals row (“%(text)s”); delete it.") % {"text": first}, number)
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            raise BadTable(_("The cell holds more than %(n)s characters.") % {"n": MAX_CELL}, number, header)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
