"""What the back office pages of all publishable things have in common: state, steps, log, version check."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from . import effects
from .forms import MomentInput, NoteForm, PublishForm, VersionedForm, WithdrawForm
from .history import HistoryAdmin
from .models import MOVES, Publishable, ReviewLog, StateChanged, Status
from .writing import WritingAdmin

# verb -> (button, what the person is told afterwards)
VERBS = {
    "publish": (_("Publish"), _("“%(thing)s” is public now.")),
    "withdraw": (_("Withdraw"), _("“%(thing)s” was withdrawn.")),
    "archive": (_("Archive"), _("“%(thing)s” was archived; its address still answers.")),
    "trash": (_("Move to the bin"), _("“%(thing)s” lies in the bin now.")),
    "restore": (_("Restore"), _("“%(thing)s” is a draft again.")),
}
FORMS = {"publish": PublishForm, "withdraw": WithdrawForm}
CLASSES = {Status.PUBLISHED: "on", Status.WITHDRAWN: "off", Status.TRASHED: "off", Status.ARCHIVED: "off"}


class StateFilter(admin.SimpleListFilter):
    """By what staff read as the state; the bin shows only when asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("draft", _("draft")), ("scheduled", _("scheduled")), ("published", _("published")), ("expired", _("expired")),
            ("withdrawn", _("withdrawn")), ("archived", _("archived")), ("trashed", _("trashed")),
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now, state = timezone.now(), self.value()
        live = Q(status=Status.PUBLISHED, go_live_at__gt=now)
        over = Q(status=Status.PUBLISHED, expires_at__lte=now) & ~live
        if state == "scheduled":
            return queryset.filter(live)
        if state == "expired":
            return queryset.filter(over)
        if state == "published":
            return queryset.filter(status=Status.PUBLISHED).exclude(live | over)
        return queryset.filter(status=state) if state in Status.values else queryset.exclude(status=Status.TRASHED)


class ProseMixin:
    """A body in the prose editor. Its import map is an inline script and needs the page's nonce; who may only read gets it set."""

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            for _name, options in fieldsets:
                options["fields"] = ["body_shown" if name == "body" else name for name in options["fields"]]
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "body_shown"]

    @admin.display(description=_("body"))
    def body_shown(self, thing: Model) -> SafeString:
        return format_html('<div class="body-shown">{}</div>', mark_safe(thing.body))

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(self, request: HttpRequest, template: str, context: dict, **kwargs) -> HttpResponse:
        if "adminform" in context:
            context["media"] = Media.from_media(self.media + context["adminform"].media, nonce=request.csp_nonce)
        return super().render_history_view(request, template, context, **kwargs)


class PublishableAdmin(WritingAdmin):
    form = VersionedForm
    formfield_overrides: ClassVar = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput}}
    change_form_template = "admin/publishing/change_form.html"
    preview_view = ""  # name of the view under /admin/ that shows the saved draft

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
        return actions

    @admin.action(description=_("Publish the chosen ones now"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        done = sum(self.act(request, thing, "publish", quiet=True) for thing in queryset)
        if done:
            messages.success(request, gettext("%(n)s published.") % {"n": done})

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.may_publish(request)

    # --- list --------------------------------------------------------------------------------

    @admin.display(description=_("state"), ordering="status")
    def state(self, thing: Publishable) -> SafeString:
        kind = "wait" if thing.is_scheduled else "off" if thing.is_expired else CLASSES.get(thing.status, "draft")
        return format_html('<span class="state {}">{}</span>', kind, thing.state_word)

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """(word, how many, query of the list) of what isn't public yet, for the overview."""
        if not self.has_change_permission(request):
            return []
        scheduled = Q(status=Status.PUBLISHED, go_live_at__gt=timezone.now())
        counts = self.model._default_manager.aggregate(
            drafts=Count("pk", filter=Q(status=Status.DRAFT)), scheduled=Count("pk", filter=scheduled)
        )
        return [
            (gettext("draft"), counts["drafts"], "state=draft"),
            (gettext("scheduled"), counts["scheduled"], "state=scheduled"),
        ]

    @admin.display(description=_("Goes live at"), ordering="go_live_at")
    def live_at(self, thing: Publishable) -> str:
        return _moment(thing.go_live_at)

    @admin.display(description=_("changed at"), ordering="updated_at")
    def saved_at(self, thing: Publishable) -> str:
        return _moment(thing.updated_at)

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
            self._keep_what_the_form_lacks(obj, form)
        super().save_model(request, obj, form, change)

    def _keep_what_the_form_lacks(self, thing: Publishable, form: VersionedForm) -> None:
        """An old version that is brought back brings its text, never its state: that is moved by verbs alone."""
        now = self.model._base_manager.get(pk=thing.pk)
        for field in self.model._meta.concrete_fields:
            if field.name not in form.fields:
                setattr(thing, field.attname, getattr(now, field.attname))

    def save_related(self, request: HttpRequest, form: VersionedForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            effects.start(form.instance)

    def response_add(
        self, request: HttpRequest, obj: Publishable, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved_and_published(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        return self._saved_and_published(request, obj) or super().response_change(request, obj)

    def _saved_and_published(self, request: HttpRequest, thing: Publishable) -> HttpResponse | None:
        """The button "save and publish": what was saved stays saved, whatever the verb says."""
        if "_publish" not in request.POST or IS_POPUP_VAR in request.POST:
            return None
        if not self.act(request, thing, "publish"):
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
        if thing is None or verb not in VERBS:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        self.act(request, thing, verb)
        return HttpResponseRedirect(self.address(thing))

    def act(self, request: HttpRequest, thing: Publishable, verb: str, *, quiet: bool = False) -> bool:
        """One verb with what the request gives for it; every refusal becomes a message. Whether it was done."""
        form = FORMS.get(verb, NoteForm)({} if quiet and verb == "publish" else request.POST)
        try:
            if not form.is_valid():
                raise ValidationError([text for texts in form.errors.values() for text in texts])
            given = {{"publish_at": "at"}.get(name, name): value for name, value in form.cleaned_data.items()}
            with transaction.atomic():
                getattr(thing, verb)(by=request.user, **given)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, f"{gettext(VERBS[verb][0])}：{text}" if not quiet else f"{thing}：{text}")
            return False
        except PermissionDenied:
            messages.error(request, gettext("You have no right to this step."))
            return False
        if not quiet:
            text = _("“%(thing)s” will be public at %(at)s.") if thing.is_scheduled else VERBS[verb][1]
            messages.success(request, text % {"thing": thing, "at": _moment(thing.go_live_at)})
        return True

    def address(self, thing: Publishable) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])

    # --- page --------------------------------------------------------------------------------

    def get_view_on_site_url(self, obj: Publishable | None = None) -> str | None:
        readable = obj and obj.pk and type(obj)._default_manager.all().readable().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if readable and hasattr(obj, "get_absolute_url") else None

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        context["panel"] = self._panel(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def _panel(self, request: HttpRequest, thing: Publishable | None) -> dict[str, object]:
        may = self.may_publish(request)
        status = thing.status if thing else Status.DRAFT
        steps = {verb for verb, (starts, _goal) in MOVES.items() if status in starts} if may else set()
        publish = PublishForm() if "publish" in steps else None
        if publish and not self.has_change_permission(request, thing):
            publish.fields["publish_at"].widget.attrs["form"] = "step-publish"
        return {
            "state": self.state(thing) if thing else "",
            "publish": publish,
            "withdraw": WithdrawForm() if thing and "withdraw" in steps else None,
            "archive": "archive" in steps and not thing.is_scheduled,
            "steps": [(verb, VERBS[verb][0]) for verb in ("trash", "restore") if thing and verb in steps],
            "verbs": [verb for verb in VERBS if verb in steps],
            "address": self.address(thing) if thing else "",
            "problems": thing.publishing_errors() if thing and status == Status.DRAFT else [],
            "is_closed": bool(thing) and not self.is_open(request, thing),
            "preview": self.preview_address(request, thing) if thing else "",
            "log": log_of(thing) if thing else [],
        }

    def preview_address(self, request: HttpRequest, thing: Publishable) -> str:
        return ""


class HistoryPublishableAdmin(ProseMixin, PublishableAdmin, HistoryAdmin):
    """For models that keep their history."""


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def log_of(thing: Model) -> list[tuple[str, ReviewLog]]:
    """(the step in words, its entry), newest first."""
    kind = ContentType.objects.get_for_model(thing)
    entries = ReviewLog.objects.filter(content_type=kind, object_id=thing.pk).select_related("by")
    words = {verb: label for verb, (label, _told) in VERBS.items()} | {"unschedule": _("Withdraw before its time")}
    return [(str(words.get(entry.verb, entry.verb)), entry) for entry in entries]
