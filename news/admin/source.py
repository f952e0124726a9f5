from django.contrib import admin

from portal.sheets.admin import SheetAdmin

from ..models import Source, Tag
from ..sheets import SourceSheet


@admin.register(Source)
class SourceAdmin(SheetAdmin):
    sheets = [SourceSheet]
    list_display = ["name", "code", "citation", "published"]
    search_fields = ["name", "code", "citation"]
    fields = ["name", "code", "citation", "published", "url", "note"]


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
