"""Write a table as .xlsx or .csv so that it reads back the same, and no cell runs as a formula."""

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .columns import Cell, Column
from .widgets import ChoiceWidget, NumberWidget, YesNoWidget

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NARROW, _WIDE = 8, 48  # characters
_LIST = 250  # characters that Excel allows in a list of choices
_ROWS = 2_000  # rows for which choices are offered


def write_xlsx(columns: list[Column], rows: Iterable[list[Cell]]) -> bytes:
    """One sheet: a bold, fixed first row, then texts as texts (formulas too) and Decimals as numbers.

    Reference columns stand in grey; columns of a fixed list offer it.
    """
    book = Workbook()
    sheet = book.active
    widths = [len(column.column_name) for column in columns]
    for number, row in enumerate([[column.column_name for column in columns], *rows], 1):
        for place, value in enumerate(row, 1):
            if value != "":
                _put(sheet, number, place, value)
                widths[place - 1] = max(widths[place - 1], len(str(value)))
    for place, (column, width) in enumerate(zip(columns, widths, strict=True), 1):
        _dress(sheet, place, column, width)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, number: int, place: int, value: Cell) -> None:
    cell = sheet.cell(number, place)
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= 15:  # more than a spreadsheet keeps of a number
        cell.value = int(value) if value == value.to_integral_value() else float(value)
        return
    cell.value = _CONTROL.sub("", f"{value:f}" if isinstance(value, Decimal) else value)
    cell.data_type = "s"
    if number > 1:
        cell.number_format = "@"


def _dress(sheet: Worksheet, place: int, column: Column, width: int) -> None:
    letter, head = get_column_letter(place), sheet.cell(1, place)
    sheet.column_dimensions[letter].width = 2 * min(max(width, _NARROW), _WIDE)
    if not isinstance(column.widget, NumberWidget):
        sheet.column_dimensions[letter].number_format = "@"  # lest a typed month become a day
    head.font = Font(bold=True, color="FF808080" if column.is_reference else None)
    head.alignment = Alignment(vertical="center")
    if column.is_reference:
        head.fill = PatternFill("solid", fgColor="FFF0F0F0")
    words = _words(column)
    if words and len(words) <= _LIST:
        choices = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
        choices.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(choices)


def _words(column: Column) -> str:
    if isinstance(column.widget, YesNoWidget):
        return "是,否"
    if isinstance(column.widget, ChoiceWidget):
        labels = [str(label) for _code, label in column.widget.choices]
        return "" if any("," in label for label in labels) else ",".join(labels)
    return ""


def write_csv(columns: list[Column], rows: Iterable[list[Cell]]) -> bytes:
    """UTF-8 with Excel's mark. What would run as a formula gets an apostrophe, which the import takes off."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.column_name for column in columns])
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"'{cell}" if _FORMULA.match(cell) else cell
