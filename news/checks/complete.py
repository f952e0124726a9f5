"""What an article must bring along: source, summary, and of every picture who made it and what it shows."""

from django.utils.translation import gettext as _

from portal.lib.html import plain_text
from portal.media.models import Photo
from portal.site.body import photo_ids

from ..models import Article
from .findings import Finding, Level


def parts(article: Article) -> list[Finding]:
    found = []
    if not plain_text(article.body):
        found.append(Finding(Level.BLOCK, "no-text", _("The article has no text."), "body"))
    if article.is_reprint and not article.source_id:
        found.append(Finding(Level.BLOCK, "no-source", _("A reprint needs its source."), "source"))
    elif not article.source_id:
        found.append(Finding(Level.BLOCK, "no-source", _("The article has no source."), "source"))
    if article.is_reprint and not article.original_url:
        found.append(
            Finding(Level.WARN, "no-original", _("A reprint without the address of the original."), "source_url")
        )
    if not article.summary.strip():
        text = _("No summary: lists and search engines show the beginning of the text instead.")
        found.append(Finding(Level.WARN, "no-summary", text, "summary"))
    return found


def pictures(article: Article) -> list[Finding]:
    """One query when there are photos, else none."""
    ids = [*photo_ids(article.body + article.body_en), *([article.lead_photo_id] if article.lead_photo_id else [])]
    photos = Photo.objects.in_bulk(ids) if ids else {}
    found = []
    for pk in dict.fromkeys(ids):
        place = "lead_photo" if pk == article.lead_photo_id else "body"
        if not (photo := photos.get(pk)):
            text = _("A photo in the text no longer exists.")
            found.append(Finding(Level.WARN, "photo-gone", text, place))
            continue
        if not photo.credit.strip():
            text = _("The photo “%(photo)s” doesn't say who made it.") % {"photo": photo}
            found.append(Finding(Level.BLOCK, "no-credit", text, place))
        if not photo.alt.strip():
            text = _("The photo “%(photo)s” has no words for those who don't see it.") % {"photo": photo}
            found.append(Finding(Level.WARN, "no-alt", text, place))
    return found
