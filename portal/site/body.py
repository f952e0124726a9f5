"""How a body is shown to readers. It is stored as the editor writes it: clean HTML whose photos are
`<figure><img data-file="photo id" …><figcaption>…</figcaption></figure>`; what only the page needs is added here.

The sanitiser writes every attribute in double quotes and escapes < and > in texts and attributes, so that
tags can be found by pattern.
"""

import re
from html import escape, unescape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from portal.lib.html import keep_amounts, wrap_tables
from portal.lib.language import local
from portal.lib.outward import is_outward, outward
from portal.media.models import Photo

from .embeds import embedded, render_embeds

_FILE = re.compile(r'<img\b[^>]*\bdata-file="(\d{1,18})"')
_PICTURE = re.compile(r"<figure\b[^>]*>(?:(?!<table\b).)*?</figure>|<p>\s*<img\b[^>]*>\s*</p>|<img\b[^>]*>", re.S)
_CAPTION = re.compile(r"<figcaption\b[^>]*>\s*(.*?)\s*</figcaption>", re.S)
_OUTWARD = re.compile(r'<a\b([^>]*\bhref="(https?://[^"]*)"[^>]*)>')
_INWARD = re.compile(r'(<a\b[^>]*\bhref=")(/(?!/|(?:media|static|en|search|messages|report|api)/)[^"]*)')
_GALLERY = re.compile(r'<div data-gallery="[^"]*">')
_REL = re.compile(r'\srel="[^"]*"')


def photo_ids(html: str) -> list[int]:
    """Ids of the photos the body shows, in order."""
    return [int(number) for number in _FILE.findall(html)]


def file_ids(html: str) -> list[int]:
    """Ids of the attachments the body offers, in order."""
    return embedded(html).get("file", [])


def render_body(html: str, known: dict[str, dict[int, object]] | None = None) -> SafeString:
    """The stored body as a page shows it: photos in the sizes there are, wide tables that scroll, careful links, parts
    of other pages (`known`: see embeds.py).

    A photo that no longer exists leaves nothing behind, nor does a picture from elsewhere (the browser would refuse
    it). One query when there are photos, else none; and what the kinds of embedded parts take.
    """
    ids = photo_ids(html)
    photos = Photo.objects.in_bulk(ids) if ids else {}
    html = _OUTWARD.sub(_outward, html)
    html = _INWARD.sub(lambda match: match[1] + local(match[2]), html)
    html = keep_amounts(wrap_tables(html, gettext("Table")))
    html = _GALLERY.sub('<div class="gallery">', _PICTURE.sub(lambda match: _figure(match[0], photos), html))
    return mark_safe(render_embeds(html, known))


def _outward(match: re.Match[str]) -> str:
    attributes, address = match.groups()
    if not is_outward(unescape(address)):
        return match[0]
    attributes = _REL.sub("", attributes).replace(f'"{address}"', f'"{escape(outward(unescape(address)))}"')
    return f'<a{attributes} data-to="{address}" rel="noopener">'


def _figure(html: str, photos: dict[int, Photo]) -> str:
    """The first photo of `html` with the caption that stands there, else with its own."""
    photo = next((photos[pk] for pk in photo_ids(html) if pk in photos), None)
    if not photo:
        return ""
    caption = _CAPTION.search(html)
    context = {"photo": photo, "caption": caption and mark_safe(caption[1]), "shape": "whole", "lazy": True}
    return render_to_string("_figure.html", context)
