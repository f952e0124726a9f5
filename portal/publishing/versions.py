"""The saved versions of a record: what each changed, and which of them readers have seen.

A version is a row of simple-history. The steps of publishing write no version (they change no text), so which one was
public is read from the review log: the newest when a step made the record public, and every one saved while it was.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Manager, Model
from django.utils import timezone
from django.utils.translation import gettext

from .models import Publishable, ReviewLog, Status
from .relations import related_then
from .wording import Difference, differences

PUBLIC = (Status.PUBLISHED, Status.ARCHIVED)
# Moved by steps, which have a log of their own, or by every save.
_SILENT = {field.name for field in Publishable._meta.local_fields} - {"expires_at"} | {
    "drafted_by",
    "owes_review_since",
    "revises",
    "based_on",
}
_NOT_SHOWN = {"id", "path"}


def changed_fields(old: Model, new: Model, *, around: int | None = 1) -> list[Difference]:
    """What a reader would see as different between two versions, or a version and the record as it stands."""
    model = getattr(new, "instance_type", None) or getattr(old, "instance_type", None) or type(new)
    skipped = _NOT_SHOWN | (_SILENT if issubclass(model, Publishable) else set())
    tracked = getattr(old, "tracked_fields", None) or getattr(new, "tracked_fields", ())
    related = getattr(old, "_history_m2m_fields", None) or getattr(new, "_history_m2m_fields", ())
    fields = [model._meta.get_field(field.name) for field in (*tracked, *related) if field.name not in skipped]
    return differences(fields, _values(old, fields), _values(new, fields), around=around)


def _values(version: Model, fields: list[Field]) -> dict[str, object]:
    found, then = {}, related_then(version)
    for field in fields:
        try:
            value = then[field.name] if field.name in then else getattr(version, field.name)
        except ObjectDoesNotExist:
            value = gettext("(deleted)")
        if field.many_to_many:
            value = sorted(value.all() if isinstance(value, Manager) else value, key=str)
        found[field.name] = value
    return found


def public_versions(thing: Model) -> list[int]:
    """Ids of the versions that readers have seen, oldest first; the last is what they see, or saw last."""
    if not isinstance(thing, Publishable) or not thing.first_published_at or thing.first_published_at > timezone.now():
        return []
    kind = ContentType.objects.get_for_model(thing)
    log = ReviewLog.objects.filter(content_type=kind, object_id=thing.pk).order_by("at", "pk")
    steps = [(at, 1, state in PUBLIC) for at, state in log.values_list("at", "new_status")]
    saves = [(at, 0, pk) for pk, at in thing.history.values_list("history_id", "history_date")]
    found: list[int] = []
    newest, is_public = None, False
    for _at, is_step, what in sorted(steps + saves, key=lambda event: event[:2]):
        if is_step:
            is_public = what
        else:
            newest = what
        if is_public and newest is not None and newest not in found:
            found.append(newest)
    return found
