"""Verbs of the office's records as buttons beside their form: a POST, the verb on the model, a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext


@dataclass(frozen=True)
class Verb:
    """`call` does it with what the form gave; `may` tells whether this person could do it to this thing now."""

    name: str
    label: str
    told: str
    call: Callable[..., object] = field(repr=False)
    may: Callable[..., bool] = field(repr=False)
    form: type[forms.Form] = forms.Form
    look: str = "plain"  # class of the button


def attempt(request: HttpRequest, thing: Model, verb: Verb, data: dict, *, name_it: bool = False) -> bool:
    """Do it, or say why not. Whether it was done; what failed half-way is undone."""
    before = f"{thing}：" if name_it else f"{verb.label}："
    try:
        form = verb.form(data, auto_id=False)
        if not form.is_valid():
            raise ValidationError(
                [f"{form.fields[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
            )
        with transaction.atomic():
            verb.call(thing, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, before + text)
        return False
    except PermissionDenied:
        messages.error(request, gettext("You have no right to this step."))
        return False
    return True


class VerbAdmin(admin.ModelAdmin):
    verbs: ClassVar[tuple[Verb, ...]] = ()
    change_form_template = "admin/projects/verbs_form.html"

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        return [
            path("<path:object_id>/do/<slug:verb>/", self.admin_site.admin_view(self.verb_view), name=name),
            *super().get_urls(),
        ]

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        thing = self.get_object(request, unquote(object_id))
        found = next((one for one in self.verbs if one.name == verb), None)
        if thing is None or found is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        if attempt(request, thing, found, request.POST):
            messages.success(request, found.told % {"thing": thing})
        return HttpResponseRedirect(self.address(thing))

    def address(self, thing: Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])

    def attempt_each(self, request: HttpRequest, things: QuerySet, name: str) -> None:
        """For actions of a list: each by itself; what is refused is told by name."""
        verb = next(one for one in self.verbs if one.name == name)
        done = sum(attempt(request, thing, verb, request.POST, name_it=True) for thing in things)
        if done:
            messages.success(request, gettext("%(verb)s: %(n)s done.") % {"verb": verb.label, "n": done})

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        thing = kwargs.get("obj")
        if thing is not None and thing.pk:
            possible = [verb for verb in self.verbs if verb.may(request.user, thing)]
            where = self.address(thing)
            context["verbs"] = [
                {"verb": verb, "form": verb.form(auto_id=f"id_{verb.name}_%s"), "action": f"{where}../do/{verb.name}/"}
                for verb in possible
            ]
            context["verb_notes"] = self.notes(request, thing)
        return super().render_change_form(request, context, *args, **kwargs)

    def notes(self, request: HttpRequest, thing: Model) -> list[str]:
        """What the person should know before a step."""
        return []
