"""The form as a place to write: autosave, who else is here, two texts side by side, and the text that was kept."""

import uuid
from copy import copy

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import BaseInlineFormSet, BaseModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from .forms import VersionedForm
from .preview import PreviewAdmin
from .rows import revived, row_difference
from .unsaved import KEY, MAX_SIZE, NEW, OpenForm, UnsavedText
from .wording import Difference, differences

MADE, MADE_KEPT = "made", 10  # in the session: which new forms became which records
SAVED_COOKIE = "saved"  # names the forms whose local copies the browser may forget


class WritingAdmin(PreviewAdmin):
    """For forms with a version check (`VersionedForm`)."""

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_unsaved"
        view = self.admin_site.admin_view(self.unsaved_view)
        return [path("unsaved/<str:key>/", view, name=name), *super().get_urls()]

    # --- keeping -----------------------------------------------------------------------------

    def unsaved_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """GET: a fresh token for a form whose writer has signed in again. POST: keep what is typed (`_keep`), throw it
        away (`_discard`), say that the form is closed (`_leave`), or only that it is still open."""
        thing = self._written(request, key)
        if request.method != "POST":
            response = JsonResponse({"token": get_token(request)})
            add_never_cache_headers(response)
            return response
        if "_discard" in request.POST:
            UnsavedText.of(request.user, self.model).filter(key=key).delete()
            return JsonResponse({})
        answer: dict[str, object] = {}
        if "_keep" in request.POST:
            if sum(len(value) for name in request.POST for value in request.POST.getlist(name)) > MAX_SIZE:
                return JsonResponse({"error": gettext("The text is too long to be kept; please save it.")}, status=413)
            row = UnsavedText.keep(request.user, self.model, key, request.POST)
            answer = {"row": row.pk, "at": f"{timezone.localtime(row.saved_at):%H:%M:%S}"}
        if thing:
            answer |= self._present(request, thing)
        return JsonResponse(answer)

    def _written(self, request: HttpRequest, key: str) -> Model | None:
        """The record under `key` if this person may write in it; None for a new one. Http404 and PermissionDenied."""
        if not KEY.fullmatch(key):
            raise Http404
        if key.startswith(NEW):
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        thing = admin.ModelAdmin.get_object(self, request, key)
        if thing is None:
            raise Http404
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def _present(self, request: HttpRequest, thing: Model) -> dict[str, object]:
        if "_leave" in request.POST:
            OpenForm.leave(request.user, thing)
            return {}
        OpenForm.say(request.user, thing)
        answer: dict[str, object] = {"others": OpenForm.others(request.user, thing), "version": thing.version}
        if request.POST.get("seen_version") not in (None, "", str(thing.version)):
            answer["changed"] = self.get_form(request, thing)(instance=thing).changed_by()
        return answer

    # --- giving back -------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Model | None = None, **kwargs) -> type[BaseModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.restored = getattr(request, "restored", None)
        return form

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context
    ) -> HttpResponse:
        """`?kept=7` fills the form with the kept text as if it had just been sent, rows of inlines and all; the form
        (`VersionedForm.restored`) refuses to be saved that way."""
        if request.method == "POST" and object_id is None and (made := self._made_already(request)):
            return self._open_made(request, made)
        if "_theirs" in request.POST and object_id:
            return self._take_theirs(request, object_id)
        row = self._asked_for(request, object_id) if request.method == "GET" and "kept" in request.GET else None
        if row is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        _ = request.FILES  # read while this is a GET, or it would be parsed over our POST
        request.restored, request.method, request.POST = row, "POST", row.as_post()
        try:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        finally:
            request.method = "GET"

    def _made_already(self, request: HttpRequest) -> Model | None:
        """The record that this very form has become: it was sent before, and its answer was lost on the way."""
        pk = request.session.get(MADE, {}).get(f"{self.opts.label_lower}:{request.POST.get('_key', '')}")
        return admin.ModelAdmin.get_object(self, request, pk) if pk else None

    def _open_made(self, request: HttpRequest, made: Model) -> HttpResponse:
        """Never a second record; what was typed since the first time is offered at the one there is."""
        typed = self.get_form(request, made, change=True)(request.POST, instance=copy(made))
        typed.full_clean()
        text = gettext("“%(thing)s” had been saved already.") % {"thing": made}
        UnsavedText.of(request.user, self.model).filter(key=request.POST["_key"]).delete()
        if self._differences(typed, []):
            UnsavedText.keep(request.user, self.model, str(made.pk), request.POST)
            text += gettext("What you have changed since then is offered below.")
        messages.info(request, text)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[made.pk])
        )

    def _take_theirs(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Opens the stored text; what was typed is kept and offered there, so that this choice loses nothing either."""
        thing = self._written(request, object_id)
        UnsavedText.keep(request.user, self.model, str(thing.pk), request.POST)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[thing.pk]))

    def _asked_for(self, request: HttpRequest, object_id: str | None) -> UnsavedText | None:
        pk = request.GET["kept"]
        rows = UnsavedText.of(request.user, self.model)
        row = rows.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
        if row is None or row.is_new != (object_id is None) or not (row.is_new or row.key == object_id):
            return None
        return row

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args, **kwargs) -> HttpResponse:
        response = super().changeform_view(request, object_id, *args, **kwargs)
        if key := getattr(request, "saved_key", ""):
            known = request.COOKIES.get(SAVED_COOKIE, "").split("|")[-9:]
            value = "|".join(filter(None, [*known, f"{self.opts.label_lower}:{key}"]))
            response.set_cookie(
                SAVED_COOKIE, value, max_age=7 * 24 * 3600, path=reverse("admin:index"), samesite="Lax",
                secure=request.is_secure(),
            )  # fmt: skip
        return response

    def get_formset_kwargs(self, request: HttpRequest, obj: Model, inline: admin.options.InlineModelAdmin, prefix: str):
        if request.method == "POST" and obj.pk and request.POST.get("seen_version") != str(obj.version):
            request.POST = revived(request.POST, prefix, inline.model)
        return super().get_formset_kwargs(request, obj, inline, prefix)

    def save_related(self, request: HttpRequest, form: BaseModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        key = self._key(request, form.instance if change else None)
        UnsavedText.of(request.user, self.model).filter(key__in=[key, str(form.instance.pk)]).delete()
        OpenForm.leave(request.user, form.instance)
        request.saved_key = key
        if not change:
            known = {**request.session.get(MADE, {}), f"{self.opts.label_lower}:{key}": str(form.instance.pk)}
            request.session[MADE] = dict(list(known.items())[-MADE_KEPT:])

    # --- page --------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        thing = kwargs.get("obj")
        may = self.has_change_permission(request, thing) if thing else self.has_add_permission(request)
        form = context["adminform"].form
        if may and isinstance(form, VersionedForm):
            context["writing"] = self._writing(request, thing, form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **kwargs)

    def _writing(
        self, request: HttpRequest, thing: Model | None, form: VersionedForm, inlines: list
    ) -> dict[str, object]:
        key, restored = self._key(request, thing), getattr(request, "restored", None)
        rows = UnsavedText.of(request.user, self.model)
        kept = rows.filter(key=key) if thing else rows.filter(key__startswith=NEW)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {
            "address": reverse(f"{name}_unsaved", args=[key]),
            "key": key,
            "label": self.opts.label_lower,
            "restored": restored,
            "kept": [] if request.method == "POST" or restored else list(kept),
            "here": reverse(f"{name}_change", args=[thing.pk]) if thing else reverse(f"{name}_add"),
            "others": OpenForm.others(request.user, thing) if thing else [],
            "theirs": form.version if form.is_conflict else None,
            "changed_by": form.changed_by() if form.is_conflict else "",
            "differences": self._differences(form, [one.formset for one in inlines]) if form.is_conflict else [],
            "has_rows": bool(inlines),
            "preview": self.preview_address(key),
        }

    def _key(self, request: HttpRequest, thing: Model | None) -> str:
        if thing:
            return str(thing.pk)
        if restored := getattr(request, "restored", None):
            return restored.key
        posted = request.POST.get("_key", "")
        is_key = posted.startswith(NEW) and KEY.fullmatch(posted)
        return posted if is_key else f"{NEW}{uuid.uuid4().hex}"

    def _differences(self, form: VersionedForm, formsets: list[BaseInlineFormSet]) -> list[Difference]:
        """The stored text and the typed one, field by field, then the rows below them. What couldn't be read as a value is left out: the form
        shows it with its error."""
        stored = self.model._base_manager.get(pk=form.instance.pk)
        typed = form.cleaned_data
        names = [name for name in form.fields if name in typed and name != "seen_version"]
        fields = [field for field in [*self.opts.fields, *self.opts.many_to_many] if field.name in names]
        old = {field.name: getattr(stored, field.name) for field in fields}
        rows = (row_difference(formset) for formset in formsets)
        return [*differences(fields, old, typed), *(one for one in rows if one)]
