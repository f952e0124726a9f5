"""One kind of spreadsheet: its columns, what identifies a row, and how it becomes records, all of it or nothing.

The declaration and the hooks of one row (`import_instance`, `validate_instance`, `save_instance`) are those of
django-import-export. The loop is our own: a table is checked without writing (an import there is a rolled-back write,
which would keep everybody else from saving), the records of many rows are read at once, and all is written in one go.
"""

import copy
import hashlib
from collections.abc import Iterator
from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from import_export import resources

from . import storing, wholes
from .columns import Cell, Column, NamesColumn, Reference
from .outcome import CHANGED, NEW, SAME, UNFILLED, Entry, Outcome
from .problems import Problem
from .tables import Table
from .widgets import LookupWidget

__all__ = ["Column", "NamesColumn", "Outcome", "Reference", "Sheet"]

ALL = slice(None)


class Sheet(resources.ModelResource):
    """Base of all sheets. Subclasses set `title`, their Columns and Meta: `model`, `import_id_fields`, `fields`."""

    title: ClassVar[str] = ""
    rights: ClassVar[tuple[str, ...]] = ()  # instead of the model's add and change
    in_bulk: ClassVar[bool] = False  # the model's save() does nothing that the check and `storing` don't
    in_order: ClassVar[bool] = False  # a row may rest on rows above it, so these are read again with each part
    prefilled: ClassVar[bool] = False  # handed out with rows to fill in: what is still empty is left out
    # what of a record, beside its cells, must not change between check and writing
    watched: ClassVar[tuple[str, ...]] = ()

    class Meta:
        clean_model_instances = True

    def columns(self) -> list[Column]:
        """Those that an import reads, in the sheet's order."""
        return [column for column in self.all_columns() if not column.is_reference]

    def all_columns(self) -> list[Column]:
        return [self.fields[name] for name in self._meta.fields]

    @property
    def headers(self) -> list[str]:
        return [column.column_name for column in self.all_columns()]

    @classmethod
    def kind(cls) -> str:
        """The sheet's name in addresses: "project" for ProjectSheet."""
        return cls.__name__.removesuffix("Sheet").lower()

    @classmethod
    def is_allowed(cls, by) -> bool:
        label, name = cls._meta.model._meta.app_label, cls._meta.model._meta.model_name
        return by.has_perms(cls.rights or [f"{label}.add_{name}", f"{label}.change_{name}"])

    # --- export ------------------------------------------------------------------------------

    def stored(self) -> models.QuerySet:
        """The records that an export writes, with what their cells need."""
        return self._with_cells(self._meta.model._default_manager.all()).order_by("pk")

    def form(self, by, *, sample: bool = False) -> list[models.Model]:
        """Records, stored or not, that the form for `by` is prefilled with, real or invented; none: an empty template."""
        return []

    @classmethod
    def has_samples(cls) -> bool:
        return False  # whether there are invented records to try the form with

    def cells(self, records=None) -> Iterator[list[Cell]]:
        """Every record as one row under `headers`; importing the stored ones again changes nothing."""
        for record in self.stored() if records is None else records:
            yield [column.cell(record) for column in self.all_columns()]

    def _with_cells(self, records: models.QuerySet) -> models.QuerySet:
        lookups = [column.attribute for column in self.columns() if isinstance(column.widget, LookupWidget)]
        names = [column.attribute for column in self.columns() if isinstance(column, NamesColumn)]
        return records.select_related(*lookups).prefetch_related(*names)

    # --- check -------------------------------------------------------------------------------

    def run(self, table: Table, *, by, write: bool) -> Outcome:
        """Check the table, and with `write` store it in one transaction. Problems mean that nothing was written."""
        if problems := self.table_problems(table, by=by):
            return Outcome(problems=problems)
        entries = self.read(table, by=by)
        outcome = Outcome.of(entries).with_table(table)
        if write and not outcome.problems:
            outcome.problems = self.write(entries)
        return outcome

    def table_problems(self, table: Table, *, by) -> list[Problem]:
        """What is wrong with the column names: then no row can be read. Rows named twice join `table.problems`, which are
        told together with those of the rows."""
        self._begin(table, by)
        if problems := wholes.header_problems(self, table):
            return problems
        self._learn(row for _number, row in table.dicts())
        table.problems += wholes.double_rows(self, table)
        return []

    def read(self, table: Table, *, by, part: slice = ALL) -> list[Entry]:
        """The rows of `part` against the stored records and the rules. Writes nothing and holds no lock."""
        self._begin(table, by)
        wanted = range(len(table.rows))[part]
        if self.in_order:
            return self._entries(table, range(wanted.stop))[wanted.start :]
        return self._entries(table, wanted)

    def _begin(self, table: Table, by) -> None:
        self.by, self.table = by, table
        if not self.is_allowed(by):
            raise PermissionDenied
        self.used = [column for column in self.columns() if column.column_name in table.headers]

    def _entries(self, table: Table, places: range) -> list[Entry]:
        rows = list(table.dicts(places))
        self._learn(row for _number, row in rows)
        keys = [self.key_of(row) for _number, row in rows]
        records = self.load([key for key in keys if key])
        entries = [self._entry(*row, key, records.get(key)) for row, key in zip(rows, keys, strict=True)]
        errors = [self._import_errors(entry) for entry in entries]
        self.relate(entries)
        for entry, found in zip(entries, errors, strict=True):
            self._judge(entry, found)
        return entries

    def _learn(self, rows: Iterator[dict]) -> None:
        rows = list(rows)
        for column in self.used:
            if isinstance(column.widget, LookupWidget):
                column.widget.learn(row[column.column_name] for row in rows)

    def key_of(self, row: dict[str, object]) -> tuple | None:
        """What identifies the row's record; None when one of its cells can't be read."""
        key = []
        for name in self._meta.import_id_fields:
            column = self.fields[name]
            try:
                value = column.clean(row) if column.column_name in row else column.widget.clean(None)
            except ValueError:
                return None
            key.append(value.pk if isinstance(value, models.Model) else value)
        return tuple(key)

    def load(self, keys: list[tuple], *, lock: bool = False) -> dict[tuple, models.Model]:
        """The stored records of these keys, hundreds in one query; `lock` keeps others from changing them."""
        records = self._with_cells(self._meta.model._default_manager.all())
        records = records.select_for_update(of=("self",)) if lock else records
        return storing.load(records, self._meta.import_id_fields, keys)

    def make(self, original: models.Model | None) -> models.Model:
        """The record that the row's cells are written into: a new one, or a copy of the stored one."""
        return self._meta.model() if original is None else copy.copy(original)

    def relate(self, entries: list[Entry]) -> None:
        """What rows need of each other or of other tables, read for all of them at once."""

    def _entry(self, number: int, row: dict, key: tuple | None, original: models.Model | None) -> Entry:
        entry = Entry(number, row, self.make(original), original, key, wholes.row_label(self, row))
        entry.old = self._texts(original)
        entry.print = self._print(original, entry.old)
        return entry

    def _texts(self, record: models.Model | None) -> list[str]:
        return [column.export(record) for column in self.used] if record else [""] * len(self.used)

    def _print(self, record: models.Model | None, texts: list[str]) -> str:
        if record is None:
            return ""
        texts = [str(record.pk), *texts, *(str(getattr(record, name)) for name in self.watched)]
        return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]

    def _import_errors(self, entry: Entry) -> dict[str, list[str]]:
        try:
            self.import_instance(entry.instance, entry.row)
        except ValidationError as error:
            return error.update_error_dict({})
        return {}

    def import_instance(self, instance, row, **kwargs) -> None:
        """Cells into the record. A ValidationError by attribute names every cell that can't be understood."""
        errors = {}
        for column in self.used:
            try:
                column.save(instance, row)
            except ValueError as error:
                errors[column.attribute] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def _judge(self, entry: Entry, errors: dict[str, list[str]]) -> None:
        if self.prefilled and entry.original is None and self._is_unfilled(entry.row):
            entry.state = UNFILLED
            return
        if not errors:
            entry.changes = self._changes(entry)
            if entry.original and not entry.changes:
                entry.state = SAME
        try:
            self._check_references(entry, errors)
            if not entry.state:
                self._check_rights(entry)
                self.validate_instance(entry.instance, errors)
                entry.state = CHANGED if entry.original else NEW
        except ValidationError as error:
            entry.state, entry.problems = "", wholes.row_problems(self, entry.number, error)

    def _is_unfilled(self, row: dict[str, object]) -> bool:
        keys = {self.fields[name].column_name for name in self._meta.import_id_fields}
        return all(row[column.column_name] in (None, "") for column in self.used if column.column_name not in keys)

    def _changes(self, entry: Entry) -> list[tuple[str, str, str]]:
        cells = zip((column.column_name for column in self.used), entry.old, self._texts(entry.instance), strict=True)
        return [(name, old, new) for name, old, new in cells if old != new]

    def _check_references(self, entry: Entry, errors: dict) -> None:
        for column in self.all_columns():
            if column.is_reference and column.column_name in entry.row and not errors:
                text = str(entry.row[column.column_name] or "").strip()
                if sentence := column.error(entry.instance, text):
                    raise ValidationError({column.column_name: sentence})

    def _check_rights(self, entry: Entry) -> None:
        """What readers see is changed only by those who may publish it, in a sheet as by hand."""
        meta, record = self._meta.model._meta, entry.original
        is_public = hasattr(record, "first_published_at") and record.status != "draft"
        if is_public and not self.by.has_perm(f"{meta.app_label}.publish_{meta.model_name}"):
            words = {"columns": "、".join(name for name, _old, _new in entry.changes)}
            raise ValidationError(_("The record is public; only who may publish it can change: %(columns)s.") % words)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """The model's own rules. Relations and the key come from the database and aren't asked for again."""
        errors = dict(import_validation_errors or {})
        relations = {field.name for field in instance._meta.fields if field.is_relation}
        try:
            instance.clean_fields(exclude={*errors, *relations})
            if not errors:
                instance.clean()
                storing.check_constraints(instance, self._meta.import_id_fields)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    # --- write -------------------------------------------------------------------------------

    def write(self, entries: list[Entry], prints: list[str] | None = None) -> list[Problem]:
        """Store what `read` found, in one transaction; with problems nothing is stored.

        A record that isn't as it was when the row was read, or as the preview showed it (`prints`), is a problem.
        """
        try:
            with transaction.atomic():
                problems = self._moved(entries, prints) or self._store(entries)
                if problems:
                    transaction.set_rollback(True)
                return problems
        except IntegrityError:
            return [Problem(0, "", _("Somebody else wrote the same records at the same time; check the sheet again."))]

    def _moved(self, entries: list[Entry], prints: list[str] | None) -> list[Problem]:
        records = self.load([entry.key for entry in entries if entry.key], lock=True)
        sentence = _("This record was changed by somebody else after the check; check the sheet again.")
        problems = []
        for place, entry in enumerate(entries):
            record = records.get(entry.key)
            now = self._print(record, self._texts(record))
            if now != entry.print or (prints is not None and now != prints[place]):
                problems.append(Problem(entry.number, "", sentence))
        return problems

    def _store(self, entries: list[Entry]) -> list[Problem]:
        due = [entry for entry in entries if entry.state in (NEW, CHANGED)]
        if self.in_bulk:
            storing.write(self, due)
            return self._after(due)
        problems = []
        for entry in due:
            try:
                self.save_instance(entry.instance, entry.original is None, entry.row)
            except ValidationError as error:
                problems += wholes.row_problems(self, entry.number, error)
        return problems or self._after(due)

    def _after(self, entries: list[Entry]) -> list[Problem]:
        self.written(entries)
        return []

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        """One row by itself; ValidationError says why it can't be."""
        instance.save()

    def written(self, entries: list[Entry]) -> None:
        """What else must happen, within the transaction, when these rows have been stored."""
