"""Panels: indicators are chosen with a display, looked at, and published."""

from django.contrib import admin

from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.sheets.admin import SheetAdmin

from ..models import Panel, PanelItem
from ..sheets import PanelItemSheet, PanelSheet


class ItemInline(admin.TabularInline):
    model = PanelItem
    fields = ["position", "indicator", "display", "chart", "chart_en", "period", "ref_area", "is_key"]
    autocomplete_fields = ["indicator", "ref_area"]
    extra = 0


@admin.register(Panel)
class PanelAdmin(PublishableAdmin, SheetAdmin):
    sheets = [PanelSheet, PanelItemSheet]
    list_display = ["title", "slug", "state", "is_sample", "position"]
    list_filter = [StateFilter, "is_sample"]
    search_fields = ["title", "slug"]
    inlines = [ItemInline]
    fieldsets = [(None, {"fields": ["title", "title_en", "slug", "intro", "intro_en", ("is_sample", "position")]})]
