"""Lists of publishable things in the back office: the filter by state, the columns all of them show, what waits."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .copies import OPEN
from .models import IN_REVIEW, Publishable, Status
from .reviewed import Reviewed

CLASSES = {
    Status.PUBLISHED: "on", Status.WITHDRAWN: "off", Status.TRASHED: "off", Status.ARCHIVED: "off", Status.RETURNED: "back",
} | dict.fromkeys(IN_REVIEW, "wait")  # fmt: skip
_REVIEW_STATES = [(state, state.label) for state in (Status.RETURNED, *IN_REVIEW)]


def scheduled(now: datetime) -> Q:
    """What will be public at its time: texts, and working copies that are approved."""
    return Q(status=Status.PUBLISHED, go_live_at__gt=now) | Q(status=Status.APPROVED, go_live_at__isnull=False)


class StateFilter(admin.SimpleListFilter):
    """By what staff read as the state; the bin shows only when asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        is_reviewed = issubclass(model_admin.model, Reviewed)
        reviews = _REVIEW_STATES if is_reviewed else []
        copies = [("copy", _("working copies")), (Status.MERGED, Status.MERGED.label)] if is_reviewed else []
        return [
            ("draft", _("draft")), *reviews, ("scheduled", _("scheduled")), ("published", _("published")), ("expired", _("expired")),
            ("withdrawn", _("withdrawn")), ("archived", _("archived")), ("trashed", _("trashed")),
            *copies,
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now, state = timezone.now(), self.value()
        live = scheduled(now)
        over = Q(status=Status.PUBLISHED, expires_at__lte=now) & ~live
        if state == "scheduled":
            return queryset.filter(live)
        if state == "expired":
            return queryset.filter(over)
        if state == "published":
            return queryset.filter(status=Status.PUBLISHED).exclude(live | over)
        if state == "copy":
            return queryset.filter(revises__isnull=False, status__in=OPEN)
        hidden = (Status.TRASHED, Status.MERGED)
        return queryset.filter(status=state) if state in Status.values else queryset.exclude(status__in=hidden)


class StateList(admin.ModelAdmin):
    """What every list of publishable things shows."""

    @admin.display(description=_("state"), ordering="status")
    def state(self, thing: Publishable) -> SafeString:
        kind = "wait" if thing.is_scheduled else "off" if thing.is_expired else CLASSES.get(thing.status, "draft")
        return format_html('<span class="state {}">{}</span>', kind, thing.state_word)

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """(word, how many, query of the list) of what isn't public yet, for the overview."""
        if not self.has_change_permission(request):
            return []
        is_reviewed = issubclass(self.model, Reviewed)
        counts = self.model._default_manager.aggregate(
            drafts=Count("pk", filter=Q(status=Status.DRAFT)), scheduled=Count("pk", filter=scheduled(timezone.now())),
            **{state: Count("pk", filter=Q(status=state)) for state in IN_REVIEW if is_reviewed},
        )  # fmt: skip
        return [
            (gettext("draft"), counts["drafts"], "state=draft"),
            *((state.label, counts[state], f"state={state}") for state in IN_REVIEW if is_reviewed),
            (gettext("scheduled"), counts["scheduled"], "state=scheduled"),
        ]

    @admin.display(description=_("Goes live at"), ordering="go_live_at")
    def live_at(self, thing: Publishable) -> str:
        return moment(thing.go_live_at)

    @admin.display(description=_("changed at"), ordering="updated_at")
    def saved_at(self, thing: Publishable) -> str:
        return moment(thing.updated_at)


def moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
