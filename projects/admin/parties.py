from django.contrib import admin

from portal.sheets.admin import SheetAdmin

from ..models import Company, Industry, Park
from ..sheets import CompanySheet, IndustrySheet, ParkSheet
from .inlines import FactInline


@admin.register(Industry)
class IndustryAdmin(SheetAdmin):
    sheets = [IndustrySheet]
    list_display = ["name", "code", "position"]
    search_fields = ["name", "code"]


@admin.register(Park)
class ParkAdmin(SheetAdmin):
    sheets = [ParkSheet]
    list_display = ["name", "code", "note", "is_sample"]
    list_filter = ["is_sample"]
    search_fields = ["name", "code"]
    inlines = [FactInline]


@admin.register(Company)
class CompanyAdmin(SheetAdmin):
    sheets = [CompanySheet]
    list_display = ["name", "kind", "note", "is_sample"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "credit_code"]
    inlines = [FactInline]
