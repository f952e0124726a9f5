from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.sheets.admin import SheetAdmin

from ..forms import ReportForm
from ..models import Event, MonthlyReport
from ..sheets import EventSheet, ReportSheet
from .inlines import OfficeFields


@admin.register(Event)
class EventAdmin(OfficeFields, PublishableAdmin, SheetAdmin):
    sheets = [EventSheet]
    list_display = ["code", "date", "text", "project", "state"]
    list_display_links = ["code", "text"]
    list_filter = [StateFilter]
    list_select_related = ["project"]
    search_fields = ["code", "text", "project__name"]
    autocomplete_fields = ["project"]
    actions = ["publish_chosen"]
    fieldsets = [
        (None, {"fields": ["code", "date", "text", "project", "note"]}),
        (_("Source"), {"fields": ["source_name", "source_url"]}),
    ]


@admin.register(MonthlyReport)
class ReportAdmin(SheetAdmin):
    """All reports of a month side by side; people who report find theirs here, whatever the record's state."""

    form = ReportForm
    sheets = [ReportSheet]
    list_display = ["project", "month", "month_amount", "visible_progress", "state"]
    list_filter = ["state", "month", "project__is_sample"]
    list_select_related = ["project"]
    search_fields = ["project__name", "project__code", "month"]
    autocomplete_fields = ["project"]
    actions = ["approve_chosen"]
    fields = ["project", "month", "month_amount", "visible_progress", "physical_progress", "next_step", "problems", "state"]
    readonly_fields = ["state"]

    def get_readonly_fields(self, request: HttpRequest, obj: MonthlyReport | None = None) -> list[str]:
        return ["project", "month", "state"] if obj else ["state"]

    def has_change_permission(self, request: HttpRequest, obj: MonthlyReport | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_approved(obj)

    def has_delete_permission(self, request: HttpRequest, obj: MonthlyReport | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_approved(obj)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "month" and field:
            field.widget.attrs["placeholder"] = "2026-03"
        return field

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """For the overview: what waits for those who approve."""
        if not self.has_approve_permission(request):
            return []
        open_ones = MonthlyReport.objects.exclude(state=MonthlyReport.State.APPROVED).count()
        return [(gettext("to be approved"), open_ones, "state__in=draft,submitted")]

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("projects.approve_monthlyreport")

    @admin.action(description=_("Approve the chosen reports"), permissions=["approve"])
    def approve_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        approve(request, queryset.select_related("project"))


def _is_approved(report: MonthlyReport | None) -> bool:
    return bool(report) and report.state == MonthlyReport.State.APPROVED


def approve(request: HttpRequest, reports: QuerySet) -> None:
    """Each by the verb; what it refuses is told by name."""
    done = 0
    for report in reports:
        try:
            report.approve(by=request.user)
            done += 1
        except ValidationError as error:
            messages.error(request, f"{report}：{'；'.join(error.messages)}")
        except PermissionDenied:
            messages.error(request, gettext("You have no right to this step."))
            return
    if done:
        messages.success(request, gettext("%(n)s reports approved.") % {"n": done})
