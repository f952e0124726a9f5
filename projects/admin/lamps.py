"""Lamps beside the list of projects, for those who work with reports; and lamps set by hand."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..lamp_facts import lamps
from ..lamps import Colour, Lamp
from ..models import LampOverride, Project

RIGHT = "projects.view_monthlyreport"


def may_see_lamps(request: HttpRequest) -> bool:
    return request.user.has_perm(RIGHT)


def lamp_mark(lamp: Lamp | None) -> SafeString:
    """Word and shape; the reasons on pointing at it."""
    if lamp is None:
        return format_html("–")
    reasons = " ".join(str(reason) for reason in lamp.reasons)
    return format_html('<span class="lamp lamp-{}" title="{}">{}</span>', lamp.colour, reasons, lamp.word)


class LampList(ChangeList):
    """Puts the lamp of today on each row of the page: five queries however long the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        found = lamps(Project.objects.filter(pk__in=[row.pk for row in rows]), timezone.localdate())
        for row in rows:
            row.lamp_today = found.get(row.pk)
        self.result_list = rows


class LampFilter(admin.SimpleListFilter):
    title = _("lamp")
    parameter_name = "lamp"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(Colour.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in Colour.values:
            return queryset
        found = lamps(Project.objects.filter(pk__in=queryset.order_by().values("pk")), timezone.localdate())
        return queryset.filter(pk__in=[pk for pk, lamp in found.items() if lamp.colour == self.value()])


@admin.register(LampOverride)
class LampOverrideAdmin(admin.ModelAdmin):
    """Never edited: another one is set."""

    list_display = ["project", "colour", "reason", "until", "by", "at"]
    list_filter = ["colour"]
    list_select_related = ["project", "by"]
    search_fields = ["project__name", "project__code"]
    autocomplete_fields = ["project"]
    fields = ["project", "colour", "until", "reason"]

    def has_change_permission(self, request: HttpRequest, obj: LampOverride | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LampOverride | None = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        return {"until": timezone.localdate() + timedelta(days=30)} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: LampOverride, form: forms.ModelForm, change: bool) -> None:
        put = LampOverride.put(obj.project, obj.colour, by=request.user, until=obj.until, reason=obj.reason)
        obj.pk, obj.by, obj.at = put.pk, put.by, put.at
