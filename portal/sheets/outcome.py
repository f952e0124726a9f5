"""What a sheet did, or would do."""

from dataclasses import asdict, dataclass, field
from typing import Self

from django.db.models import Model
from django.utils.translation import gettext as _

from .problems import Problem
from .tables import Table

NEW, CHANGED, SAME, UNFILLED = "new", "changed", "same", "unfilled"


@dataclass
class Entry:
    """One row on its way into a record. `state` is one of those above, "" with problems.

    `changes` are (column, old, new) as the sheet shows them. `print` stands for the stored record as it was when the
    row was checked ("" when there was none); another at the time of writing means that somebody changed it meanwhile.
    """

    number: int
    row: dict[str, object]
    instance: Model
    original: Model | None
    key: tuple | None = None
    label: str = ""
    state: str = ""
    old: list[str] = field(default_factory=list)  # the stored record's cells
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    print: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Change:
    """A new or changed row as the preview shows it."""

    number: int
    label: str
    state: str
    cells: list[tuple[str, str, str]]


@dataclass
class Outcome:
    """Counts of rows, or the problems (then nothing was written). `prints`: one for every row, see Entry."""

    new: int = 0
    changed: int = 0
    same: int = 0
    unfilled: int = 0
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return _("%(new)s new, %(changed)s changed, %(same)s unchanged") % vars(self)

    @classmethod
    def of(cls, entries: list[Entry]) -> Self:
        outcome = cls(prints=[entry.print for entry in entries])
        for entry in entries:
            outcome.problems += entry.problems
            if entry.state:
                setattr(outcome, entry.state, getattr(outcome, entry.state) + 1)
            if entry.state in (NEW, CHANGED):
                outcome.changes.append(Change(entry.number, entry.label, entry.state, entry.changes))
        return outcome

    def with_table(self, table: Table) -> Self:
        """With what was wrong before the rows were read (totals, rows named twice), in the order of the rows."""
        self.problems = sorted([*table.problems, *self.problems], key=lambda problem: problem.row)
        return self

    def add(self, other: Self) -> None:
        for name in (NEW, CHANGED, SAME, UNFILLED, "problems", "changes", "prints"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> Self:
        problems = [Problem(**problem) for problem in data["problems"]]
        changes = [
            Change(**change | {"cells": [tuple(cell) for cell in change["cells"]]}) for change in data["changes"]
        ]
        return cls(**data | {"problems": problems, "changes": changes})
