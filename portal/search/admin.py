from django.contrib import admin, messages
from django.db.models import QuerySet, Sum
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .hot import recount
from .models import Promotion, SearchTerm, Synonym
from .results import leads_somewhere


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    list_display = ["words"]
    search_fields = ["words"]


@admin.register(Promotion)
class PromotionAdmin(admin.ModelAdmin):
    list_display = ["title", "words", "address", "starts_at", "ends_at", "position"]
    search_fields = ["title", "words"]
    fieldsets = [
        (None, {"fields": ["words", "title", "address", "note"]}),
        (_("When"), {"fields": [("starts_at", "ends_at"), "position"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Promotion, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not leads_somewhere(obj.address):
            text = gettext("Nothing public stands at %(address)s now: until it does, readers don't see this result.")
            messages.warning(request, text % {"address": obj.address})


@admin.register(SearchTerm)
class SearchTermAdmin(admin.ModelAdmin):
    """Terms come from readers, or from an editor who recommends one; whether one is shown is decided here."""

    list_display = ["text", "state", "asked_by", "results", "asked_on", "is_pick"]
    list_filter = ["state", "is_pick"]
    search_fields = ["text"]
    list_per_page = 50
    fields = ["text", "is_pick"]
    actions = ["approve_terms", "block_terms"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(asked=Sum("days__visitors"))

    @admin.display(description=_("Visitors in 30 days"), ordering="asked")
    def asked_by(self, term: SearchTerm) -> int:
        return term.asked or 0

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """For the overview."""
        if not request.user.has_perm("search.approve_searchterm"):
            return []
        return [(gettext("to look at"), SearchTerm.objects.waiting().count(), "?state__exact=waiting")]

    def get_readonly_fields(self, request: HttpRequest, obj: SearchTerm | None = None) -> list[str]:
        return ["text"] if obj else []

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("search.approve_searchterm")

    @admin.action(description=_("Approve: may be shown to everybody"), permissions=["approve"])
    def approve_terms(self, request: HttpRequest, terms: QuerySet) -> None:
        for term in terms:
            term.approve()
        self._done(request, terms.count())

    @admin.action(description=_("Block: never shown, counted no more"), permissions=["approve"])
    def block_terms(self, request: HttpRequest, terms: QuerySet) -> None:
        for term in terms:
            term.block()
        self._done(request, terms.count())

    def _done(self, request: HttpRequest, count: int) -> None:
        recount()
        text = ngettext("%(n)s term was changed.", "%(n)s terms were changed.", count) % {"n": count}
        self.message_user(request, text, messages.SUCCESS)
