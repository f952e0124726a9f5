"""The correction act: where the old value is printed, and a dated note on all of it at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..corrections import old_value, place_notes, places, proposed
from ..models import CorrectionNote


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("note for the readers"), max_length=300, widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text=_("Stands with today’s date above each of them."),
        error_messages={"required": _("Readers need to be told what was corrected.")},
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("note for the readers in English"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField", "lang": "en"}),
        help_text=_("For the English pages; empty: the Chinese one stands there, too."),
    )  # fmt: skip


class CorrectionAdmin:
    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.correct_view)
        return [path("<int:pk>/correct/", view, name="indicators_vintage_correct"), *super().get_urls()]

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        vintage = self.get_object(request, str(pk))
        old = old_value(vintage) if vintage else None
        if old is None:
            raise Http404
        if not self.may_publish(request):
            raise PermissionDenied
        form = NoteForm(request.POST or None, initial=proposed(vintage))
        if request.method == "POST" and form.is_valid() and self._place(request, vintage, form):
            return HttpResponseRedirect(reverse("admin:indicators_vintage_correct", args=[pk]))
        found = places(vintage)
        ticked = request.POST.getlist("place") if request.method == "POST" else [p.key for p in found if p.is_proposed]
        noted = {f"{note.content_type.app_label}.{note.content_type.model}.{note.object_id}": note
                 for note in CorrectionNote.objects.filter(vintage=vintage).select_related("content_type", "placed_by")}  # fmt: skip
        context = self.admin_site.each_context(request) | {
            "title": gettext("Correction: %(value)s") % {"value": vintage.observation}, "opts": self.opts, "form": form,
            "vintage": vintage, "old": old, "rows": [(place, noted.get(place.key)) for place in found], "ticked": ticked,
            "is_done": all(place.key in noted for place in found),
        }  # fmt: skip
        return TemplateResponse(request, "admin/indicators/correction.html", context)

    def _place(self, request: HttpRequest, vintage, form: NoteForm) -> bool:
        try:
            placed = place_notes(vintage, request.POST.getlist("place"), **form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        if not placed:
            form.add_error(None, gettext("Tick where the note is to stand."))
            return False
        n = len(placed)
        told = ngettext("The note stands on %(n)s: %(names)s.", "The note stands on %(n)s: %(names)s.", n)
        messages.success(request, told % {"n": n, "names": "、".join(str(place.thing) for place in placed)})
        return True
