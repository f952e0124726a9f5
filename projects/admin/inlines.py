"""What stands below a project's form."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period

from ..forms import ReportForm, formfield_for
from ..models import Event, Fact, MonthlyReport, Project, ProjectAlias, ProjectLevel, ProjectYear, StageChange


class OfficeFields:
    """Amounts and periods get their own form fields."""

    unit = "亿元"

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        return formfield_for(db_field, unit=self.unit) or super().formfield_for_dbfield(db_field, request, **kwargs)


class Inline(OfficeFields, admin.TabularInline):
    extra = 0
    is_public = True  # readers see these rows, so they close with the record

    def _is_open(self, request: HttpRequest, project: Project | None) -> bool:
        owner = self.admin_site._registry.get(Project)
        return not (self.is_public and isinstance(project, Project)) or owner.is_open(request, project)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return super().has_add_permission(request, obj) and self._is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)


class AliasInline(Inline):
    model = ProjectAlias
    fields = ["name"]


class LevelInline(Inline):
    model = ProjectLevel
    fields = ["level", "year", "source_name", "source_url"]


class FactInline(Inline):
    model = Fact
    fields = ["label", "value", "unit", "qualifier", "is_expected", "source_name", "note"]


class YearInline(Inline):
    model = ProjectYear
    fields = ["year", "plan_amount", "adjusted_amount", "goal"]
    is_public = False
    unit = "万元"


class ReportInline(Inline):
    model = MonthlyReport
    form = ReportForm
    fields = ["month", "month_amount", "visible_progress", "physical_progress", "problems", "standing"]
    readonly_fields = ["standing"]
    is_public = False
    can_delete = False
    classes = ["collapse"]

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs) -> type:
        self.may_approve = request.user.has_perm("projects.approve_monthlyreport")
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("state"))
    def standing(self, report: MonthlyReport) -> SafeString | str:
        """The state, and for those who may, the button that approves; its form stands below the page's own."""
        if not report.pk or report.state == MonthlyReport.State.APPROVED or not self.may_approve:
            return report.get_state_display() if report.pk else ""
        return format_html(
            '{} <button type="submit" form="approve-report" name="report" value="{}" class="button plain">{}</button>',
            report.get_state_display(), report.pk, gettext("Approve"),
        )  # fmt: skip


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class StageInline(ReadOnlyInline):
    model = StageChange
    fields = ["stage", "shown_date", "statement", "source_name", "evidence", "reason", "by", "at"]
    readonly_fields = fields

    @admin.display(description=_("date"))
    def shown_date(self, entry: StageChange) -> str:
        words = [show_period(entry.date)]
        words += [gettext("seen")] if entry.is_seen else []
        words += [gettext("correction")] if entry.is_correction else []
        return " ".join(words)


class EventInline(ReadOnlyInline):
    model = Event
    fields = ["code", "date", "text", "source_name", "status"]
    readonly_fields = ["status"]
    show_change_link = True
