"""Values: a draft is mended, reviewed and published, a public one withdrawn."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period
from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.publishing.models import Status
from portal.publishing.steps import StepsAdmin

from ..forms import PublishValueForm, VintageForm
from ..models import Vintage
from .correction import CorrectionAdmin


def current_of(vintage: Vintage) -> Vintage | None:
    return Vintage.objects.published().current().filter(observation=vintage.observation_id).first()


class ReviewFilter(admin.SimpleListFilter):
    """Public values that nobody but their author has seen."""

    title = _("second person")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("missing", _("still to be reviewed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "missing":
            return queryset.filter(status=Status.PUBLISHED, reviewed_by=None)
        return queryset


@admin.register(Vintage)
class VintageAdmin(CorrectionAdmin, PublishableAdmin):
    """Values are entered on their indicator's page; here a draft is mended and published, or a public one withdrawn."""

    form = VintageForm
    step_forms = StepsAdmin.step_forms | {"publish": PublishValueForm}
    change_form_template = "admin/indicators/vintage_form.html"
    list_display = ["indicator", "period", "shown_value", "state", "entered_by", "reviewed_by", "saved_at"]
    list_filter = [StateFilter, ReviewFilter, "observation__is_target", "observation__indicator__category"]
    list_select_related = ["observation__indicator", "observation__ref_area", "entered_by", "reviewed_by"]
    list_display_links = ["indicator", "shown_value"]
    ordering = ["-updated_at"]
    search_fields = ["observation__indicator__name", "observation__indicator__code", "source_name"]
    actions = ["review_chosen"]
    readonly_fields = [
        "indicator", "period", "number", "entered_by", "reviewed_by", "comparisons_shown", "shown_value", "replaces",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["indicator", ("period", "number"), ("value", "text"), ("qualifier", "obs_status"), ("as_of", "is_reported")]}),
        (_("Rank and comparison"), {"fields": ["comparisons"]}),
        (_("Source"), {"fields": ["source_name", "source_url", "note", "reason", ("entered_by", "reviewed_by")]}),
    ]  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Vintage | None = None) -> list:
        """A total stands with rankings alone; who may only read gets value and comparisons as readers do; beside a draft
        stands what it replaces."""
        fieldsets = super().get_fieldsets(request, obj)
        (_no, what), (_name, compared), *_rest = fieldsets
        may_change = self.has_change_permission(request, obj)
        if not may_change:
            what["fields"] = ["shown_value" if name == ("value", "text") else name for name in what["fields"]]
        if obj and obj.status == Status.DRAFT and current_of(obj):
            what["fields"].insert(-2, "replaces")
        rank = [("rank_total", "rank_among")] if obj and obj.is_place else []
        compared["fields"] = [*rank, "comparisons" if may_change else "comparisons_shown"]
        return fieldsets

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Vintage | None = None) -> bool:
        """What has been public stays as it was: a correction is a new value."""
        fixed = bool(obj) and (obj.status != Status.DRAFT or obj.first_published_at is not None)
        return super().has_change_permission(request, obj) and not fixed

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        vintage = kwargs.get("obj")
        context["is_own"] = bool(vintage) and vintage.is_own(request.user)
        waits = bool(vintage) and vintage.status == Status.PUBLISHED and vintage.reviewed_by_id is None
        context["may_review"] = waits and not context["is_own"] and self.may_publish(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:pk>/review/", view, name="indicators_vintage_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        vintage = self.get_object(request, str(pk))
        if vintage is None:
            raise Http404
        self.review_chosen(request, [vintage])
        return HttpResponseRedirect(self.address(vintage))

    @admin.action(description=_("Review the chosen ones afterwards"), permissions=["publish"])
    def review_chosen(self, request: HttpRequest, values: Iterable[Vintage]) -> None:
        done = 0
        for vintage in values:
            try:
                vintage.review(by=request.user)
                done += 1
            except ValidationError as error:
                messages.error(request, f"{vintage}：{'；'.join(error.messages)}")
        if done:
            messages.success(request, gettext("%(n)s reviewed.") % {"n": done})

    @admin.display(description=_("replaces"))
    def replaces(self, vintage: Vintage) -> str:
        """The number that stands in public now: who publishes the draft sees a slip of the decimal point."""
        old = current_of(vintage)
        return " · ".join([old.shown, old.source_name]) if old else "–"

    @admin.display(description=_("comparisons"))
    def comparisons_shown(self, vintage: Vintage) -> str:
        return "；".join(row.said for row in vintage.comparisons.all()) or "–"

    @admin.display(description=_("indicator"))
    def indicator(self, vintage: Vintage) -> SafeString | str:
        return vintage.observation.indicator.name

    @admin.display(description=_("period"), ordering="observation__period")
    def period(self, vintage: Vintage) -> str:
        place = vintage.observation
        words = [str(place.ref_area or ""), show_period(place.period) or gettext("not stated")]
        return " · ".join(filter(None, [*words, gettext("plan or target") if place.is_target else ""]))

    @admin.display(description=_("value"))
    def shown_value(self, vintage: Vintage) -> SafeString:
        return format_html('<span class="number">{}</span>', vintage.shown)
