from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.publishing.admin import PublishableAdmin, StateFilter
from portal.sheets.admin import SheetAdmin

from ..models import Event
from ..sheets import EventSheet
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
    fieldsets = [
        (None, {"fields": ["code", "date", "text", "project", "note"]}),
        (_("Source"), {"fields": ["source_name", "source_url"]}),
    ]
