"""What the ledger adds to the page of a standing text: its correction notes, and its tied figures marked."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from portal.lib.language import is_english
from portal.publishing.models import Publishable
from portal.site.body import render_body
from portal.site.models import Page

from ..marks import Tied, print_figures, told
from ..models import CorrectionNote

register = template.Library()


@register.inclusion_tag("_corrections.html")
def correction_notes(thing: Publishable, at: datetime | None = None) -> dict[str, object]:
    """Those placed before `at`, or all. One query; on the English page of a text those of `Tied`, too."""
    placed = CorrectionNote.of(thing).filter(placed_at__lt=at) if at else CorrectionNote.of(thing)
    notes = [(note.placed_at, note.said, note.vintage_id) for note in placed]
    tied = Tied.of(thing) if is_english() and isinstance(thing, Page) and thing.pk else Tied(uses=[])
    return {"notes": told(notes, tied)}


@register.filter
def tied_prose(page: Page) -> SafeString:
    """The body with its tied figures; what is tied stands at places of the Chinese text. One query where nothing is."""
    if is_english() or not page.pk:
        return render_body(page.words.body)
    return render_body(print_figures(page.body, Tied.of(page)))
