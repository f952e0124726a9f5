"""The correction notes of anything public, where its page has no better place to ask for them. One query."""

from django import template

from portal.publishing.models import Publishable

from ..models import CorrectionNote

register = template.Library()


@register.inclusion_tag("_corrections.html")
def correction_notes(thing: Publishable) -> dict[str, object]:
    return {"notes": [(note.placed_at, note.text) for note in CorrectionNote.of(thing)]}
