"""Settings of the office, applications for a stage, yearly plans."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.media.models import PhotoUse
from portal.publishing.history import HistoryAdmin

from ..forms import AmountField, YearForm
from ..models import PlanAdjustment, ProjectSettings, ProjectYear, StageApplication
from ..stages import Right
from .inlines import OfficeFields, ReadOnlyInline
from .reports import MayOpinionForm
from .verbs import Verb, VerbAdmin


@admin.register(ProjectSettings)
class ProjectSettingsAdmin(HistoryAdmin):
    """One row: the list leads straight to its form, which shows the defaults while nobody has saved one."""

    fieldsets = [
        (_("Reports"), {"fields": ["due_day", "closing_day"]}),
        (_("Rules"), {"fields": ["land_days", "capacity_share", "min_group", "officer_label"]}),
        (
            _("Lamps"),
            {
                "fields": [
                    ("progress_yellow", "progress_red"),
                    ("start_yellow", "start_red"),
                    ("statistics_yellow", "statistics_red"),
                    ("missing_yellow", "missing_red"),
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ProjectSettings | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> ProjectSettings | None:
        return ProjectSettings.load() if object_id == "1" else None

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:projects_projectsettings_change", args=[1]))

    def response_post_save_change(self, request: HttpRequest, obj: ProjectSettings) -> HttpResponse:
        return HttpResponseRedirect(request.path)


class RefusalForm(forms.Form):
    opinion = forms.CharField(label=_("opinion"), max_length=300, help_text=_("Why not; required."))


class AcceptanceForm(MayOpinionForm):
    opinion = forms.CharField(label=_("opinion"), max_length=300, required=False)


def _may_accept(user, application: StageApplication) -> bool:
    return _may_refuse(user, application) and application.by_id != user.pk


def _may_refuse(user, application: StageApplication) -> bool:
    return application.state == StageApplication.State.OPEN and user.has_perm(f"projects.{Right.MOVE}")


@admin.register(StageApplication)
class StageApplicationAdmin(VerbAdmin):
    """The inbox of those who decide. Applications are made on the project's stage page and never edited."""

    list_display = ["project", "stage", "date", "by", "at", "state", "decided_by", "decided_at"]
    list_display_links = ["project", "stage"]
    list_filter = ["state", "stage"]
    list_select_related = ["project", "by", "decided_by"]
    search_fields = ["project__name", "project__code"]
    fields = [
        "project",
        ("stage", "date"),
        "statement",
        ("source_name", "source_url"),
        ("proof", "evidence"),
        "phase",
        "word",
        "reached_share",
        "reason",
        "shown_photos",
        ("by", "at"),
        "state",
        ("decided_by", "decided_at"),
        "opinion",
    ]
    readonly_fields = ["shown_photos", "by", "at", "state", "decided_by", "decided_at", "opinion"]
    verbs = (
        Verb(
            "accept",
            _("Accept"),
            _("“%(thing)s” was accepted; the stage has changed."),
            StageApplication.accept,
            _may_accept,
            AcceptanceForm,
            "default",
        ),
        Verb(
            "refuse",
            _("Refuse"),
            _("“%(thing)s” was refused."),
            StageApplication.refuse,
            _may_refuse,
            RefusalForm,
            "danger",
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StageApplication | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StageApplication | None = None) -> bool:
        return False

    @admin.display(description=_("Photos"))
    def shown_photos(self, application: StageApplication) -> str:
        photos = PhotoUse.objects.of(application).select_related("photo")
        return "、".join(str(use.photo) for use in photos)

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        if not request.user.has_perm(f"projects.{Right.MOVE}"):
            return []
        count = StageApplication.objects.filter(state=StageApplication.State.OPEN).count()
        return [(gettext("to be decided"), count, "state__exact=open")]


class AdjustmentForm(forms.Form):
    amount = AmountField(unit="万元", label=_("new amount (10,000 yuan)"))
    reason = forms.CharField(label=_("reason"), max_length=300)


class AdjustmentInline(ReadOnlyInline):
    model = PlanAdjustment
    fields = ["old_amount", "new_amount", "reason", "by", "at"]
    readonly_fields = fields


def _may_approve(is_approved: bool):
    return lambda user, plan: (
        (plan.approved_at is not None) == is_approved and user.has_perm("projects.approve_projectyear")
    )


@admin.register(ProjectYear)
class ProjectYearAdmin(OfficeFields, VerbAdmin):
    form = YearForm
    unit = "万元"
    list_display = ["project", "year", "plan_amount", "adjusted_amount", "goal", "approved_by", "approved_at"]
    list_filter = ["year", ("approved_at", admin.EmptyFieldListFilter), "project__is_sample"]
    list_select_related = ["project", "approved_by"]
    search_fields = ["project__name", "project__code"]
    autocomplete_fields = ["project"]
    fields = [
        ("project", "year"),
        ("plan_amount", "adjusted_amount"),
        "goal",
        ("planned_start", "planned_completion", "planned_production"),
        ("approved_by", "approved_at"),
    ]
    readonly_fields = ["approved_by", "approved_at"]
    inlines = [AdjustmentInline]
    verbs = (
        Verb(
            "approve",
            _("Approve the plan"),
            _("“%(thing)s” is approved; its amounts are locked."),
            ProjectYear.approve,
            _may_approve(False),
            look="default",
        ),
        Verb(
            "adjust",
            _("Adjust the plan"),
            _("“%(thing)s” was adjusted."),
            ProjectYear.adjust,
            _may_approve(True),
            AdjustmentForm,
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [*self.readonly_fields, "project", "year"] if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: ProjectYear | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.approved_at)
