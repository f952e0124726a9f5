"""Monthly reports in the back office: the form while it is open, the steps as buttons, on the page and in the list."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.sheets.admin import SheetAdmin

from ..forms import ReportPageForm
from ..models import MonthlyReport, ReportStep
from ..models.reports import OPEN, STEPS
from ..sheets import ReportSheet
from .inlines import OfficeFields, ReadOnlyInline
from .verbs import Verb, VerbAdmin

State = MonthlyReport.State


class MayOpinionForm(forms.Form):
    opinion = forms.CharField(label=_("opinion"), max_length=500, required=False)


class OpinionForm(forms.Form):
    opinion = forms.CharField(label=_("opinion"), max_length=500, help_text=_("What is to be mended; required."))


class SourceForm(forms.Form):
    opinion = forms.CharField(
        label=_("source"), max_length=500, help_text=_("The old list that the report comes from; required.")
    )


class ReportActionForm(ActionForm):
    opinion = forms.CharField(label=_("opinion"), max_length=500, required=False)


def _possible(verb: str):
    """By the model's own table; whoever submitted isn't offered to decide."""
    starts, _goal, right = STEPS[verb]

    def may(user, report: MonthlyReport) -> bool:
        if report.state not in starts or not user.has_perm(f"projects.{right}"):
            return False
        if verb == "submit":
            return not report.closed_error()
        last = report.steps.filter(verb="submit").last() if verb in ("review", "approve") else None
        return last is None or last.by_id != user.pk

    return may


def _take_over(report: MonthlyReport, *, by, opinion: str) -> None:
    report.take_over(by=by, source=opinion)


VERBS = (
    Verb(
        "submit",
        _("Submit the report"),
        _("“%(thing)s” was submitted."),
        MonthlyReport.submit,
        _possible("submit"),
        look="default",
    ),
    Verb(
        "review",
        _("Review the report"),
        _("“%(thing)s” was reviewed."),
        MonthlyReport.review,
        _possible("review"),
        MayOpinionForm,
        "default",
    ),
    Verb(
        "approve",
        _("Approve"),
        _("“%(thing)s” is approved and counts now."),
        MonthlyReport.approve,
        _possible("approve"),
        MayOpinionForm,
        "default",
    ),
    Verb(
        "return",
        _("Return the report"),
        _("“%(thing)s” was returned."),
        MonthlyReport.return_,
        _possible("return"),
        OpinionForm,
        "danger",
    ),
    Verb(
        "take_over",
        _("Take over from the past"),
        _("“%(thing)s” was taken over and counts now."),
        _take_over,
        _possible("take_over"),
        SourceForm,
    ),
)


class StepInline(ReadOnlyInline):
    model = ReportStep
    fields = ["verb", "round", "by", "unit", "opinion", "at"]
    readonly_fields = fields


@admin.register(MonthlyReport)
class ReportAdmin(OfficeFields, VerbAdmin, SheetAdmin):
    """All reports of a month side by side; people who report find theirs here, whatever the record's state."""

    form = ReportPageForm
    verbs = VERBS
    unit = "万元"
    sheets = [ReportSheet]
    list_display = ["project", "month", "month_amount", "visible_progress", "state"]
    list_filter = ["state", "month", "project__is_sample"]
    list_select_related = ["project"]
    search_fields = ["project__name", "project__code", "month"]
    autocomplete_fields = ["project"]
    action_form = ReportActionForm
    actions = ["submit_chosen", "review_chosen", "approve_chosen", "return_chosen", "take_over_chosen"]
    inlines = [StepInline]
    fields = [
        ("project", "month", "state"),
        ("month_amount", "amount_reason"),
        ("visible_progress", "physical_progress"),
        "progress_reason",
        "progress_note",
        ("stage", "stage_date"),
        ("in_statistics", "statistics_reason"),
        "next_step",
        "problems",
        "photos",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: MonthlyReport | None = None) -> list[str]:
        if obj and not self.has_change_permission(request, obj):
            return ["project", "month", "state", "shown_photos"]
        return ["project", "month", "state"] if obj else ["state"]

    def get_fields(self, request: HttpRequest, obj: MonthlyReport | None = None) -> list:
        """Who only reads gets no picker."""
        is_closed = obj and not self.has_change_permission(request, obj)
        return ["shown_photos" if name == "photos" and is_closed else name for name in self.fields]

    @admin.display(description=_("Photos"))
    def shown_photos(self, report: MonthlyReport) -> str:
        return "、".join(str(photo) for photo in report.photos)

    # --- rights ------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: MonthlyReport | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state in OPEN)

    def has_delete_permission(self, request: HttpRequest, obj: MonthlyReport | None = None) -> bool:
        """What has been handed in once keeps its record."""
        return super().has_delete_permission(request, obj) and not (obj and (obj.state not in OPEN or obj.round))

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def _has_right(self, request: HttpRequest, verb: str) -> bool:
        return request.user.has_perm(f"projects.{STEPS[verb][2]}")

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return self._has_right(request, "submit")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return self._has_right(request, "review")

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return self._has_right(request, "approve")

    def has_take_over_permission(self, request: HttpRequest) -> bool:
        return self._has_right(request, "take_over")

    # --- form and steps ----------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "month" and field:
            field.widget.attrs["placeholder"] = "2026-03"
        return field

    def get_form(self, request: HttpRequest, *args, **kwargs) -> type[forms.ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        form.may_be_late = self.has_take_over_permission(request)
        return form

    def save_related(self, request: HttpRequest, form: ReportPageForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "photos" in form.changed_data:
            form.instance.set_photos(form.cleaned_data["photos"])

    def notes(self, request: HttpRequest, thing: MonthlyReport) -> list[str]:
        said = [gettext("Planned for this month: %(plan)s") % {"plan": thing.month_plan}] if thing.month_plan else []
        said += [thing.closed_error()] if thing.state == State.DRAFT and thing.closed_error() else []
        if thing.to_date().exceeds_total:
            said.append(gettext("The amounts to date exceed the total investment of the record."))
        return said

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """For the overview: what waits for this person."""
        steps = [
            ("submit", State.RETURNED, gettext("returned")),
            ("review", State.SUBMITTED, gettext("to be reviewed")),
            ("approve", State.REVIEWED, gettext("to be approved")),
        ]
        mine = [(word, state) for verb, state, word in steps if self._has_right(request, verb)]
        count = MonthlyReport.objects.filter
        return [(word, count(state=state).count(), f"state__exact={state}") for word, state in mine]

    @admin.action(description=_("Submit the report"), permissions=["submit"])
    def submit_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "submit")

    @admin.action(description=_("Review the report"), permissions=["review"])
    def review_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "review")

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "approve")

    @admin.action(description=_("Return the report (with an opinion)"), permissions=["review"])
    def return_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "return")

    @admin.action(description=_("Take over from the past (the source as opinion)"), permissions=["take_over"])
    def take_over_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "take_over")
