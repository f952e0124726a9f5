"""What the desks of the back office have in common: sections of what waits for somebody."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

SHOWN = 8


@dataclass
class Section:
    """`rows` are all of them; the first are `shown` at once, the `rest` on demand."""

    key: str
    heading: str | Promise
    rows: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def shown(self) -> list[Any]:
        return self.rows[:SHOWN]

    @property
    def rest(self) -> list[Any]:
        return self.rows[SHOWN:]
