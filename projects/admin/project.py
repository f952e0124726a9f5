"""The project record in the back office. Its stage is never typed over: it has a page of its own."""

from decimal import Decimal

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publishing.admin import HistoryPublishableAdmin, PublishableAdmin, StateFilter
from portal.sheets.admin import SheetAdmin
from portal.sheets.sheet import Sheet

from ..forms import ProjectForm, StageForm
from ..models import Project
from ..sheets import BatchSheet, FactSheet, LevelSheet, ProjectSheet, ReportSheet, StageSheet, YearSheet
from ..stages import Right
from .inlines import (
    AliasInline,
    ApprovalInline,
    AssignmentInline,
    BatchInline,
    ContactInline,
    ContractorInline,
    EventInline,
    FactInline,
    FundingInline,
    IssueInline,
    LampInline,
    LandPriceInline,
    LetterInline,
    LevelInline,
    OfficeFields,
    PictureInline,
    ReportInline,
    StageInline,
    YearInline,
)
from .lamps import LampFilter, LampList, lamp_mark, may_see_lamps
from .people import GapFilter

_DATES = [
    "entered_on", "signed_on", "started_on", "completed_on", "production_on", "capacity_on", "suspended_on", "resumed_on", "withdrawn_on",
]  # fmt: skip
# What only the office sees; an editor or a figure keeper looks a record up to link it.
_INTERNAL = {
    "signer", "fixed_asset_investment", "carried_over", "expected_output", "expected_tax", "land_on", "internal_note", "stage_line",
    "land_mode", "stat_on", "stat_code", "stat_name",
}  # fmt: skip


@admin.register(Project)
class ProjectAdmin(OfficeFields, HistoryPublishableAdmin, SheetAdmin):
    form = ProjectForm
    sheets = [ProjectSheet, StageSheet, LevelSheet, BatchSheet, FactSheet, YearSheet, ReportSheet]
    list_display = ["code", "name", "stage_word", "industry", "investment", "state", "is_sample"]
    list_display_links = ["code", "name"]
    list_filter = [StateFilter, "stage", "is_sample", "category", "levels__level", "industry", "park"]
    list_select_related = ["industry"]
    list_per_page = 50
    search_fields = ["code", "name", "aliases__name", "owner__name", "approval_code"]
    autocomplete_fields = ["industry", "chains", "park", "owner", "signer", "responsible_unit"]
    readonly_fields = ["stage_line", *_DATES]
    inlines = [
        StageInline, AliasInline, LevelInline, BatchInline, YearInline, ReportInline, AssignmentInline, ContactInline,
        IssueInline, LetterInline, LampInline, ApprovalInline, FundingInline, LandPriceInline, ContractorInline, FactInline,
        PictureInline, EventInline,
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": [("code", "category"), "name", "name_en", "summary", "summary_en"]}),
        (_("Place and parties"), {"fields": ["address", ("park", "land_area", "land_mode"), ("standard_land", "commitment"), ("longitude", "latitude", "datum", "place_public"), "owner", "signer", "responsible_unit"]}),
        (_("Money"), {"fields": [("total_investment", "fixed_asset_investment"), "carried_over", ("expected_output", "expected_tax"), "expected_jobs"]}),
        (_("Plan"), {"fields": [("planned_start", "planned_completion", "planned_production"), ("plan_period", "land_on")]}),
        (_("Kinds and approval"), {"fields": [("industry", "industry_code"), "chains", ("approval_kind", "approval_code"), ("build_kind", "investor_kind"), ("stat_on", "stat_code"), "stat_name"]}),
        (_("Visibility and notes"), {"fields": [("progress_public", "is_sample"), "expires_at", "internal_note"]}),
        (_("Stage"), {"fields": ["stage_line"], "classes": ["side"]}),
        (_("Dates (written by the changes of stage)"), {"fields": _DATES, "classes": ["side"]}),
    ]  # fmt: skip

    # --- list --------------------------------------------------------------------------------

    @admin.display(description=_("stage"), ordering="stage")
    def stage_word(self, project: Project) -> str:
        return project.get_stage_display()

    @admin.display(description=_("total investment (100m yuan)"), ordering="total_investment")
    def investment(self, project: Project) -> SafeString | str:
        if project.total_investment is None:
            return ""
        return format_html(
            '<span class="number">{}</span>', f"{(project.total_investment / Decimal(10_000)).normalize():f}"
        )

    @admin.display(description=_("lamp"))
    def lamp(self, project: Project) -> SafeString:
        return lamp_mark(project.lamp_today)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """The lamp stands beside the stage, where no narrow screen cuts it off; samples say so in their names."""
        return (
            [*self.list_display[:3], "lamp", *self.list_display[3:-1]] if may_see_lamps(request) else self.list_display
        )

    def get_list_filter(self, request: HttpRequest) -> list:
        """Lamps and gaps for those who work with reports and people."""
        found = list(self.list_filter)
        found[1:1] = [LampFilter] if may_see_lamps(request) else []
        return [*found, GapFilter] if request.user.has_perm("projects.view_assignment") else found

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return LampList if may_see_lamps(request) else super().get_changelist(request, **kwargs)

    # --- rights ------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).for_colleague(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        """Plans and reports go on when the record is public, so its page stays open; the public fields close."""
        return super(PublishableAdmin, self).has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Project | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        if obj and not self.is_open(request, obj):
            names = [name for _title, options in self.fieldsets for name in options["fields"]]
            fields += [
                name for line in names for name in (line if isinstance(line, tuple) else (line,)) if name not in fields
            ]
        return fields

    def get_fieldsets(self, request: HttpRequest, obj: Project | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if not may_see_lamps(request):
            for _title, options in fieldsets:
                options["fields"] = _without(_INTERNAL, options["fields"])
        return fieldsets

    def may_read(self, request: HttpRequest, sheet: type[Sheet]) -> bool:
        """The whole table has internal columns."""
        return super().may_read(request, sheet) and (sheet is not ProjectSheet or may_see_lamps(request))

    def has_view_history_or_change_history_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return super().has_view_history_or_change_history_permission(request, obj) and may_see_lamps(request)

    # --- stage -------------------------------------------------------------------------------

    @admin.display(description=_("stage"))
    def stage_line(self, project: Project) -> SafeString | str:
        if not project.pk:
            return gettext("Save the record first, then enter its stage.")
        return format_html('<strong>{}</strong> <a class="button plain" href="{}">{}</a>',
                           project.get_stage_display(), f"{self.address(project)}../stage/", gettext("Change the stage"))  # fmt: skip

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/stage/", wrap(self.stage_view), name="projects_project_stage"),
            *super().get_urls(),
        ]

    def stage_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        project = self.get_object(request, str(pk))
        if project is None:
            raise Http404
        rights = {right for right in Right if request.user.has_perm(f"projects.{right}")}
        if not rights or not self.has_view_permission(request, project):
            raise PermissionDenied
        form = StageForm(request.POST or None, project=project, may_correct=Right.CORRECT in rights)
        is_application = "_apply" in request.POST
        if request.method == "POST" and form.is_valid() and self._entered(request, form, is_application):
            told = gettext("The application waits for a second person.") if is_application else (
                gettext("The stage is now “%(stage)s”.") % {"stage": project.get_stage_display()}
            )  # fmt: skip
            messages.success(request, told)
            return HttpResponseRedirect(self.address(project))
        context = self.admin_site.each_context(request) | {
            "title": gettext("Change the stage: %(project)s") % {"project": project},
            "opts": self.opts, "project": project, "form": form, "lacking": form.lacking(request.user), "entries": project.stage_changes.select_related("by"),
            "may_apply": form.takes_two and rights & {Right.APPLY, Right.MOVE, Right.NEGOTIATE},
            "open_application": project.stage_applications.filter(state="open").select_related("by").first(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/projects/stage_form.html", context)

    @staticmethod
    def _entered(request: HttpRequest, form: StageForm, is_application: bool) -> bool:
        try:
            (form.apply if is_application else form.enter)(request.user)
        except ValidationError as error:
            known = hasattr(error, "error_dict")
            for name, errors in error.error_dict.items() if known else [("", error.error_list)]:
                form.add_error(name if name in form.fields else None, errors)
        except PermissionDenied as denied:
            form.add_error(None, _who_may(*denied.args))
        return form.is_valid()


def _without(names: set[str], fields: list) -> list:
    """The fields of a fieldset, pairs and all, less these names."""
    lines = [tuple(n for n in line if n not in names) if isinstance(line, tuple) else line for line in fields]
    return [line for line in lines if line and line not in names]


def _who_may(right: str = "") -> str:
    """What to tell someone who may not take a step: which roles may."""
    names = Group.objects.filter(permissions__codename=right).order_by("pk").values_list("name", flat=True)
    if not names:
        return gettext("You have no right to this step.")
    return gettext("This step is taken by: %(roles)s.") % {"roles": "、".join(names)}
