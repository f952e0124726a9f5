"""The rows of a form (aliases of a project, items of a panel …) when two people write at once."""

from django.db.models import Field, Model
from django.forms import BaseInlineFormSet, ModelForm
from django.http import QueryDict

from portal.lib.differences import lines

from .wording import Difference, in_lines


def revived(data: QueryDict, prefix: str, model: type[Model]) -> QueryDict:
    """What was sent, with the rows of a formset whose records somebody else has deleted meanwhile as new rows, at the
    end: a typed row is never refused because its record is gone. Those that were to be deleted anyway are left out."""
    total, initial = (_number(data.get(f"{prefix}-{name}_FORMS")) for name in ("TOTAL", "INITIAL"))
    pk = f"-{model._meta.pk.name}"
    rows = [
        {name.removeprefix(f"{prefix}-{n}"): data.getlist(name) for name in data if name.startswith(f"{prefix}-{n}-")}
        for n in range(min(total, 1000))
    ]
    sent = [int(row[pk][0]) for row in rows[:initial] if pk in row and row[pk][0].isdigit()]
    known = {str(one) for one in model._base_manager.filter(pk__in=sent).values_list("pk", flat=True)}
    stored = [row for row in rows[:initial] if row.get(pk, [""])[0] in known]
    gone = [row for row in rows[:initial] if row not in stored and "-DELETE" not in row]
    if len(stored) == initial:
        return data
    ordered = [*stored, *rows[initial:], *(row | {pk: [""]} for row in gone)]
    fresh = data.copy()
    for name in data:
        if any(name.startswith(f"{prefix}-{n}-") for n in range(len(rows))):
            del fresh[name]
    for n, row in enumerate(ordered):
        for name, values in row.items():
            fresh.setlist(f"{prefix}-{n}{name}", values)
    fresh[f"{prefix}-TOTAL_FORMS"], fresh[f"{prefix}-INITIAL_FORMS"] = str(len(ordered)), str(len(stored))
    return fresh


def row_difference(formset: BaseInlineFormSet) -> Difference | None:
    """The stored rows beside those that were sent, one line a row; None when a reader would see no difference."""
    fields = _fields(formset)
    stored = formset.queryset.all()  # asked anew: the forms have written what was typed into the formset's own
    before = [_line(fields, {field.name: getattr(row, field.name) for field in fields}) for row in stored]
    kept = [form for form in formset.forms if not _is_dropped(form)]
    after = [_line(fields, {field.name: _typed(form, field.name) for field in fields}) for form in kept]
    if before == after:
        return None
    label = str(formset.model._meta.verbose_name_plural)
    return Difference(formset.prefix, label, lines(before, after), [], before, after, is_long=True)


def _fields(formset: BaseInlineFormSet) -> list[Field]:
    """What a row says of itself: neither its number nor what it belongs to."""
    fk, meta = getattr(formset, "fk", None), formset.model._meta
    shown = formset.empty_form.fields
    return [field for field in [*meta.fields, *meta.many_to_many] if field.name in shown and field not in (meta.pk, fk)]


def _is_dropped(form: ModelForm) -> bool:
    return bool(form.data.get(f"{form.prefix}-DELETE")) or (not form.instance.pk and not form.has_changed())


def _typed(form: ModelForm, name: str) -> object:
    """As a value where it could be read, else as it was typed."""
    cleaned = getattr(form, "cleaned_data", {})
    if name in cleaned or name not in form.fields:
        return cleaned.get(name, getattr(form.instance, name))
    return form[name].value()


def _line(fields: list[Field], values: dict[str, object]) -> str:
    parts = [(field.verbose_name, " ".join(in_lines(field, values[field.name]))) for field in fields]
    return "；".join(f"{label}：{words}" for label, words in parts if words)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
