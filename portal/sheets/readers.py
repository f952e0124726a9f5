"""Bytes of a .csv or .xlsx as plain rows. What can't be read is a BadTable; nothing is left out in silence."""

import csv
import re
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO, StringIO
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .cells import Unreadable, as_seen, text_of
from .headers import looks_like_headers
from .problems import BadTable

MAX_UNPACKED = 80 * 1024 * 1024
MAX_PART = 200  # how many times larger than packed, for parts over a megabyte
MAX_COLUMNS = 200
HEAD = 15  # the row of column names stands among the first rows
_LETTERS = re.compile(r"[^\x00-\x7f]")

Row = tuple[int, list[object]]


def read_csv(content: bytes, known: Collection[str]) -> Iterator[Row]:
    """UTF-8; GBK only when its column names are known ones, for then it is certain."""
    text, failure = _decoded(content)
    if failure:
        text = _gbk(content, known)
        if text is None:
            raise failure
    if "\0" in text:
        raise BadTable(_("The file holds NUL characters; it isn't a text table."))
    return _csv_rows(text, _delimiter(text, known))


def _decoded(content: bytes) -> tuple[str, BadTable | None]:
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        row, cell = before.count("\n") + 1, before.rpartition("\n")[2].count(",") + 1
        message = _(
            "The file isn't UTF-8 (it looks like GBK). In Excel choose “CSV UTF-8” when saving, or upload the .xlsx."
        )
        return "", BadTable(message, row, get_column_letter(cell))


def _gbk(content: bytes, known: Collection[str]) -> str | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if any(_fits(text, mark, known) for mark in ",\t;") else None


def _delimiter(text: str, known: Collection[str]) -> str:
    return next((mark for mark in ",\t;" if _fits(text, mark, known)), ",")


def _fits(text: str, mark: str, known: Collection[str]) -> bool:
    """Whether one of the first lines, cut at `mark`, holds the column names."""
    lines = text[:20_000].splitlines()[:HEAD]
    rows = csv.reader(lines, delimiter=mark)
    try:
        return any(
            _LETTERS.search("".join(row)) and looks_like_headers([cell.strip() for cell in row], known) for row in rows
        )
    except csv.Error:
        return False


def _csv_rows(text: str, mark: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=None), delimiter=mark, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            yield number, [_unescaped(cell) for cell in row]
    except csv.Error as error:
        raise BadTable(
            _("A quotation mark is opened and not closed, or stands in the middle of a cell."), number + 1
        ) from error


def _unescaped(cell: str) -> str:
    """Without the apostrophe that our own CSV puts before what a spreadsheet would run as a formula."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def read_xlsx(content: bytes, known: Collection[str]) -> Iterator[Row]:
    """The visible sheet that holds the column names, else the first. Formulas count as what Excel last computed."""
    try:
        _check_archive(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        sheet = _chosen(sheets, known)
        formulas = _formulas(content, sheet.title)
        sheet.reset_dimensions()  # a wrong one makes up a million rows
        rows = sheet.iter_rows()
        yield from ((number, _cells(row, formulas)) for number, row in enumerate(rows, 1))
    except BadTable:
        raise
    except Exception as error:  # openpyxl raises many kinds on damaged or encrypted files
        message = _("This file can't be opened as an Excel workbook; it may be damaged or protected by a password.")
        raise BadTable(message) from error


def _check_archive(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        swollen = any(part.file_size > 1024 * 1024 and part.file_size > part.compress_size * MAX_PART for part in parts)
        if swollen or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise BadTable(_("The workbook is too large when unpacked."))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and re.search(
                rb"<!(DOCTYPE|ENTITY)", archive.open(part).read(4000)
            ):
                raise BadTable(_("The workbook holds declarations that no spreadsheet program writes."))


def _chosen(sheets: list, known: Collection[str]) -> object:
    fitting = [sheet for sheet in sheets if _has_headers(sheet, known)]
    if len(fitting) > 1:
        names = "、".join(sheet.title for sheet in fitting)
        raise BadTable(
            _("Several sheets of the workbook have these columns (%(names)s); keep the one that is meant.")
            % {"names": names}
        )
    return fitting[0] if fitting else sheets[0]


def _has_headers(sheet, known: Collection[str]) -> bool:
    rows = islice(sheet.iter_rows(max_row=HEAD, max_col=MAX_COLUMNS, values_only=True), HEAD)
    return any(looks_like_headers([text_of(cell) for cell in row], known) for row in rows)


def _formulas(content: bytes, title: str) -> set[tuple[int, int]]:
    """Places of formulas, read only when the file holds any."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) for name in names):
            return set()
    sheet = load_workbook(BytesIO(content), read_only=True)[title]
    sheet.reset_dimensions()
    return {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def _cells(row: tuple, formulas: set[tuple[int, int]]) -> list[object]:
    found = []
    for cell in row:
        value = cell.value
        if value is None:
            is_blank = not formulas or (getattr(cell, "row", 0), getattr(cell, "column", 0)) not in formulas
            found.append(
                None
                if is_blank
                else Unreadable(_("The formula has no computed value; save the file in Excel, or write the value."))
            )
        else:
            found.append(value if isinstance(value, str) else as_seen(value, cell.number_format))
    return found
