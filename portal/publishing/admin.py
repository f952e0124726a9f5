"""What the back office pages of all publishable things have in common: state, steps, log, version check."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from . import effects
from .bulk import step_action
from .forms import MomentInput, VersionedForm
from .history import HistoryAdmin
from .lists import StateFilter
from .models import Publishable, StateChanged, Status
from .steps import StepsAdmin
from .writing import WritingAdmin

__all__ = ["HistoryPublishableAdmin", "ProseMixin", "PublishableAdmin", "StateFilter"]


class ProseMixin:
    """A body in the prose editor. Its import map is an inline script and needs the page's nonce; who may only read gets it set."""

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if obj and (not self.has_change_permission(request, obj) or "body" in self.get_readonly_fields(request, obj)):
            for _name, options in fieldsets:
                options["fields"] = [
                    f"{name}_shown" if name in ("body", "body_en") else name for name in options["fields"]
                ]
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "body_shown", "body_en_shown"]

    @admin.display(description=_("body"))
    def body_shown(self, thing: Model) -> SafeString:
        return format_html('<div class="body-shown">{}</div>', mark_safe(thing.body))

    @admin.display(description=_("English text"))
    def body_en_shown(self, thing: Model) -> SafeString:
        return format_html('<div class="body-shown" lang="en">{}</div>', mark_safe(thing.body_en))

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(self, request: HttpRequest, template: str, context: dict, **kwargs) -> HttpResponse:
        if "adminform" in context:
            context["media"] = Media.from_media(self.media + context["adminform"].media, nonce=request.csp_nonce)
        return super().render_history_view(request, template, context, **kwargs)


class PublishableAdmin(StepsAdmin, WritingAdmin):
    form = VersionedForm
    formfield_overrides: ClassVar = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput}}
    change_form_template = "admin/publishing/change_form.html"
    bulk_verbs: ClassVar[tuple[str, ...]] = ("publish", "withdraw", "archive", "trash", "restore")

    # --- rights ------------------------------------------------------------------------------

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def is_open(self, request: HttpRequest, thing: Publishable | None) -> bool:
        """Whether its text may be changed by this person: what readers see is changed by those who may publish it."""
        if thing is None or not thing.pk:
            return True
        status = type(thing)._base_manager.filter(pk=thing.pk).values_list("status", flat=True).first()
        return status == Status.DRAFT or self.may_publish(request)

    def has_change_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """What has been public is withdrawn, never deleted: its address must go on saying so."""
        return super().has_delete_permission(request, obj) and not (obj and obj.first_published_at)

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        for verb in self.bulk_verbs:
            if self.has_change_permission(request) and self.model().may(request.user, verb):
                actions[f"bulk_{verb}"] = (step_action(verb), f"bulk_{verb}", f"{self.verbs[verb][0]}…")
        return actions

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """For actions that ask for it by name."""
        return self.may_publish(request)

    # --- saving ------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Publishable | None:
        """While somebody writes, the row is locked (where the database can): the version check and the save are one."""
        thing = super().get_object(request, object_id, from_field)
        if thing and request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.model._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
            thing = super().get_object(request, object_id, from_field)
        return thing

    def get_fieldsets(self, request: HttpRequest, obj: Publishable | None = None) -> list:
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        if obj and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"] = ["seen_version", *fieldsets[0][1]["fields"]]
        return fieldsets

    def save_model(self, request: HttpRequest, obj: Publishable, form: VersionedForm, change: bool) -> None:
        if change:
            rows = self.model._base_manager.filter(pk=obj.pk, version=form.version)
            if not rows.update(version=form.version + 1):
                raise StateChanged(gettext("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": obj})
            now = self.model._base_manager.get(pk=obj.pk)
            self._keep_what_the_form_lacks(obj, form, now)
            form.really_changed = form.changes()
            obj._change_reason = self.change_reason(obj, form)
        super().save_model(request, obj, form, change)

    def change_reason(self, obj: Publishable, form: VersionedForm) -> str:
        """A word for the history (one of `steps.LOGGED`), where there is more to say than who and when."""
        return ""

    def _keep_what_the_form_lacks(self, thing: Publishable, form: VersionedForm, now: Publishable) -> None:
        """An old version that is brought back brings its text, never its state: that is moved by verbs alone."""
        for field in self.model._meta.concrete_fields:
            if field.name not in form.fields:
                setattr(thing, field.attname, getattr(now, field.attname))

    def save_related(self, request: HttpRequest, form: VersionedForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            effects.start(form.instance)


class HistoryPublishableAdmin(ProseMixin, PublishableAdmin, HistoryAdmin):
    """For models that keep their history."""
