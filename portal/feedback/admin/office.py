"""What the office sets: categories, the calendar, templates, and the one row of settings."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.sheets.admin import SheetAdmin

from ..models import CalendarDay, Category, FeedbackSettings, Message, ReplyTemplate
from ..sheets import CalendarSheet


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "department", "is_active", "position"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["department"]

    def has_delete_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        """What messages were sent under is switched off, never deleted."""
        in_use = obj is not None and Message.objects.filter(category=obj).exists()
        return super().has_delete_permission(request, obj) and not in_use


@admin.register(CalendarDay)
class CalendarDayAdmin(SheetAdmin):
    """A change moves the due dates of all open messages."""

    sheets = [CalendarSheet]
    list_display = ["date", "is_working", "name"]
    list_filter = ["is_working"]
    date_hierarchy = "date"
    list_per_page = 60

    def save_model(self, request: HttpRequest, obj: CalendarDay, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Message.reschedule()

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        super().delete_model(request, obj)
        Message.reschedule()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        Message.reschedule()


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ["name", "department"]
    list_select_related = ["department"]
    search_fields = ["name", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Everybody's, and those of the own department; managers see all."""
        rows = super().get_queryset(request)
        if request.user.has_perm("feedback.manage_message"):
            return rows
        mine = Q(department=request.user.department_id) if request.user.department_id else Q(pk=None)
        return rows.filter(mine | Q(department=None))

    def has_change_permission(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> bool:
        """Who answers for one department changes its templates, not everybody's."""
        if obj is None or request.user.has_perm("feedback.manage_message"):
            return super().has_change_permission(request, obj)
        mine = obj.department_id is not None and obj.department_id == request.user.department_id
        return super().has_change_permission(request, obj) and mine

    def get_exclude(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> list[str]:
        return [] if request.user.has_perm("feedback.manage_message") else ["department"]

    def save_model(self, request: HttpRequest, obj: ReplyTemplate, form, change: bool) -> None:
        if not change and not request.user.has_perm("feedback.manage_message"):
            obj.department = request.user.department
        super().save_model(request, obj, form, change)


@admin.register(FeedbackSettings)
class FeedbackSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to its form, which shows the defaults while nobody has saved one."""

    fieldsets = [
        (None, {"fields": ["answer_days", "warn_days", "two_steps"]}),
        (_("Personal data"), {"fields": ["retention_days"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FeedbackSettings | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        return FeedbackSettings.load() if object_id == "1" else None

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:feedback_feedbacksettings_change", args=[1]))

    def response_post_save_change(self, request: HttpRequest, obj: FeedbackSettings) -> HttpResponse:
        return HttpResponseRedirect(request.path)
