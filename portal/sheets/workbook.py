"""Write a table as .xlsx so that it reads back the same, and no cell runs as a formula."""

import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NARROW, _WIDE = 8, 48  # characters


def write_xlsx(headers: list[str], rows: Iterable[list[str | Decimal]]) -> bytes:
    """One sheet: a bold, fixed first row, then texts as texts (formulas too) and Decimals as numbers."""
    book = Workbook()
    sheet = book.active
    widths = [len(header) for header in headers]
    for number, row in enumerate([headers, *rows], 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            if isinstance(value, Decimal):
                cell.value = int(value) if value == value.to_integral_value() else float(value)
            elif value != "":
                cell.value = _CONTROL.sub("", value)
                cell.data_type = "s"
            widths[place - 1] = max(widths[place - 1], len(str(value)))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = 2 * min(max(width, _NARROW), _WIDE)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).alignment = Alignment(vertical="center")
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
