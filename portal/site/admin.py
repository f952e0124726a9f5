from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.publishing.forms import RestoredForm
from portal.publishing.history import HistoryAdmin
from portal.publishing.lists import StateFilter
from portal.publishing.reviewing import ReviewedAdmin

from .body import render_body
from .body_admin import BodyViews
from .models import Column, ColumnReviewer, DeadLink, Page, Redirect, SiteSettings
from .navigation import Navigation
from .rights import ColumnRules


class TreeChangeList(ChangeList):
    """The tree in its own order, unless somebody sorts by a column."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        return super().get_ordering(request, queryset) if self.params.get(ORDER_VAR) else ["tree_ordering"]


class ReviewersInline(admin.TabularInline):
    model = ColumnReviewer
    extra = 0
    fields = ["step", "person"]
    verbose_name_plural = _("Named reviewers (nobody named: everybody with the right)")

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.filter(is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def holdings(column: Column) -> list[str]:
    """What stands in it or below it, in words (“文章 2”): while there is something, it isn't deleted."""
    keepers = [one for one in Column._meta.related_objects if one.on_delete is models.PROTECT or one.name == "children"]
    counts = [
        (one.related_model._meta.verbose_name_plural, one.related_model._base_manager.filter(**{one.field.name: column}).count())
        for one in keepers
    ]  # fmt: skip
    return [f"{kind} {count}" for kind, count in counts if count]


@admin.register(Column)
class ColumnAdmin(HistoryAdmin):
    form = RestoredForm
    list_display = ["tree_name", "path", "kind", "column_type", "is_visible", "in_navigation", "position"]
    list_per_page = 600
    list_filter = ["kind", "is_visible", "in_navigation"]
    search_fields = ["name", "path"]
    readonly_fields = ["path"]
    fieldsets = [
        (None, {"fields": ["parent", "name", "name_en", "slug", "path", "kind", "link", "position"]}),
        (
            _("What readers and search engines are told"),
            {"fields": ["column_type", "description", "keywords", "description_en", "keywords_en"]},
        ),
        (_("Display"), {"fields": ["is_visible", "in_navigation", "update_cycle_days", "has_comments"]}),
        (_("Who writes and reviews"), {"fields": ["departments", "reviews"]}),
    ]
    inlines = [ReviewersInline]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """The picker of a form offers the columns that its writer may write in."""
        found, duplicates = super().get_search_results(request, queryset, term)
        if request.path.endswith("/autocomplete/") and not request.user.is_superuser:
            found = found.filter(pk__in=ColumnRules.of(request).open_to(request.user, "change"))
        return found, duplicates

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs) -> forms.Field | None:
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": forms.CheckboxSelectMultiple})

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return TreeChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_tree_fields()

    @admin.display(description=_("name"))
    def tree_name(self, column: Column) -> SafeString:
        return format_html('<span class="depth depth-{}">{}</span>', min(column.tree_depth, 5), column.name)

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one by one, each with its answer
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        column = self.get_object(request, unquote(object_id))
        if column and self.has_delete_permission(request, column) and (holds := holdings(column)):
            words = {"column": column, "what": "、".join(holds)}
            text = gettext(
                "“%(column)s” can't be deleted, it holds: %(what)s. Move them to another column first, or make it invisible."
            )
            messages.error(request, text % words)
            return HttpResponseRedirect(reverse("admin:site_column_change", args=[column.pk]))
        return super().delete_view(request, object_id, extra_context)


@admin.register(Page)
class PageAdmin(BodyViews, ReviewedAdmin):
    preview_template = "site/page_detail.html"
    list_display = ["title", "place", "state", "live_at", "saved_at"]
    list_filter = [StateFilter]
    list_select_related = ["column"]
    search_fields = ["title", "column__name"]
    autocomplete_fields = ["column"]
    fieldsets = [
        (None, {"fields": ["title", "summary", "body"], "classes": ["writing"]}),
        (_("English"), {"fields": ["title_en", "summary_en", "body_en"], "classes": ["writing", "collapse"]}),
        (_("Column and end"), {"fields": ["column", "expires_at"], "classes": ["side"]}),
    ]

    def in_scope(self, request: HttpRequest) -> Q:
        if request.user.is_superuser:
            return Q()
        return Q(column__in=ColumnRules.of(request).open_to(request.user))

    def review_context(self, thing: Page) -> dict[str, object]:
        return {"body": render_body(thing.body), "body_en": render_body(thing.body_en)}

    @admin.display(description=_("address"), ordering="column__path")
    def place(self, page: Page) -> str:
        return page.column.path

    def preview_context(self, request: HttpRequest, page: Page) -> dict[str, object]:
        if not page.column_id:
            page.column = Column(name=gettext("no column chosen yet"), path="/")
        Navigation.of(request, page.column.path)
        return {"page": page, "column": page.column}


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to its form, which says what is missing."""

    change_form_template = "admin/site/settings_form.html"
    fieldsets = [
        (_("Name"), {"fields": ["name", "zone_name", "description", "demo_notice"]}),
        (_("English"), {"fields": ["name_en", "zone_name_en", "description_en", "demo_notice_en"]}),
        (_("What the site of a public body must show"), {
            "fields": [
                "site_id_code", "sponsor", "contact", "icp", ("police_record", "police_link"), "identity_link", "fault_link",
            ],
        }),
        (_("Reviews"), {"fields": ["reviews"]}),
        (_("Links and notices"), {"fields": ["trusted_hosts", "move_notice"]}),
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if self.has_change_permission(request) and not SiteSettings.objects.exists():
            SiteSettings.load().save()
        return HttpResponseRedirect(reverse("admin:site_sitesettings_change", args=[1]))

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        context["missing"] = kwargs["obj"].missing()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        return HttpResponseRedirect(request.path)


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    list_display = ["old_path", "new_path", "added_at"]
    search_fields = ["old_path", "new_path"]


@admin.register(DeadLink)
class DeadLinkAdmin(admin.ModelAdmin):
    """Written by the check alone."""

    list_display = ["address", "answer", "page_title", "place", "found_at", "checked_at"]
    list_filter = ["is_internal"]
    search_fields = ["address", "page", "page_title"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DeadLink | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DeadLink | None = None) -> bool:
        return False

    @admin.display(description=_("on the page"), ordering="page")
    def place(self, link: DeadLink) -> SafeString:
        return format_html('<a href="{}">{}</a>', link.page, link.page)
