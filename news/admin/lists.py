from django.contrib import admin

from portal.sheets.admin import SheetAdmin

from ..models import LeaderPost, Word
from ..sheets import WordSheet


@admin.register(Word)
class WordAdmin(SheetAdmin):
    sheets = [WordSheet]
    list_display = ["word", "right", "level", "category", "is_active", "note"]
    list_filter = ["level", "category", "is_active"]
    search_fields = ["word", "right"]
    list_per_page = 200


@admin.register(LeaderPost)
class LeaderPostAdmin(admin.ModelAdmin):
    list_display = ["name", "post", "since", "until"]
    search_fields = ["name", "post"]
