"""The ledger in the back office: indicators with every value they ever had, and the panels."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period
from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.publishing.history import HistoryAdmin
from portal.publishing.models import Status
from portal.sheets.admin import SheetAdmin

from .forms import EnterForm, VintageForm
from .models import Indicator, Observation, Panel, PanelItem, Vintage
from .sheets import IndicatorSheet, PanelItemSheet, PanelSheet, ValueSheet


@admin.register(Indicator)
class IndicatorAdmin(SheetAdmin, HistoryAdmin):
    change_form_template = "admin/indicators/indicator_form.html"
    sheets = [IndicatorSheet, ValueSheet]
    list_display = ["code", "name", "current_value", "category", "is_public"]
    list_display_links = ["code", "name"]
    list_filter = ["category", "kind", "frequency", "is_public", "is_sample"]
    list_per_page = 100
    search_fields = ["code", "name", "name_en", "definition", "definition_en"]
    fieldsets = [
        (None, {"fields": ["code", "name", "name_en", "definition"]}),
        (
            _("How it is counted"),
            {"fields": [("category", "kind"), ("unit", "decimals"), ("frequency", "direction"), "measure"]},
        ),
        (_("Visibility"), {"fields": [("is_public", "is_sample")]}),
    ]

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
        form = EnterForm(request.POST or None, initial={"period": request.GET.get("period", "")})
        if request.method == "POST" and form.is_valid() and (vintage := form.enter(indicator, request.user)):
            messages.success(request, gettext("%(value)s was entered as a draft.") % {"value": vintage.shown})
            keeper = self.admin_site._registry[Vintage]
            if "_publish" in request.POST:
                keeper.act(request, vintage, "publish")
            return HttpResponseRedirect(reverse("admin:indicators_indicator_change", args=[pk]) + "#values")
        context = self.admin_site.each_context(request) | {
            "title": gettext("New value: %(indicator)s") % {"indicator": indicator},
            "opts": self.opts, "indicator": indicator, "form": form, "values": _values(indicator),
            "may_publish": request.user.has_perm("indicators.publish_vintage"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/indicators/enter.html", context)


def _values(indicator: Indicator) -> list[Vintage]:
    """All, the latest period first; `place` of a draft's status word comes from the publishing rules."""
    found = Vintage.objects.filter(observation__indicator=indicator).select_related("observation", "entered_by")
    values = list(found.order_by("observation__is_target", "-observation__period", "-number"))
    seen: set[int] = set()
    for value in values:
        value.observation.indicator = indicator
        is_live = value.status == Status.PUBLISHED and not value.is_scheduled and not value.is_expired
        value.is_current = is_live and value.observation_id not in seen
        if is_live:
            seen.add(value.observation_id)
    return values


@admin.register(Vintage)
class VintageAdmin(PublishableAdmin):
    """Values are entered on their indicator's page; here a draft is mended and published, or a public one withdrawn."""

    form = VintageForm
    list_display = ["indicator", "period", "shown_value", "state", "saved_at"]
    list_filter = [StateFilter, "observation__is_target", "observation__indicator__category"]
    list_select_related = ["observation__indicator"]
    list_display_links = ["indicator", "shown_value"]
    ordering = ["-updated_at"]
    search_fields = ["observation__indicator__name", "observation__indicator__code", "source_name"]
    actions = ["publish_chosen"]
    readonly_fields = ["indicator", "period", "number", "entered_by"]
    fieldsets = [
        (
            None,
            {"fields": ["indicator", ("period", "number"), ("value", "text"), ("qualifier", "obs_status"), "as_of"]},
        ),
        (_("Rank and comparison"), {"fields": [("rank", "rank_total", "rank_among"), ("ratio", "ratio_base")]}),
        (_("Source"), {"fields": ["source_name", "source_url", "note", "reason", "entered_by"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Vintage | None = None) -> bool:
        """What has been public stays as it was: a correction is a new value."""
        fixed = bool(obj) and (obj.status != Status.DRAFT or obj.first_published_at is not None)
        return super().has_change_permission(request, obj) and not fixed

    @admin.display(description=_("indicator"))
    def indicator(self, vintage: Vintage) -> SafeString | str:
        return vintage.observation.indicator.name

    @admin.display(description=_("period"), ordering="observation__period")
    def period(self, vintage: Vintage) -> str:
        words = show_period(vintage.observation.period) or gettext("not stated")
        return f"{words} · {gettext('plan or target')}" if vintage.observation.is_target else words

    @admin.display(description=_("value"))
    def shown_value(self, vintage: Vintage) -> SafeString:
        return format_html('<span class="number">{}</span>', vintage.shown)


class ItemInline(admin.TabularInline):
    model = PanelItem
    fields = ["position", "indicator", "display", "chart", "chart_en", "period", "is_key"]
    autocomplete_fields = ["indicator"]
    extra = 0


@admin.register(Panel)
class PanelAdmin(PublishableAdmin, SheetAdmin):
    sheets = [PanelSheet, PanelItemSheet]
    list_display = ["title", "slug", "state", "is_sample", "position"]
    list_filter = [StateFilter, "is_sample"]
    search_fields = ["title", "slug"]
    inlines = [ItemInline]
    fieldsets = [(None, {"fields": ["title", "title_en", "slug", "intro", "intro_en", ("is_sample", "position")]})]
