"""Values of a record's fields as lines of words, for comparing two versions of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Field, Manager, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.differences import Line, figure_changes, lines
from portal.lib.readable import readable_lines

_LIST_MARK = "、"


@dataclass(frozen=True)
class Difference:
    """One field in two versions: rows side by side, and the figures that changed in it."""

    name: str
    label: str
    rows: list[Line]
    figures: list[tuple[str, str]]
    before: list[str]
    after: list[str]
    is_long: bool = False  # a body, however little stands in it

    @property
    def short(self) -> tuple[str, str] | None:
        """(old, new) of a value that fits into a sentence."""
        if self.is_long or len(self.before) > 1 or len(self.after) > 1 or len("".join(self.before + self.after)) > 60:
            return None
        return "".join(self.before), "".join(self.after)

    @property
    def added(self) -> int:
        """Characters that only the new text has."""
        return sum(len(piece.text) for row in self.rows for piece in row.new if piece.kind == "new")

    @property
    def removed(self) -> int:
        return sum(len(piece.text) for row in self.rows for piece in row.old if piece.kind == "gone")


def in_lines(field: Field, value: object) -> list[str]:
    """The value as staff read it, as lines; [] for what is empty."""
    if value is None or value in ("", [], ()):
        return []
    if isinstance(value, bool):
        return [gettext("yes") if value else gettext("no")]
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, list | tuple | set | QuerySet):
        return [_LIST_MARK.join(str(one) for one in value)] if value else []
    if isinstance(value, datetime):
        return [f"{timezone.localtime(value):%Y-%m-%d %H:%M}"]
    if isinstance(value, Decimal):
        return [f"{value.normalize():f}"]
    known = dict(getattr(field, "flatchoices", None) or ())
    if not isinstance(value, Model) and value in known:
        return [str(known[value])]
    text = str(value)
    return readable_lines(text) if is_body(field) else [line for line in text.splitlines() if line.strip()]


def is_body(field: Field) -> bool:
    return hasattr(field, "sanitize")


def difference(field: Field, old: object, new: object, *, around: int | None = 1) -> Difference | None:
    """None when a reader would see no difference."""
    before, after = in_lines(field, old), in_lines(field, new)
    if before == after:
        return None
    rows = lines(before, after, around=around)
    return Difference(field.name, str(field.verbose_name), rows, figure_changes(rows), before, after, is_body(field))


def differences(
    fields: Iterable[Field], old: dict[str, object], new: dict[str, object], *, around: int | None = 1
) -> list[Difference]:
    found = (difference(field, old.get(field.name), new.get(field.name), around=around) for field in fields)
    return [one for one in found if one]
