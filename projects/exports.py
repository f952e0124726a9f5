"""A filtered list as a file: public fields only, amounts in 亿元, no cell that a spreadsheet would run as a formula."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib import tabular
from portal.lib.language import listed
from portal.lib.tabular import Cell

from .filters import ProjectFilter
from .listing import Row, each_row
from .promises import by_quarter
from .stages import Group


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


def _cells(rows: Iterable[Row]) -> Iterator[list[Cell]]:
    return ([read(row) for _header, read in FIELDS.values()] for row in rows)


def _headers() -> list[str]:
    return [str(header) for header, _read in FIELDS.values()]


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    return tabular.as_csv(_headers(), _cells(rows))


def as_xlsx(rows: Iterable[Row]) -> Iterator[bytes]:
    return tabular.as_xlsx(gettext("Projects"), _headers(), _cells(rows))


def as_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """`fields` names each key in Chinese; amounts are numbers in 亿元, null when not announced; `count` stands last."""
    fields = json.dumps(dict(zip(FIELDS, _headers(), strict=True)), ensure_ascii=False)
    yield f'{{"fields": {fields},\n"projects": ['.encode()
    count = 0
    for count, cells in enumerate(_cells(rows), start=1):
        yield ((",\n" if count > 1 else "\n") + tabular.as_line(list(FIELDS), cells)).encode()
    yield f'],\n"count": {count}}}\n'.encode()


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
