"""Previews of saved drafts: under the back office, for staff who may see the thing, at an address that wears out."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from .models import Publishable
from .unsaved import UnsavedText

MAX_AGE = 24 * 3600  # seconds
_signer = TimestampSigner(salt="portal.preview")


def sign_preview(thing: Publishable) -> str:
    """The query that opens the preview of `thing` for a day."""
    return f"?key={_signer.sign(_name(thing)).removeprefix(_name(thing) + ':')}"


def read_preview(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> Publishable:
    """The thing as it was saved, dated as if it were published now (a working copy: as the text it revises). Http404 when the key is wrong or too old."""
    thing = model_admin.get_object(request, str(pk))
    if thing is None:
        raise Http404
    if not model_admin.has_view_permission(request, thing):
        raise PermissionDenied
    try:
        _signer.unsign(f"{_name(thing)}:{request.GET.get('key', '')}", max_age=MAX_AGE)
    except BadSignature as error:
        raise Http404 from error
    if "unsaved" in request.GET:
        _type_in(request, model_admin, thing)
    dated = getattr(thing, "revises", None) or thing
    thing.first_published_at = dated.first_published_at or dated.go_live_at or timezone.now()
    return thing


def _type_in(request: HttpRequest, model_admin: ModelAdmin, thing: Publishable) -> None:
    """Put what this person has typed and not saved into the thing, in memory alone; what isn't valid stays as saved."""
    if row := UnsavedText.of(request.user, type(thing)).filter(key=str(thing.pk)).first():
        model_admin.get_form(request, thing, change=True)(row.as_post(), instance=thing).full_clean()


def render_preview(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    add_never_cache_headers(response)
    # The back office shows it beside the form; nobody else may frame it.
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _name(thing: Publishable) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"
