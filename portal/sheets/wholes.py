"""What is wrong with a table as a whole (column names, rows that name one record twice), and with one row in words."""

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from .headers import is_numbering, with_another_unit
from .problems import Problem
from .tables import Table

if TYPE_CHECKING:
    from .sheet import Sheet


def header_problems(sheet: "Sheet", table: Table) -> list[Problem]:
    known = {column.column_name: column for column in sheet.all_columns()}
    problems = []
    for header in table.headers:
        if header not in known and not is_numbering(header):
            problems.append(Problem(table.head, header, _unknown(header, list(known))))
        elif table.headers.count(header) > 1:
            problems.append(Problem(table.head, header, _("This column stands in the sheet twice.")))
    for header, column in known.items():
        if column.required and header not in table.headers:
            problems.append(Problem(table.head, header, _("This column is missing.")))
    return list(dict.fromkeys(problems))


def _unknown(header: str, known: list[str]) -> str:
    if not header:
        return _("This column has no name.")
    if other := with_another_unit(header, known):
        return _("The unit of this column is in doubt: here it is “%(header)s”.") % {"header": other}
    return _("This column is not known here; known are: %(names)s.") % {"names": "、".join(known)}


def double_rows(sheet: "Sheet", table: Table) -> list[Problem]:
    """Rows that name the same record twice: which of them is meant would be a guess."""
    names = [sheet.fields[name].column_name for name in sheet._meta.import_id_fields]
    seen: dict[tuple, int] = {}
    problems = []
    for number, row in table.dicts():
        key = sheet.key_of(row)
        if key in seen:
            words = {"key": " · ".join(str(row.get(name) or "") for name in names).strip(" ·"), "row": seen[key]}
            problems.append(Problem(number, names[0], _("“%(key)s” stands already in row %(row)s.") % words))
        elif key is not None:
            seen[key] = number
    return problems


def row_label(sheet: "Sheet", row: dict[str, object]) -> str:
    """What the row is about, for people: its key, and the name that stands beside it."""
    columns = [sheet.fields[name] for name in sheet._meta.import_id_fields]
    columns += [column for column in sheet.all_columns() if column.is_reference and column.names]
    return " · ".join(text for column in columns if (text := str(row.get(column.column_name) or "").strip()))


def row_problems(sheet: "Sheet", number: int, error: ValidationError) -> list[Problem]:
    """The messages of one row, each under the header of its column, else under the field's own name."""
    messages = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    headers = {column.attribute: column.column_name for column in sheet.columns()}
    headers |= {header: header for header in sheet.headers}
    words = {field.name: str(field.verbose_name) for field in sheet._meta.model._meta.fields}
    return [
        Problem(number, headers.get(name, words.get(name, "")), message)
        for name, texts in messages.items()
        for message in texts
    ]
