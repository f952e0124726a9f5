"""The inbox: what waits for whom, and one page to read, answer, hand over and publish a message."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.publishing import effects
from portal.publishing.forms import VersionedForm
from portal.publishing.models import StateChanged, Status
from projects.admin.verbs import VerbAdmin

from .. import ledger
from ..about import things
from ..inbox import lamp, month, waiting
from ..models import FeedbackSettings, Message, ReplyTemplate
from ..models.message import OPEN, Stage
from .steps import STEPS, WORDS, open_freezes


class MessageEditForm(VersionedForm):
    class Meta:
        model = Message
        fields = ["title", "body", "answer"]
        widgets = {
            "title": forms.TextInput({"class": "vTextField"}),
            "body": forms.Textarea({"class": "vLargeTextField", "rows": 6}),
            "answer": forms.Textarea({"class": "vLargeTextField", "rows": 12}),
        }


class DueFilter(admin.SimpleListFilter):
    """Without a choice: what is open. Everything else has to be asked for."""

    title = _("waiting")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("late", _("late")), ("red", _("unanswered for 90 days")), ("closed", _("closed")), ("all", _("all"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield first | {"display": gettext("open")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        asked = {"late": queryset.overdue, "red": queryset.red, "closed": lambda: queryset.exclude(stage__in=OPEN)}
        if self.value() == "all" or (self.value() is None and request.GET.get("stage__exact")):
            return queryset
        return asked.get(self.value(), queryset.open)()


@admin.register(Message)
class MessageAdmin(VerbAdmin):
    form = MessageEditForm
    verbs = STEPS
    change_form_template = "admin/feedback/message_form.html"
    list_display = ["number", "subject", "urgency", "shown_stage", "department"]
    list_display_links = ["number", "subject"]
    list_filter = [DueFilter, "stage", "kind", "department"]
    list_select_related = ["category", "department"]
    list_per_page = 50
    ordering = ["due_on", "pk"]
    search_fields = ["number", "title"]
    actions = ["spam_chosen"]
    fieldsets = [(_("Answer"), {"fields": ["answer"]}), (_("As readers would see it"), {"fields": ["title", "body"]})]

    # --- rights ------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Only what the person may see at all; every page of a message starts here."""
        rows = super().get_queryset(request).for_staff(request.user)
        return rows.annotate(warn_days=Value(FeedbackSettings.load().warn_days))

    def get_list_filter(self, request: HttpRequest) -> list:
        """Whoever sees one department's messages needs no filter by department."""
        is_manager = request.user.has_perm("feedback.manage_message")
        return self.list_filter if is_manager else [name for name in self.list_filter if name != "department"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return super().has_view_permission(request, obj) and (
            obj is None or obj.may_handle(request.user, "view_message")
        )

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """What is out, to the sender or to all, is changed by those alone who may publish it."""
        if obj is None:
            return super().has_change_permission(request, obj)
        is_out = obj.stage == Stage.ANSWERED or obj.status != Status.DRAFT
        right = "publish_message" if is_out else "approve_message" if obj.stage == Stage.PROPOSED else "change_message"
        is_dead = obj.stage in (Stage.DECLINED, Stage.RECALLED, Stage.SPAM)
        return super().has_change_permission(request, obj) and not is_dead and obj.may_handle(request.user, right)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Message | None:
        """While somebody saves, the row is locked (where the database can): version check and save are one."""
        if request.method == "POST" and object_id.isdecimal() and transaction.get_connection().in_atomic_block:
            list(Message.objects.select_for_update().filter(pk=object_id))
        return super().get_object(request, object_id, from_field)

    # --- list --------------------------------------------------------------------------------

    @admin.display(description=_("title"), ordering="title")
    def subject(self, message: Message) -> SafeString:
        return format_html('{}<span class="quiet">{}</span>', message.title, message.category)

    @admin.display(description=_("stage"), ordering="stage")
    def shown_stage(self, message: Message) -> SafeString:
        look = "off" if not message.is_open else "wait" if message.stage == Stage.PROPOSED else "draft"
        look = "on" if message.stage == Stage.ANSWERED else look
        return format_html('<span class="state {}">{}</span>', look, message.get_stage_display())

    @admin.display(description=_("due on"), ordering="due_on")
    def urgency(self, message: Message) -> str:
        found = lamp(message, message.warn_days)
        if found is None:
            return "–"
        return format_html('<span class="due due-{}">{}</span> <time>{}</time>', found.look, found.word, message.due_on)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """For managers with this month and the last in figures; they are what the ledger gets."""
        months = []
        if request.user.has_perm("feedback.manage_message"):
            this = timezone.localdate().replace(day=1)
            months = [(first, month(first)) for first in (this, (this - timedelta(days=1)).replace(day=1))]
        context = {"months": months, "may_enter": self._may_enter(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def get_urls(self) -> list:
        enter = self.admin_site.admin_view(require_POST(self.enter_figures))
        return [path("figures/", enter, name="feedback_message_figures"), *super().get_urls()]

    def enter_figures(self, request: HttpRequest) -> HttpResponse:
        """Last month's figures as drafts of the ledger, by whoever may enter values there."""
        if not self._may_enter(request):
            raise PermissionDenied
        last = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
        entered = ledger.enter(last, by=request.user)
        text = ngettext(
            "%(n)s value of %(month)s stands in the ledger as a draft; whoever keeps the figures publishes it.",
            "%(n)s values of %(month)s stand in the ledger as drafts; whoever keeps the figures publishes them.",
            len(entered),
        )
        messages.success(request, text % {"n": len(entered), "month": f"{last:%Y-%m}"})
        return HttpResponseRedirect(reverse("admin:feedback_message_changelist"))

    @staticmethod
    def _may_enter(request: HttpRequest) -> bool:
        return request.user.has_perms(["feedback.manage_message", "indicators.add_vintage"])

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """For the overview: what waits for this person."""
        counts = waiting(Message.objects.for_staff(request.user))
        found = [
            (gettext("unanswered for 90 days"), counts["red"], "due=red"), (gettext("late"), counts["late"], "due=late"),
            (gettext("due soon"), counts["soon"], ""),
        ]  # fmt: skip
        if not request.user.has_perm("feedback.manage_message"):  # who answers for a department
            found.append((gettext("to be answered"), counts["to_answer"], "stage__exact=assigned"))
        if request.user.has_perm("feedback.manage_message"):
            found.append((gettext("to be assigned"), counts["to_assign"], "stage__exact=received"))
        if request.user.has_perm("feedback.approve_message"):
            found.append((gettext("answer to be approved"), counts["to_approve"], "stage__exact=proposed"))
        return found

    @admin.action(description=_("Mark as spam"), permissions=["manage"])
    def spam_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "spam")

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.manage_message")

    # --- page --------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Message | None = None) -> list:
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        if obj and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"] = ["seen_version", *fieldsets[0][1]["fields"]]
        return fieldsets

    def save_model(self, request: HttpRequest, obj: Message, form: MessageEditForm, change: bool) -> None:
        rows = Message.objects.filter(pk=obj.pk, version=form.version)
        if not rows.update(version=form.version + 1):
            raise StateChanged(gettext("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": obj})
        obj.save(update_fields=["title", "body", "answer", "updated_at"])
        if obj.status == Status.PUBLISHED:
            effects.start(obj)

    def response_change(self, request: HttpRequest, obj: Message) -> HttpResponse:
        """The button "save and submit": what was written stays saved, whatever the step says."""
        if "_submit" not in request.POST:
            return super().response_change(request, obj)
        try:
            with transaction.atomic():
                obj.submit(by=request.user)
        except ValidationError as error:
            messages.error(
                request, "；".join(error.messages) + gettext("Your text is saved; the state has not changed.")
            )
        except PermissionDenied:
            messages.error(request, gettext("You have no right to this step."))
        else:
            messages.success(
                request, gettext("“%(thing)s”: %(stage)s") % {"thing": obj, "stage": obj.get_stage_display()}
            )
        return HttpResponseRedirect(self.address(obj))

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Whoever has handed a message over doesn't see it any longer and is led back to the list."""
        response = super().verb_view(request, object_id, verb)
        if response.status_code == 302 and not self.get_queryset(request).filter(pk=object_id).exists():
            return HttpResponseRedirect(reverse("admin:feedback_message_changelist"))
        return response

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        message = kwargs["obj"]
        sees_sender = request.user.has_perm("feedback.view_sender")
        log = message.steps.select_related("by", "department")
        mine = Q(department=message.department_id) if message.department_id else Q(pk=None)
        context |= {
            "lamp": lamp(message, message.warn_days),
            "sender": getattr(message, "sender", None) if sees_sender else None,
            "sees_sender": sees_sender,
            "things": things(message.about),
            "frozen": open_freezes(message),
            "log": [(WORDS.get(step.verb, step.verb), step) for step in log],
            "may_submit": message.stage in (Stage.RECEIVED, Stage.ASSIGNED) and message.may_handle(request.user, "change_message"),
            "templates": list(ReplyTemplate.objects.filter(mine | Q(department=None))),
            "two_steps": FeedbackSettings.load().two_steps,
            "problems": message.publishing_errors() if message.stage == Stage.ANSWERED else [],
        }  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    def get_view_on_site_url(self, obj: Message | None = None) -> str | None:
        readable = obj and obj.pk and Message.objects.readable().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if readable else None
