"""The columns that a sheet declares."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import Model
from django.utils.translation import gettext as _
from import_export.fields import Field

from .widgets import NamesWidget, NumberWidget, TextWidget

Cell = str | Decimal


class Column(Field):
    """A column of the sheet under its printed header. A record's own value stays when the sheet lacks the column."""

    is_reference = False

    def __init__(self, header: str, attribute: str, widget=None, *, required: bool = False) -> None:
        super().__init__(attribute=attribute, column_name=header, widget=widget)
        self.required = required

    def clean(self, row, **kwargs):
        value = super().clean(row, **kwargs)
        if self.required and value in (None, ""):
            raise ValueError(_("This cell must not be empty."))
        return value

    def cell(self, record: Model) -> Cell:
        """The record's value as an export writes it: numbers as numbers, all else as text."""
        text = self.export(record)
        return Decimal(text) if text and isinstance(self.widget, NumberWidget) else text


class NamesColumn(Column):
    """A cell of several names kept as child rows; `write(pairs)` stores them for many records: (record, names) each.
    `marks` part them beside the ；."""

    def __init__(
        self, header: str, attribute: str, write: Callable[[list[tuple[Model, list[str]]]], None], marks: str = ""
    ) -> None:
        super().__init__(header, attribute, NamesWidget(marks))
        self.write = write

    def get_value(self, instance) -> list[str]:
        """What an import has set on the record, else its stored children."""
        new = instance.__dict__.get(f"new_{self.attribute}")
        if new is not None:
            return new
        return [str(child) for child in getattr(instance, self.attribute).all()] if instance.pk else []

    def save(self, instance, row, is_m2m=False, **kwargs) -> None:
        """Only noted on the record: the children are written when all records are."""
        instance.__dict__[f"new_{self.attribute}"] = self.clean(row)


class Reference(Column):
    """A column that helps whoever fills the sheet in; the import passes over it knowingly.

    `read(record)` gives the text or number. With `names` the cell must, unless it is blank, be one of `names(record)`:
    a name that isn't the code's own means that somebody sorted half of the sheet.
    """

    is_reference = True

    def __init__(
        self, header: str, read: Callable[[Model], Cell | None], names: Callable[[Model], Iterable[str]] | None = None
    ) -> None:
        super().__init__(header, "", TextWidget())
        self.read, self.names = read, names

    def cell(self, record: Model) -> Cell:
        value = self.read(record)
        return value if isinstance(value, Decimal) else TextWidget().render(value)

    def error(self, record: Model, text: str) -> str:
        if (
            self.names is None
            or not text
            or text in (names := [TextWidget().render(name) for name in self.names(record)])
        ):
            return ""
        words = {"name": names[0], "text": text}
        return _("The record of this row is “%(name)s”, but the sheet says “%(text)s”; which one is meant?") % words
