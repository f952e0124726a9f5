"""Contradictions of a standing page that nobody has answered for: the note of a step is the reason for what it found."""

from django.contrib.contenttypes.models import ContentType

from portal.publishing.models import ReviewLog
from portal.publishing.reviewed import Reviewed

from . import found


def answered(thing: Reviewed) -> set[str]:
    """What was found by a step that gave a reason: of the text, of what it revises, of the copies it has taken over."""
    public = thing.public_row
    rows = {thing.pk, public.pk, *type(thing)._base_manager.filter(revises=public).values_list("pk", flat=True)}
    steps = ReviewLog.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id__in=rows)
    steps = steps.exclude(note="")
    return {text for findings in steps.values_list("findings", flat=True) for text in findings}


def unanswered(thing: Reviewed) -> list[str]:
    """A reason holds until its sentence changes: the ledger may have another number since."""
    said = list(dict.fromkeys(one.text for _field, one in found(thing)))
    known = answered(thing) if said else set()
    return [text for text in said if text not in known]
