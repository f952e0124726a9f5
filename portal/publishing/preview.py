"""Previews of drafts: under the back office, for staff who may see the thing, at an address that wears out."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from .models import Publishable
from .unsaved import KEY, NEW, UnsavedText

MAX_AGE = 24 * 3600  # seconds
_signer = TimestampSigner(salt="portal.preview")


class PreviewAdmin(admin.ModelAdmin):
    """Adds the preview to the form of a model: of what is stored, and with `unsaved` of what this person has typed over
    it; of a new text, of what this person has typed alone. Where `preview_template` is empty there is none."""

    preview_template = ""

    def preview_context(self, request: HttpRequest, thing: Publishable) -> dict[str, object]:
        raise NotImplementedError

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        own = [path("<str:key>/preview/", view, name=name)] if self.preview_template else []
        return [*own, *super().get_urls()]

    def preview_address(self, key: str) -> str:
        """The signed address, good for a day; `key`: the record's pk, or "new-…" of a form that has no record yet."""
        if not self.preview_template:
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview"
        signed = _signer.sign(self._named(key)).removeprefix(f"{self._named(key)}:")
        return f"{reverse(name, args=[key])}?key={signed}"

    def preview_view(self, request: HttpRequest, key: str) -> HttpResponse:
        if not KEY.fullmatch(key):
            raise Http404
        thing = self._typed_alone(request, key) if key.startswith(NEW) else self._stored(request, key)
        try:
            _signer.unsign(f"{self._named(key)}:{request.GET.get('key', '')}", max_age=MAX_AGE)
        except BadSignature as error:
            raise Http404 from error
        # Dated as if it were published now; a working copy as the text it revises.
        dated = thing.public_row
        thing.first_published_at = dated.first_published_at or dated.go_live_at or timezone.now()
        return render_preview(request, self.preview_template, self.preview_context(request, thing))

    def _named(self, key: str) -> str:
        return f"{self.opts.label_lower}:{key}"

    def _stored(self, request: HttpRequest, key: str) -> Publishable:
        if not (thing := self.get_object(request, key)):
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        if "unsaved" in request.GET:
            self._type_into(request, thing, key)
        return thing

    def _typed_alone(self, request: HttpRequest, key: str) -> Publishable:
        if not self.has_add_permission(request):
            raise PermissionDenied
        thing = self.model()
        self._type_into(request, thing, key)
        thing.pk = 0  # no record has it, so that questions about what hangs on the thing find nothing
        return thing

    def _type_into(self, request: HttpRequest, thing: Model, key: str) -> None:
        """In memory alone; what isn't valid stays as saved."""
        row = UnsavedText.of(request.user, self.model).filter(key=key).first()
        if row or thing.pk is None:
            form = self.get_form(request, thing if thing.pk else None, change=bool(thing.pk))
            form(row.as_post() if row else QueryDict(), instance=thing).full_clean()


def render_preview(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context | {"is_preview": True})
    add_never_cache_headers(response)
    # The back office shows it beside the form; nobody else may frame it.
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
