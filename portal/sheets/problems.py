"""What can be wrong with a sheet, and where."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a sheet. `row` counts as the spreadsheet does, from 1; 0 = the whole file."""

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
