"""Indicators with every value they ever had; what the sources of announced values name; areas."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Field as ModelField
from django.db.models import Prefetch, QuerySet
from django.forms import ChoiceField, Field, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period
from portal.publishing import effects
from portal.publishing.history import HistoryAdmin
from portal.publishing.models import Status
from portal.sheets.admin import SheetAdmin

from .. import measures
from ..forms import EnterForm, NamedForm
from ..models import Indicator, NamedProject, Observation, RefArea, Vintage
from ..sheets import IndicatorSheet, NamedSheet, ValueSheet


@admin.register(Indicator)
class IndicatorAdmin(SheetAdmin, HistoryAdmin):
    change_form_template = "admin/indicators/indicator_form.html"
    sheets = [IndicatorSheet, ValueSheet, NamedSheet]
    list_display = ["code", "name", "current_value", "category", "is_public"]
    list_display_links = ["code", "name"]
    list_filter = ["category", "kind", "frequency", "is_public", "is_sample"]
    readonly_fields = ["sdmx_unit"]
    list_per_page = 100
    search_fields = ["code", "name", "name_en", "definition", "definition_en"]
    fieldsets = [
        (None, {"fields": ["code", "name", "name_en", "definition", "definition_en"]}),
        (
            _("How it is counted"),
            {
                "fields": [
                    ("category", "kind"),
                    ("unit", "decimals"),
                    "sdmx_unit",
                    ("frequency", "due_days"),
                    "direction",
                    "compiling_org",
                    "measure",
                ],
            },
        ),
        (_("Visibility"), {"fields": [("is_public", "is_sample")]}),
    ]

    def formfield_for_dbfield(self, db_field: ModelField, request: HttpRequest, **kwargs) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "measure":
            offered = [("", "—"), *measures.choices()]
            return ChoiceField(choices=offered, label=field.label, help_text=field.help_text, required=False)
        return field

    def save_model(self, request: HttpRequest, obj: Indicator, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        effects.start(obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        values = (
            Vintage.objects.published()
            .current()
            .select_related("observation__indicator")
            .order_by("-observation__period")
        )
        places = Observation.objects.filter(is_target=False).order_by("-period")
        places = places.prefetch_related(Prefetch("vintages", values, to_attr="current"))
        return super().get_queryset(request).prefetch_related(Prefetch("observations", places, to_attr="newest_first"))

    @admin.display(description=_("Unit code"))
    def sdmx_unit(self, indicator: Indicator) -> str:
        """SDMX UNIT_MEASURE and UNIT_MULT, as they were understood: 1亿元 = 100,000,000 CNY."""
        if not indicator.unit:
            return "–"
        base = f" {indicator.unit_measure}"
        return f"1{indicator.unit} = {10**indicator.unit_mult:,}{base}" if indicator.unit_mult else base.strip()

    @admin.display(description=_("Current value"))
    def current_value(self, indicator: Indicator) -> SafeString | str:
        found = next((place.current[0] for place in indicator.newest_first if place.current), None)
        if found is None:
            return "–"
        period = show_period(found.observation.period or found.as_of)
        return format_html('<span class="number">{}</span> <span class="quiet">{}</span>', found.shown, period)

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        if indicator := kwargs.get("obj"):
            context["values"] = _values(indicator)
            context["may_publish"] = request.user.has_perm("indicators.publish_vintage")
            context["may_enter"] = request.user.has_perm("indicators.add_vintage")
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Indicator | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.observations.exists())

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.enter_view)
        return [path("<int:pk>/enter/", view, name="indicators_indicator_enter"), *super().get_urls()]

    def enter_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        indicator = self.get_object(request, str(pk))
        if indicator is None:
            raise Http404
        if not request.user.has_perm("indicators.add_vintage"):
            raise PermissionDenied
        may_publish = request.user.has_perm("indicators.publish_vintage")
        start = {"period": request.GET.get("period", "")}
        form = EnterForm(request.POST or None, initial=start, indicator=indicator, may_publish=may_publish)
        if request.method == "POST" and form.is_valid() and (vintage := form.enter(indicator, request.user)):
            messages.success(request, gettext("%(value)s was entered as a draft.") % {"value": vintage.shown})
            if "_publish" in request.POST:
                self.admin_site._registry[Vintage].act(request, vintage, "publish")
            return HttpResponseRedirect(reverse("admin:indicators_indicator_change", args=[pk]) + "#values")
        context = self.admin_site.each_context(request) | {
            "title": gettext("New value: %(indicator)s") % {"indicator": indicator},
            "opts": self.opts, "indicator": indicator, "form": form, "values": _values(indicator),
            "may_publish": may_publish,
        }  # fmt: skip
        return TemplateResponse(request, "admin/indicators/enter.html", context)


def _values(indicator: Indicator) -> list[Vintage]:
    """All, the latest period first; `place` of a draft's status word comes from the publishing rules."""
    found = Vintage.objects.filter(observation__indicator=indicator)
    found = found.select_related("observation__ref_area", "entered_by", "reviewed_by").prefetch_related("comparisons")
    values = list(found.order_by("observation__is_target", "-observation__period", "observation", "-number"))
    seen: set[int] = set()
    for value in values:
        value.observation.indicator = indicator
        is_live = value.status == Status.PUBLISHED and not value.is_scheduled and not value.is_expired
        value.is_current = is_live and value.observation_id not in seen
        if is_live:
            seen.add(value.observation_id)
    return values


class NamedInline(admin.TabularInline):
    model = NamedProject
    form = NamedForm
    extra = 1


@admin.register(Observation)
class ObservationAdmin(admin.ModelAdmin):
    """Reached from its indicator: which projects the source of the announced figure names."""

    inlines = [NamedInline]
    readonly_fields = ["indicator", "ref_area", "period", "is_target"]
    fields = [("indicator", "period"), ("ref_area", "is_target")]
    search_fields = ["indicator__name", "indicator__code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Observation | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(RefArea)
class RefAreaAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "parent"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]
