from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publishing.lists import StateFilter
from portal.publishing.reviewing import ReviewedAdmin
from portal.site.body import render_body
from portal.site.models import Column
from portal.site.navigation import Navigation
from portal.site.rights import ColumnRules

from .. import work
from ..around import page_context, tie
from ..checks.gate import Gate
from ..forms import ArticleForm
from ..models import Article
from .bulk import BulkArticles
from .life import CorrectionInline
from .printed import PrintedAdmin


class ColumnFilter(admin.RelatedFieldListFilter):
    """Only columns that hold articles, in the order of the tree."""

    def field_choices(self, field, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        columns = field.remote_field.model.objects.with_tree_fields().filter(kind="articles")
        if not request.user.is_superuser:
            columns = columns.filter(pk__in=ColumnRules.of(request).open_to(request.user))
        return [(column.pk, column.name) for column in columns]


@admin.register(Article)
class ArticleAdmin(BulkArticles, PrintedAdmin, ReviewedAdmin):
    form = ArticleForm
    preview_template = "news/article_detail.html"
    list_display = ["title", "column", "state", "live_at", "source"]
    list_filter = [StateFilter, ("column", ColumnFilter), "is_reprint"]
    list_select_related = ["column", "source"]
    list_per_page = 40
    ordering = ["-updated_at"]
    date_hierarchy = "first_published_at"
    search_fields = ["title", "summary", "byline"]
    autocomplete_fields = ["column", "source", "tags", "projects", "indicators", "related_first"]
    fieldsets = [
        (None, {"fields": ["title", ("kicker", "subtitle"), "summary", "body"], "classes": ["writing"]}),
        (_("English"), {"fields": ["title_en", "summary_en", "body_en"], "classes": ["writing", "collapse"]}),
        (_("Place and source"), {
            "fields": ["column", "source", "byline", "is_reprint", "source_url"], "classes": ["side"],
        }),
        (_("Lead photo"), {"fields": ["lead_photo"], "classes": ["side"]}),
        (_("What it is about"), {"fields": ["projects", "indicators", "tags", "related_first"], "classes": ["side"]}),
        (_("Display"), {"fields": ["pinned_until", "expires_at", "review_on"], "classes": ["side"]}),
    ]  # fmt: skip

    actions = ["bulk_move", "bulk_tag"]

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> list:
        return [CorrectionInline] if obj and obj.first_published_at else []

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        for note in formset.save(commit=False):
            if note.placed_by_id is None:
                note.placed_by = request.user
            note.save()
            form.instance.noted(by=request.user, text=note.text)
        for note in formset.deleted_objects:
            note.delete()
            form.instance.noted(by=request.user, text=gettext("Taken off: %(text)s") % {"text": note.text})
        formset.save_m2m()

    def in_scope(self, request: HttpRequest) -> Q:
        if request.user.is_superuser:
            return Q()
        return Q(column__in=ColumnRules.of(request).open_to(request.user))

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if db_field.name == "column" and not request.user.is_superuser:
            kwargs["queryset"] = Column.objects.filter(pk__in=ColumnRules.of(request).open_to(request.user, "change"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def gate(self, thing: Article) -> Gate:
        return Gate(thing)

    def review_context(self, thing: Article) -> dict[str, object]:
        return {"body": render_body(thing.body), "body_en": render_body(thing.body_en)}

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        tie(form.instance)

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("statistics/", wrap(self.statistics), name="news_article_statistics"),
            *super().get_urls(),
        ]

    def statistics(self, request: HttpRequest) -> HttpResponse:
        """Who did how much, and how the columns stand, within the columns this person works in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        span = request.GET.get("span", "")
        span = span if span in work.SPANS else "month"
        articles, since = self.get_queryset(request), work.since_of(span)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": gettext("Work statistics"), "since": since, "span": span,
            "spans": [("month", gettext("30 days")), ("quarter", gettext("90 days")), ("year", gettext("a year"))],
            "words": [gettext("drafted"), *(self.verbs[verb][0] for verb in work.VERBS)],
            "people": work.people(articles, since), "columns": work.columns(articles, since),
        }  # fmt: skip
        return TemplateResponse(request, "admin/news_work.html", context)

    def preview_context(self, request: HttpRequest, article: Article) -> dict[str, object]:
        if not article.column_id:
            article.column = Column(name=gettext("no column chosen yet"), path="/")
        Navigation.of(request, article.column.path)
        return page_context(article)
