from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from portal.publishing import effects
from portal.sheets.admin import SheetAdmin

from ..models import Chain, Company, Industry, Park, Project
from ..sheets import ChainSheet, CompanySheet, IndustrySheet, ParkSheet
from .inlines import FactInline


class PartyAdmin(SheetAdmin):
    """Its name stands on the pages of its projects: whoever follows what is public hears of a new one."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change:
            field = {Company: "owner", Chain: "chains"}.get(type(obj), obj._meta.model_name)
            effects.start_all(list(Project.objects.published().filter(**{field: obj})))


@admin.register(Industry)
class IndustryAdmin(PartyAdmin):
    sheets = [IndustrySheet]
    list_display = ["name", "code", "position"]
    search_fields = ["name", "code"]


@admin.register(Chain)
class ChainAdmin(PartyAdmin):
    sheets = [ChainSheet]
    list_display = ["name", "name_en", "position"]
    search_fields = ["name"]


@admin.register(Park)
class ParkAdmin(PartyAdmin):
    sheets = [ParkSheet]
    list_display = ["name", "code", "note", "is_sample"]
    list_filter = ["is_sample"]
    search_fields = ["name", "code"]
    inlines = [FactInline]


@admin.register(Company)
class CompanyAdmin(PartyAdmin):
    sheets = [CompanySheet]
    list_display = ["name", "kind", "note", "is_sample"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "credit_code"]
    inlines = [FactInline]
