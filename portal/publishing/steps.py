"""The steps of publishing in the back office: the buttons, what they ask for, what is said afterwards."""

from typing import ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .forms import NoteForm, PublishForm, WithdrawForm
from .lists import StateList, moment
from .models import AlreadyDone, Publishable, ReviewLog, Status

# verb -> (button, what the person is told afterwards)
VERBS = {
    "publish": (_("Publish"), _("“%(thing)s” is public now.")),
    "withdraw": (_("Withdraw"), _("“%(thing)s” was withdrawn.")),
    "archive": (_("Archive"), _("“%(thing)s” was archived; its address still answers.")),
    "trash": (_("Move to the bin"), _("“%(thing)s” lies in the bin now.")),
    "restore": (_("Restore"), _("“%(thing)s” is a draft again.")),
}
FORMS: dict[str, type[Form]] = {"publish": PublishForm, "withdraw": WithdrawForm}
# Words of the log for steps that have no button.
LOGGED = {
    "take_over": _("Taken over from the old site"),
    "unschedule": _("Withdraw before its time"),
    "correct": _("Correction note placed"),
    "freeze": _("Frozen while it is examined"),
    "unfreeze": _("Shown again after it was examined"),
    "schedule": _("To be published at its time"),
    "refused": _("Not published at its time"),
    "revised": _("Working copy taken over"),
    "no_words": _("Pins, dates or order alone"),
    "edit": _("Changed: reviews dropped"),
    "edit_published": _("Changed while public"),
    "edit_archived": _("Changed while archived"),
    "review_archived": _("Later review passed"),
}


class StepsAdmin(StateList):
    verbs: ClassVar[dict] = VERBS
    step_forms: ClassVar[dict] = FORMS
    saving_verbs: ClassVar[tuple[str, ...]] = ("publish",)  # those with a button that saves the form first

    # --- saving and going on ------------------------------------------------------------------

    def response_add(
        self, request: HttpRequest, obj: Publishable, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved_and_moved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        return self._saved_and_moved(request, obj) or super().response_change(request, obj)

    def _saved_and_moved(self, request: HttpRequest, thing: Publishable) -> HttpResponse | None:
        """The buttons "save and …": what was saved stays saved, whatever the verb says."""
        verb = next((verb for verb in self.saving_verbs if f"_{verb}" in request.POST), None)
        if not verb or IS_POPUP_VAR in request.POST:
            return None
        if not self.act(request, thing, verb):
            messages.info(request, gettext("Your text is saved; the state has not changed."))
        return HttpResponseRedirect(self.address(thing))

    # --- verbs -------------------------------------------------------------------------------

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/step/<str:verb>/", view, name=name), *super().get_urls()]

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        thing = self.get_object(request, unquote(object_id))
        if thing is None or verb not in self.verbs:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        self.act(request, thing, verb)
        return HttpResponseRedirect(self.after_step(request, thing, verb))

    def after_step(self, request: HttpRequest, thing: Publishable, verb: str) -> str:
        return self.address(thing)

    def act(self, request: HttpRequest, thing: Publishable, verb: str, *, given: dict | None = None) -> bool:
        """One verb with what the request gives for it (or with `given`, for one of many); every refusal becomes a
        message. Whether it was done."""
        form = self.step_forms.get(verb, NoteForm)(request.POST if given is None else given)
        name = str(self.verbs[verb][0]) if given is None else str(thing)
        try:
            self.do(request, thing, verb, form)
        except AlreadyDone:
            messages.info(request, gettext("“%(thing)s”: this had been done already.") % {"thing": thing})
            return True
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, f"{name}：{text}")
            return False
        except PermissionDenied:
            messages.error(request, gettext("You have no right to this step."))
            return False
        if given is None:
            text = _("“%(thing)s” will be public at %(at)s.") if thing.is_scheduled else self.verbs[verb][1]
            messages.success(request, text % {"thing": thing, "at": moment(thing.go_live_at)})
        return True

    def do(self, request: HttpRequest, thing: Publishable, verb: str, form: Form) -> None:
        """The verb with the form's values, all or nothing. ValidationError or PermissionDenied."""
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        names = {"publish_at": "at", "rush_reason": "reason"}
        given = {names.get(name, name): value for name, value in form.cleaned_data.items()}
        with transaction.atomic():
            getattr(thing, verb)(by=request.user, **given)

    def address(self, thing: Publishable) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])

    # --- page --------------------------------------------------------------------------------

    def steps_open_to(self, request: HttpRequest, thing: Publishable | None) -> set[str]:
        """The verbs that this person may take from where the thing stands."""
        thing = thing or self.model()
        moves = thing.my_moves().items()
        return {verb for verb, (starts, _goal) in moves if thing.status in starts and thing.may(request.user, verb)}

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        context["panel"] = self.panel(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def panel(self, request: HttpRequest, thing: Publishable | None) -> dict[str, object]:
        status = thing.status if thing else Status.DRAFT
        steps = self.steps_open_to(request, thing)
        publish = PublishForm() if "publish" in steps else None
        if publish and not self.has_change_permission(request, thing):
            publish.fields["publish_at"].widget.attrs["form"] = "step-publish"
        return {
            "state": self.state(thing) if thing else "",
            "publish": publish,
            "withdraw": WithdrawForm() if thing and "withdraw" in steps else None,
            "archive": "archive" in steps and not thing.is_scheduled,
            "steps": [(verb, self.verbs[verb][0]) for verb in ("trash", "restore") if thing and verb in steps],
            "verbs": [verb for verb in self.verbs if verb in steps],
            "address": self.address(thing) if thing else "",
            "problems": thing.publishing_errors() if thing and status == Status.DRAFT else [],
            "is_closed": bool(thing) and not self.is_open(request, thing),
            "preview": self.preview_address(str(thing.pk)) if thing else "",
            "log": log_of(thing, self.verbs) if thing else [],
        }

    def get_view_on_site_url(self, obj: Publishable | None = None) -> str | None:
        readable = obj and obj.pk and type(obj)._default_manager.all().readable().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if readable and hasattr(obj, "get_absolute_url") else None


def log_of(thing: Model, verbs: dict = VERBS) -> list[tuple[str, ReviewLog]]:
    """(the step in words, its entry), newest first."""
    entries: QuerySet = ReviewLog.of(thing).select_related("by")
    words = {verb: label for verb, (label, _told) in verbs.items()} | LOGGED
    return [(str(words.get(entry.verb, entry.verb)), entry) for entry in entries]
