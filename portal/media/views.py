"""The one view that serves files people uploaded."""

import re

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from .models import Attachment, Photo

_FILE = re.compile(r"files/[0-9a-f]{32}\.[a-z]{3,4}")
_NAME = re.compile(r"(photos/[0-9a-f]{32})(?:-\d+)?\.(jpg|avif)")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A photo's file: for everybody when something readable shows it, for staff who may see photos otherwise."""
    if _FILE.fullmatch(path):
        return _attachment(request, path)
    match = _NAME.fullmatch(path)
    photo = match and Photo.objects.filter(name=match[1]).first()
    if not photo or path not in photo.file_names():
        raise Http404
    public = photo.uses.any_readable()
    if not public and not request.user.has_perm("media.view_photo"):
        raise Http404
    return _kept(_send(path, "image/avif" if match[2] == "avif" else "image/jpeg"), public)


def _attachment(request: HttpRequest, path: str) -> HttpResponse:
    """A file by the same rule, never shown in the browser itself: it is downloaded, and could do nothing if it were."""
    file = Attachment.objects.filter(name=path).first()
    public = bool(file) and file.uses.any_readable()
    if not file or not (public or request.user.has_perm("media.view_attachment")):
        raise Http404
    response = _send(path, file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.download_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept(response, public)


def _kept(response: HttpResponse, public: bool) -> HttpResponse:
    """An hour, not for ever: a withdrawn article takes its pictures and files with it."""
    patch_cache_control(
        response, **({"public": True, "max_age": 3600} if public else {"private": True, "no_store": True})
    )
    return response


def _send(path: str, kind: str) -> HttpResponse:
    if settings.MEDIA_ACCEL_PREFIX:
        return HttpResponse(content_type=kind, headers={"X-Accel-Redirect": f"{settings.MEDIA_ACCEL_PREFIX}/{path}"})
    try:
        return FileResponse(default_storage.open(path), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
