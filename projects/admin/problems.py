"""Problems and letters of all projects: what is open, who clears it, what is overdue."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Issue, Letter


class OpenFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", _("open")), ("overdue", _("overdue")), ("no", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.open()
        if self.value() == "overdue":
            return queryset.overdue()
        return queryset.exclude(pk__in=queryset.open().values("pk")) if self.value() == "no" else queryset


class OfProjectAdmin(admin.ModelAdmin):
    list_select_related = ["project"]
    autocomplete_fields = ["project"]
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["project"] if obj else [])]


@admin.register(Issue)
class IssueAdmin(OfProjectAdmin):
    list_display = ["project", "kind", "text", "scope", "owner", "due", "solved_on"]
    list_display_links = ["text"]
    list_filter = [OpenFilter, "kind", "scope", "owner", "project__is_sample"]
    list_select_related = ["project", "owner"]
    search_fields = ["text", "project__name", "project__code"]
    autocomplete_fields = ["project", "owner"]
    fields = ["project", ("kind", "scope"), "text", "owner", ("raised_on", "due"), "solved_on", "outcome"]


@admin.register(Letter)
class LetterAdmin(OfProjectAdmin):
    list_display = ["project", "kind", "number", "about", "date", "due", "answered_on"]
    list_display_links = ["about"]
    list_filter = [OpenFilter, "kind", "project__is_sample"]
    search_fields = ["number", "about", "project__name", "project__code"]
    fields = ["project", ("kind", "number"), "about", ("date", "due"), "answered_on", "reply"]
