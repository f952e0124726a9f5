"""What stands below a project's form."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period

from ..forms import AssignmentForm, ReportForm, YearForm, formfield_for
from ..models import (
    Approval,
    Assignment,
    Batch,
    Contact,
    Contractor,
    Event,
    Fact,
    Funding,
    Issue,
    LampOverride,
    LandPrice,
    Letter,
    MonthlyReport,
    Project,
    ProjectAlias,
    ProjectLevel,
    ProjectPhoto,
    ProjectYear,
    StageChange,
)


def page_link(thing: models.Model, text: str) -> SafeString | str:
    """To the row's own page, where its steps are; an inline shows only to those who may see it."""
    if not thing.pk:
        return ""
    where = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    return format_html('<a href="{}">{}</a>', where, text)


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
    fields = ["label", "label_en", "value", "unit", "qualifier", "is_expected", "source_name", "note"]


class ApprovalInline(Inline):
    model = Approval
    fields = ["kind", "authority", "number", "granted_on", "deadline", "note"]


class BatchInline(Inline):
    model = Batch
    fields = ["kind", "number", "day"]


class ContractorInline(Inline):
    model = Contractor
    fields = ["part", "company"]
    classes = ["collapse"]
    autocomplete_fields = ["company"]


class FundingFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        amounts = [row.get("amount") for row in kept if not row.get("DELETE")]
        if sentence := Funding.excess(amounts, self.instance.total_investment):
            raise forms.ValidationError(sentence)


class FundingInline(Inline):
    model = Funding
    formset = FundingFormSet
    fields = ["kind", "amount"]
    classes = ["collapse"]
    is_public = False


class LandPriceInline(Inline):
    """For those with its own right; it stands in no history."""

    model = LandPrice
    fields = ["amount"]
    classes = ["collapse"]
    is_public = False
    unit = "万元"


class IssueInline(Inline):
    """The rest stands on the problem's own page."""

    model = Issue
    fields = ["kind", "text", "due", "solved_on"]
    is_public = False
    show_change_link = True


class LetterInline(Inline):
    """The answer stands on the letter's own page."""

    model = Letter
    fields = ["kind", "number", "about", "due", "answered_on"]
    is_public = False
    show_change_link = True


class PictureInline(Inline):
    model = ProjectPhoto
    fields = ["photo", "kind", "stage", "taken_on", "note"]
    autocomplete_fields = ["photo"]


class YearInline(Inline):
    """Approving and adjusting have the plan's own page."""

    model = ProjectYear
    form = YearForm
    fields = ["year", "plan_amount", "adjusted_amount", "goal", "is_approved"]
    readonly_fields = ["is_approved"]
    is_public = False
    unit = "万元"

    @admin.display(description=_("state"))
    def is_approved(self, plan: ProjectYear) -> SafeString | str:
        return page_link(plan, gettext("approved") if plan.approved_at else gettext("draft"))


class ReportInline(Inline):
    """The figures of each month; the steps, the photos and the rest have the report's own page."""

    model = MonthlyReport
    form = ReportForm
    fields = [
        "month", "month_amount", "amount_reason", "visible_progress", "physical_progress", "progress_reason", "problems",
        "standing",
    ]  # fmt: skip
    readonly_fields = ["standing"]
    is_public = False
    can_delete = False
    classes = ["collapse"]

    def get_formset(self, request: HttpRequest, *args, **kwargs) -> type[forms.BaseInlineFormSet]:
        formset = super().get_formset(request, *args, **kwargs)
        formset.form.may_be_late = request.user.has_perm("projects.take_over_monthlyreport")
        return formset

    @admin.display(description=_("state"))
    def standing(self, report: MonthlyReport) -> SafeString | str:
        return page_link(report, report.get_state_display())


class AssignmentInline(Inline):
    """Hand-over and release have the assignment's own page."""

    model = Assignment
    form = AssignmentForm
    fields = ["role", "name", "department", "post", "since", "until", "standing"]
    readonly_fields = ["standing"]
    autocomplete_fields = ["department"]
    is_public = False

    @admin.display(description=_("name may be published"))
    def standing(self, row: Assignment) -> SafeString | str:
        return page_link(row, gettext("yes") if row.released else gettext("no"))


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class StageInline(ReadOnlyInline):
    model = StageChange
    fields = [
        "stage",
        "shown_date",
        "statement",
        "source_name",
        "proof",
        "evidence",
        "reason",
        "applied_by",
        "by",
        "at",
    ]
    readonly_fields = fields

    @admin.display(description=_("date"))
    def shown_date(self, entry: StageChange) -> str:
        words = [show_period(entry.date)]
        words += [gettext("seen")] if entry.is_seen else []
        words += [gettext("correction")] if entry.is_correction else []
        words += [gettext("by a source")] if entry.by_source else []
        return " ".join(words)


class EventInline(ReadOnlyInline):
    model = Event
    fields = ["code", "date", "text", "source_name", "status"]
    readonly_fields = ["status"]
    show_change_link = True


class ContactInline(ReadOnlyInline):
    """Masked; a number in full stands on the contact's own page alone, for those with the right."""

    model = Contact
    fields = ["masked"]
    readonly_fields = fields

    @admin.display(description=_("contact"))
    def masked(self, contact: Contact) -> SafeString | str:
        return page_link(contact, str(contact))


class LampInline(ReadOnlyInline):
    model = LampOverride
    fields = ["colour", "reason", "until", "by", "at"]
    readonly_fields = fields
