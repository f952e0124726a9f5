"""Attachments in a body: a line with title, type and size."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.media.models import Attachment

from .embeds import Choice, Kind

MOST = 20


def find(request: HttpRequest, query: str) -> Iterable[Choice]:
    if not request.user.has_perm("media.view_attachment"):
        return []
    files = Attachment.objects.all()
    for word in query.split():
        files = files.filter(title__icontains=word)
    return [Choice(file.pk, file.title, file.about) for file in files[:MOST]]


def render(ids: list[int], known: dict[int, object]) -> dict[int, str]:
    missing = [pk for pk in ids if pk not in known]
    files = known | (Attachment.objects.in_bulk(missing) if missing else {})
    return {pk: render_to_string("site/_file.html", {"file": files[pk]}) for pk in ids if files.get(pk)}


KIND = Kind(_("File to download"), find, render)
