"""A filtered list as a file: public fields only, amounts in 亿元, no cell that a spreadsheet would run as a formula."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from portal.lib.language import listed

from .filters import ProjectFilter
from .listing import Row, each_row
from .promises import by_quarter
from .stages import Group

Cell = str | int | Decimal | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # neither XML nor a spreadsheet can hold them
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _yi(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else (amount / 10_000).normalize()


# name in JSON -> (header, cell of a row)
FIELDS: dict[str, tuple[str, Callable[[Row], Cell]]] = {
    "code": (_("Number"), lambda row: row.project.code),
    "name": (_("Project name"), lambda row: row.project.words.name),
    "aliases": (_("Other names"), lambda row: listed(row.aliases)),
    "stage": (_("Stage"), lambda row: row.project.group_word),
    "stage_date": (_("In this stage since"), lambda row: "" if row.when.is_seen else row.when.date),
    "stage_seen": (_("Seen in this stage on"), lambda row: row.when.date if row.when.is_seen else ""),
    "levels": (_("Level"), lambda row: listed(row.levels)),
    "category": (_("Category"), lambda row: row.project.get_category_display()),
    "industry": (_("Industry"), lambda row: str(row.project.industry or "")),
    "owner": (_("Owner"), lambda row: str(row.project.owner or "")),
    "park": (_("Park"), lambda row: str(row.project.park or "")),
    "address": (_("Place"), lambda row: row.project.address),
    "summary": (_("Contents of construction"), lambda row: row.project.words.summary),
    "plan_period": (_("Five-year plan"), lambda row: row.project.plan_period),
    "investment": (_("Total investment (100m yuan)"), lambda row: _yi(row.project.total_investment)),
    "signed_on": (_("Signed on"), lambda row: _reached(row, Group.SIGNED)),
    "started_on": (_("Started on"), lambda row: _reached(row, Group.BUILDING)),
    "completed_on": (_("Completed on"), lambda row: _reached(row, Group.COMPLETED)),
    "production_on": (_("In production on"), lambda row: _reached(row, Group.OPERATING)),
    "planned_start": (_("Planned start"), lambda row: by_quarter(row.project.planned_start)),
    "planned_completion": (_("Planned completion"), lambda row: by_quarter(row.project.planned_completion)),
    "sample": (_("Sample"), lambda row: gettext("yes") if row.project.is_sample else gettext("no")),
    "url": (_("Address"), lambda row: settings.SITE_URL + row.project.get_absolute_url()),
}


def _reached(row: Row, group: str) -> str:
    found = row.at(group)
    return "" if found.is_seen else found.date


def _cells(row: Row) -> list[Cell]:
    """One line of a table; text that begins like a formula gets a leading '."""
    cells = [_clean(read(row)) for _header, read in FIELDS.values()]
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in cells]


def _clean(cell: Cell) -> Cell:
    return _CONTROL.sub("", cell) if isinstance(cell, str) else cell


def _headers() -> list[str]:
    return [str(header) for header, _read in FIELDS.values()]


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, without which Excel reads Chinese as another encoding."""
    line = csv.writer(_Echo())
    yield "\ufeff".encode() + line.writerow(_headers()).encode()
    for row in rows:
        yield line.writerow([format(c, "f") if isinstance(c, Decimal) else c for c in _cells(row)]).encode()


def as_xlsx(rows: Iterable[Row]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Projects"))
    sheet.freeze_panes = "C2"
    sheet.append(_headers())
    for row in rows:
        sheet.append(_cells(row))
    out = BytesIO()
    book.save(out)
    yield out.getvalue()


def as_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """`fields` names each key in Chinese; amounts are numbers in 亿元, null when not announced; `count` stands last."""
    fields = json.dumps(dict(zip(FIELDS, _headers(), strict=True)), ensure_ascii=False)
    yield f'{{"fields": {fields},\n"projects": ['.encode()
    count = 0
    for count, row in enumerate(rows, start=1):
        values = {name: _clean(read(row)) for name, (_header, read) in FIELDS.items()}
        numbers = {name: float(value) for name, value in values.items() if isinstance(value, Decimal)}
        yield (",\n" if count > 1 else "\n").encode() + json.dumps(values | numbers, ensure_ascii=False).encode()
    yield f'],\n"count": {count}}}\n'.encode()


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class Form:
    """A kind of file. `most`: how many projects one may hold; beyond it a reader would wait too long."""

    write: Callable[[Iterable[Row]], Iterator[bytes]]
    kind: str
    most: int


FORMS = {
    "csv": Form(as_csv, "text/csv; charset=utf-8", 20_000),
    "xlsx": Form(as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 3_000),
    "json": Form(as_json, "application/json", 20_000),
}


def as_file(asked: ProjectFilter, form: str) -> HttpResponseBase | None:
    """The filtered list as a file, sent as it is written; None when it holds more projects than the file may."""
    kind = FORMS[form]
    if asked.narrow()[: kind.most + 1].count() > kind.most:
        return None
    response = StreamingHttpResponse(kind.write(each_row(asked.qs)), content_type=kind.kind)
    response["Content-Disposition"] = f'attachment; filename="projects.{form}"'
    return response
