"""Panels: indicators are chosen with a display, looked at, and published."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.forms import BaseInlineFormSet, ModelChoiceField, inlineformset_factory
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.publishing.preview import render_preview
from portal.sheets.admin import SheetAdmin

from ..asof import AsOf
from ..forms import PeriodField
from ..models import Panel, PanelItem
from ..panels import page_context
from ..sheets import PanelItemSheet, PanelSheet

FIELDS = ["position", "indicator", "display", "chart", "chart_en", "period", "ref_area", "is_key"]
Items = inlineformset_factory(Panel, PanelItem, fields=FIELDS, extra=0, field_classes={"period": PeriodField})


class ItemInline(admin.TabularInline):
    model = PanelItem
    fields = FIELDS
    autocomplete_fields = ["indicator"]
    extra = 0

    def formfield_for_foreignkey(self, field: Field, request: HttpRequest, **kwargs) -> ModelChoiceField:
        """Plain choices: the pencils of the related records only widen the rows."""
        found = super().formfield_for_foreignkey(field, request, **kwargs)
        if field.name == "ref_area":
            found.empty_label = _("the zone itself")
        return found

    def formfield_for_dbfield(self, field: Field, request: HttpRequest, **kwargs) -> FormField:
        if field.name == "period":
            kwargs["form_class"] = PeriodField
        found = super().formfield_for_dbfield(field, request, **kwargs)
        if isinstance(found.widget, RelatedFieldWidgetWrapper):
            found.widget = found.widget.widget
        return found


@admin.register(Panel)
class PanelAdmin(PublishableAdmin, SheetAdmin):
    change_form_template = "admin/indicators/panel_form.html"
    sheets = [PanelSheet, PanelItemSheet]
    list_display = ["title", "slug", "state", "is_sample", "position"]
    list_filter = [StateFilter, "is_sample"]
    search_fields = ["title", "slug"]
    inlines = [ItemInline]
    fieldsets = [(None, {"fields": ["title", "title_en", "slug", "intro", "intro_en", ("is_sample", "position")]})]

    def formfield_for_dbfield(self, field: Field, request: HttpRequest, **kwargs) -> FormField:
        if field.name in ("intro", "intro_en"):
            kwargs["widget"] = AdminTextareaWidget({"rows": 2})
        return super().formfield_for_dbfield(field, request, **kwargs)

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def changeform_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.look_view)
        return [path("look/", view, name="indicators_panel_look"), *super().get_urls()]

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    @method_decorator(xframe_options_sameorigin)
    def look_view(self, request: HttpRequest) -> HttpResponse:
        """The panel as the form says it now, before anything is saved: public values alone, as readers would get it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pk = request.GET.get("panel", "")
        panel = get_object_or_404(self.get_queryset(request), pk=pk) if pk.isdecimal() else Panel()
        if not (self.has_change_permission(request, panel) if panel.pk else self.has_add_permission(request)):
            raise PermissionDenied
        panel.title, panel.intro = request.POST.get("title", ""), request.POST.get("intro", "")
        panel.is_sample = bool(request.POST.get("is_sample"))
        formset = Items(request.POST, instance=panel, prefix="items")
        items, errors = _unsaved(formset, panel)
        context = page_context(panel, items, AsOf()) | {"errors": errors}
        return render_preview(request, "admin/indicators/look.html", context)


def _unsaved(formset: BaseInlineFormSet, panel: Panel) -> tuple[list[PanelItem], list[str]]:
    """(what could be shown, in order; what couldn't, in words). Nothing is written."""
    items, errors = [], []
    for n, form in enumerate(formset.forms if formset.management_form.is_valid() else [], 1):
        if form.is_valid() and not form.has_changed() and not form.instance.pk:
            continue
        if form.is_valid() and not form.cleaned_data.get("DELETE"):
            items.append(form.instance)
        name = form.instance.indicator.title if form.instance.indicator_id else gettext("row %(n)s") % {"n": n}
        errors += [f"{name} · {text}" for texts in form.errors.values() for text in texts]
    shown = [i for i in items if i.indicator.is_public and i.indicator.is_sample == panel.is_sample]
    return sorted(shown, key=lambda item: item.position), errors
