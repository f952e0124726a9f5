from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import AuditEvent, Department, User
from .roles import DUTIES

# Groups are the declared roles, written by `manage.py roles`; nobody edits them by hand.
admin.site.unregister(Group)


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    search_fields = ["name"]


class RolesField(forms.ModelMultipleChoiceField):
    """The roles with what each is for."""

    def label_from_instance(self, group: Group) -> str:
        duty = DUTIES.get(group.name)
        return f"{group.name}：{duty}" if duty else group.name


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Who may sign in, and in which roles. Only a superuser makes or touches superusers; nobody raises themselves."""

    list_display = ["username", "name", "department", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups", "department"]
    list_select_related = ["department"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    filter_horizontal = []
    autocomplete_fields = ["department"]
    readonly_fields = ["last_login", "date_joined", "password_link"]
    add_form = UserCreationForm
    fieldsets = [
        (None, {"fields": ["username", "password_link"]}),
        (_("Person"), {"fields": ["name", "department", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]}),
        (_("Person"), {"fields": ["name", "department"]}),
        (_("Rights"), {"fields": ["is_staff", "groups"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        words = [gettext("superuser")] if user.is_superuser else []
        return "、".join([*words, *(group.name for group in user.groups.all())])

    @admin.display(description=_("password"))
    def password_link(self, user: User) -> SafeString:
        return format_html('<a class="button plain" href="../password/">{}</a>', gettext("Set a new password"))

    def formfield_for_manytomany(self, db_field, request: HttpRequest | None = None, **kwargs) -> forms.Field | None:
        more = {"form_class": RolesField, "label": _("roles"), "help_text": ""} if db_field.name == "groups" else {}
        return super().formfield_for_manytomany(
            db_field, request, **kwargs | more | {"widget": forms.CheckboxSelectMultiple}
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        """Every account is one of staff: readers need none."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        if not request.user.is_superuser:
            fields += ["is_superuser"] + (["groups"] if obj == request.user else [])
        return fields

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    @staticmethod
    def _may_touch(request: HttpRequest, user: User | None) -> bool:
        return user is None or request.user.is_superuser or not user.is_superuser


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    list_display = ["at", "kind", "username", "address", "detail"]
    list_filter = ["kind", "at"]
    search_fields = ["username", "address", "detail"]
    date_hierarchy = "at"
    list_per_page = 100

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False
