"""What can be wrong with a table as a whole: its column names, and rows that name one record twice."""

from typing import TYPE_CHECKING

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
