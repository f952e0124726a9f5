"""Documents brought into the editor: their text cleaned like any body, their pictures as photos of the library."""

from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.lib.documents import Document, Picture, read_document
from portal.lib.images import BadImage
from portal.media.models import Photo

from .prose import clean_body


@dataclass(frozen=True)
class Brought:
    """What an import gives the form: `fields` by name, the body, and what has to be said about it."""

    fields: dict[str, str]
    body: str
    notes: list[str]


def bring_in(name: str, data: bytes) -> Brought:
    """The document in `data` as body and fields. Raises BadDocument. Its pictures are added to the library."""
    document = read_document(name, data)
    parts, photos = [], 0
    for block in document.blocks:
        if block.tag == "figure":
            photo = _photo(document, document.pictures[int(block.get("data-picture"))], name)
            parts.append(photo.as_figure() if photo else "")
            photos += bool(photo)
        else:
            block.tail = None
            parts.append(ET.tostring(block, encoding="unicode", method="html"))
    fields = {"title": document.title[:120], "byline": document.byline[:100], "source": document.source}
    return Brought(fields, clean_body("".join(parts)), _notes(document, photos))


def _photo(document: Document, picture: Picture, name: str) -> Photo | None:
    title = picture.caption or document.title or PurePath(name).stem
    try:
        return Photo.add(
            picture.data, title=title[:100], caption=picture.caption[:300], alt=picture.caption[:200],
            credit=picture.credit[:80],
        )  # fmt: skip
    except BadImage:
        document.dropped += 1
        return None


def _notes(document: Document, photos: int) -> list[str]:
    notes = []
    if photos:
        text = ngettext("%(n)s picture was added to the library.", "%(n)s pictures were added to the library.", photos)
        notes.append(text % {"n": photos})
    if document.dropped:
        text = ngettext(
            "%(n)s picture could not be taken (too many, or a format that browsers don't show).",
            "%(n)s pictures could not be taken (too many, or formats that browsers don't show).", document.dropped,
        )  # fmt: skip
        notes.append(text % {"n": document.dropped})
    for label, value in ((_("byline"), document.byline), (_("source"), document.source)):
        if value:
            notes.append(
                _("%(field)s: “%(value)s” was taken from the end of the text.")
                % {"field": label, "value": escape(value)}
            )
    return notes
