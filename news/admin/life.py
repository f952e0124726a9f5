"""What comes after publication: correction notes, recommendations, topics."""

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.indicators.models import CorrectionNote
from portal.media.forms import PhotoField
from portal.publishing.forms import MomentInput, ReviewedForm
from portal.publishing.lists import StateFilter, moment
from portal.publishing.reviewing import ReviewedAdmin
from portal.site.rights import ColumnRules

from ..models import Recommendation, Topic
from ..topics import topic_context


class CorrectionInline(GenericTabularInline):
    """Notes that editors place; those of corrected figures are placed with the figure and stand as they are."""

    model = CorrectionNote
    extra = 0
    fields = ["text", "text_en", "placed_at", "placed_by"]
    readonly_fields = ["placed_at", "placed_by"]


@admin.register(Recommendation)
class RecommendationAdmin(admin.ModelAdmin):
    list_display = ["article", "slot", "position", "begins", "ends", "is_running"]
    list_filter = ["slot"]
    list_select_related = ["article"]
    search_fields = ["article__title"]
    autocomplete_fields = ["article"]
    fields = ["article", "slot", "position", "since", "until"]

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if db_field.name in ("since", "until"):
            kwargs |= {"form_class": forms.DateTimeField, "widget": MomentInput}
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("from"), ordering="since")
    def begins(self, row: Recommendation) -> str:
        return moment(row.since)

    @admin.display(description=_("until"), ordering="until")
    def ends(self, row: Recommendation) -> str:
        return moment(row.until)

    @admin.display(description=_("shown now"))
    def is_running(self, row: Recommendation) -> str:
        return gettext("yes") if row.is_running else "–"


class TopicForm(ReviewedForm):
    photo = PhotoField(required=False, label=Topic._meta.get_field("photo").verbose_name)

    class Meta:
        model = Topic
        exclude = []
        widgets = {
            "title": forms.TextInput({"class": "wide title"}),
            "intro": forms.Textarea({"rows": 4}),
            "title_en": forms.TextInput({"class": "wide"}),
            "intro_en": forms.Textarea({"rows": 4}),
        }


@admin.register(Topic)
class TopicAdmin(ReviewedAdmin):
    preview_template = "news/topic_detail.html"
    form = TopicForm
    list_display = ["title", "slug", "state", "live_at", "position"]
    list_filter = [StateFilter]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["articles", "tags", "projects", "indicators"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "intro", "articles", "tags", "projects", "indicators"]}),
        (_("English"), {"fields": ["title_en", "intro_en"], "classes": ["collapse"]}),
        (_("Lead photo"), {"fields": ["photo"], "classes": ["side"]}),
        (_("Display"), {"fields": ["position", "expires_at"], "classes": ["side"]}),
    ]

    def in_scope(self, request: HttpRequest) -> Q:
        """All topics or none: they stand in one place."""
        user, place = request.user, Topic.place()
        is_open = user.is_superuser or place is None or ColumnRules.of(request).admits(place, user)
        return Q() if is_open else Q(pk__in=[])

    def review_context(self, thing: Topic) -> dict[str, object]:
        related = ("articles", "tags", "projects", "indicators")
        rows = [(Topic._meta.get_field(name).verbose_name, list(getattr(thing, name).all())) for name in related]
        return {
            "body": format_html("<p>{}</p>", thing.intro),
            "body_en": format_html("<p>{}</p>", thing.intro_en),
            "related": [(word, things) for word, things in rows if things],
        }

    def preview_context(self, request: HttpRequest, topic: Topic) -> dict[str, object]:
        return topic_context(request, topic)
