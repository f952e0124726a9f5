"""Reading and writing the records of many rows at once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import F, Model, QuerySet, UniqueConstraint
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from .columns import NamesColumn

if TYPE_CHECKING:
    from .outcome import Entry
    from .sheet import Sheet

BATCH = 500
Item = TypeVar("Item")


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def load(records: QuerySet, names: list[str], keys: list[tuple]) -> dict[tuple, Model]:
    """Key -> record. `names` are the fields of a key; one query a batch, by every field that is never empty in it."""
    fields = [records.model._meta.get_field(name) for name in names]
    found = {}
    for batch in batches(keys):
        values = {name: {key[place] for key in batch} for place, name in enumerate(names)}
        narrow = {f"{name}__in": some for name, some in values.items() if None not in some}
        for record in records.filter(**narrow):
            found[tuple(getattr(record, field.attname) for field in fields)] = record
    return found


def check_constraints(record: Model, key: list[str]) -> None:
    """ValidationError names a constraint of the model that doesn't hold; the key was looked up and isn't checked."""
    own = {*key, record._meta.pk.name}
    for model, constraints in record.get_constraints():
        for constraint in constraints:
            if not (isinstance(constraint, UniqueConstraint) and set(constraint.fields) <= own):
                constraint.validate(model, record)
    taken = {field.name for field in record._meta.fields if field.unique and field.name not in own}
    if taken:
        others = {field.name for field in record._meta.fields} - taken
        record.validate_unique(exclude=others)


def write(sheet: "Sheet", entries: list["Entry"]) -> None:
    """New records in bulk, of changed ones what changed, a line of history for each; then their child rows."""
    new = [entry.instance for entry in entries if entry.original is None]
    old = [entry for entry in entries if entry.original is not None]
    model = sheet._meta.model
    model._base_manager.bulk_create(new, batch_size=BATCH)
    for entry in old:
        model._base_manager.filter(pk=entry.instance.pk).update(**_changed(sheet, entry))
    if hasattr(model, "history"):
        history = get_history_manager_for_model(model)
        history.bulk_history_create(new, batch_size=BATCH, default_user=sheet.by)
        history.bulk_history_create(
            [entry.instance for entry in old], batch_size=BATCH, update=True, default_user=sheet.by
        )
    for column in sheet.used:
        if isinstance(column, NamesColumn):
            touched = [
                entry for entry in entries if any(name == column.column_name for name, _old, _new in entry.changes)
            ]
            column.write([(entry.instance, column.get_value(entry.instance)) for entry in touched])


def _changed(sheet: "Sheet", entry: "Entry") -> dict[str, object]:
    """Field -> value for what the row changes; with the version, so that a form that is open on the record notices."""
    record, names = entry.instance, {name for name, _old, _new in entry.changes}
    columns = [c for c in sheet.used if c.column_name in names and not isinstance(c, NamesColumn)]
    values: dict[str, object] = {column.attribute: getattr(record, column.attribute) for column in columns}
    known = {field.name: field for field in record._meta.fields}
    if "version" in known:
        values["version"] = F("version") + 1
    for name, field in known.items():
        if isinstance(field, models.DateTimeField) and field.auto_now:
            values[name] = timezone.now()
            setattr(record, name, values[name])
    return values
