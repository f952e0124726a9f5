"""One kind of spreadsheet: its columns, what identifies a row, and how it becomes records, all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field
from import_export.results import Result
from tablib import Dataset

from .tables import Problem, Table
from .widgets import LookupWidget, NamesWidget, NumberWidget

__all__ = ["Column", "NamesColumn", "Outcome", "Sheet"]


class Column(Field):
    """A column of the sheet under its printed header. A record's own value stays when the sheet lacks the column."""

    def __init__(self, header: str, attribute: str, widget=None, *, required: bool = False) -> None:
        super().__init__(attribute=attribute, column_name=header, widget=widget)
        self.required = required

    def clean(self, row, **kwargs):
        value = super().clean(row, **kwargs)
        if self.required and value in (None, ""):
            raise ValueError(_("This cell must not be empty."))
        return value


class NamesColumn(Column):
    """A cell of several names kept as child rows; `read(record)` -> names, `write(record, names)` stores them."""

    def __init__(self, header: str, attribute: str, write) -> None:
        super().__init__(header, attribute, NamesWidget())
        self.write = write

    def get_value(self, instance) -> list[str]:
        return [str(child) for child in getattr(instance, self.attribute).all()] if instance.pk else []

    def save(self, instance, row, is_m2m=False, **kwargs) -> None:
        if is_m2m:
            self.write(instance, self.clean(row))


@dataclass
class Outcome:
    """What a sheet did, or would do: counts of rows, or the problems (then nothing was written)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    records: list[models.Model] = field(default_factory=list)

    def __str__(self) -> str:
        return _("%(new)s new, %(changed)s changed, %(same)s unchanged") % vars(self)


class Sheet(resources.ModelResource):
    """Base of all sheets. Subclasses set `title`, their Columns and `Meta.model`, `Meta.import_id_fields`."""

    title: ClassVar[str] = ""
    rights: ClassVar[tuple[str, ...]] = ()  # instead of the model's add and change

    class Meta:
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        clean_model_instances = True
        store_instance = True

    def columns(self) -> list[Column]:
        return [column for column in self.fields.values() if isinstance(column, Column)]

    def run(self, table: Table, *, by, write: bool) -> Outcome:
        """Check the table, and with `write` store it in one transaction. Problems mean that nothing was written."""
        self.by = by
        self._check_rights(by)
        if problems := [*self._header_problems(table), *self._double_rows(table)]:
            return Outcome(problems=problems)
        for column in self.columns():
            if isinstance(column.widget, LookupWidget):
                column.widget.forget()
        data = Dataset(*table.rows, headers=table.headers)
        with transaction.atomic():
            result = self.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)
            outcome = self._outcome(result, table)
            if outcome.problems or not write:
                transaction.set_rollback(True)
        return outcome

    @classmethod
    def kind(cls) -> str:
        """The sheet's name in addresses: "project" for ProjectSheet."""
        return cls.__name__.removesuffix("Sheet").lower()

    @classmethod
    def is_allowed(cls, by) -> bool:
        label, name = cls._meta.model._meta.app_label, cls._meta.model._meta.model_name
        return by.has_perms(cls.rights or [f"{label}.add_{name}", f"{label}.change_{name}"])

    def _check_rights(self, by) -> None:
        if not self.is_allowed(by):
            raise PermissionDenied

    def stored(self) -> models.QuerySet:
        """The records that an export writes, with what their cells need."""
        lookups = [column.attribute for column in self.columns() if isinstance(column.widget, LookupWidget)]
        names = [column.attribute for column in self.columns() if isinstance(column, NamesColumn)]
        return self._meta.model._default_manager.select_related(*lookups).prefetch_related(*names).order_by("pk")

    def cells(self) -> Iterator[list[str | Decimal]]:
        """Every stored record as one row under `headers`; importing them again changes nothing."""
        for thing in self.stored():
            yield [self._cell(column, thing) for column in self.columns()]

    @property
    def headers(self) -> list[str]:
        return [column.column_name for column in self.columns()]

    @staticmethod
    def _cell(column: Column, thing: models.Model) -> str | Decimal:
        text = column.export(thing)
        return Decimal(text) if text and isinstance(column.widget, NumberWidget) else text

    def _header_problems(self, table: Table) -> list[Problem]:
        known = {column.column_name: column for column in self.columns()}
        problems = [
            Problem(1, header, _("This column is not known here; known are: %(names)s.") % {"names": "、".join(known)})
            for header in table.headers
            if header not in known
        ]
        problems += [
            Problem(1, header, _("This column stands in the sheet twice."))
            for header in sorted({header for header in table.headers if table.headers.count(header) > 1})
        ]
        problems += [
            Problem(1, header, _("This column is missing."))
            for header, column in known.items()
            if column.required and header not in table.headers
        ]
        return problems

    def _double_rows(self, table: Table) -> list[Problem]:
        """Rows that name the same record twice: which of them is meant would be a guess."""
        keys = [self.fields[name].column_name for name in self._meta.import_id_fields]
        if not set(keys) <= set(table.headers):
            return []
        places = [table.headers.index(key) for key in keys]
        seen: dict[tuple[str, ...], int] = {}
        problems = []
        for row, number in zip(table.rows, table.numbers, strict=True):
            key = tuple(str(row[place] or "").strip() for place in places)
            if key in seen:
                words = {"key": " · ".join(part for part in key if part), "row": seen[key]}
                problems.append(Problem(number, keys[0], _("“%(key)s” stands already in row %(row)s.") % words))
            seen.setdefault(key, number)
        return problems

    def _outcome(self, result: Result, table: Table) -> Outcome:
        headers = {column.attribute: column.column_name for column in self.columns()}
        outcome = Outcome()
        for index, row in enumerate(result.rows):
            number = table.numbers[index]
            if row.validation_error:
                outcome.problems += self._row_problems(number, row.validation_error, headers)
            elif row.errors:
                raise row.errors[0].error
            else:
                outcome.new += row.is_new()
                outcome.changed += row.is_update()
                outcome.same += row.is_skip()
                outcome.records.append(row.instance)
        return outcome

    def _row_problems(self, number: int, error: ValidationError, headers: dict[str, str]) -> list[Problem]:
        messages = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        words = {field.name: str(field.verbose_name) for field in self._meta.model._meta.fields}
        return [
            Problem(number, headers.get(attribute, words.get(attribute, "")), message)
            for attribute, texts in messages.items()
            for message in texts
        ]

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        if import_validation_errors or original is None or not original.pk:
            return False
        return all(
            column.widget.render(column.clean(row)) == column.export(original)
            if isinstance(column, NamesColumn)
            else column.export(instance) == column.export(original)
            for column in self.columns()
            if column.column_name in row
        )
