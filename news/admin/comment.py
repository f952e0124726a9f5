"""Comments in the back office: what waits stands first, several are decided at once, the house replies."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.publishing.lists import moment
from portal.site.rights import ColumnRules
from projects.admin.verbs import Verb, VerbAdmin

from ..models import Comment
from ..models.comment import State


class NoteForm(forms.Form):
    reason = forms.CharField(label=_("Note"), max_length=200, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 2}))


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("Official reply"), max_length=2000, widget=forms.Textarea({"rows": 5}))
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("my own department")
    )


VERBS = (
    Verb("approve", _("Show the comment"), _("“%(thing)s” is shown now."), Comment.approve,
         lambda _user, comment: comment.state != State.APPROVED, NoteForm, "default"),
    Verb("keep", _("Let it stand in spite of the reports"), _("“%(thing)s” stays; the reports are answered."), Comment.keep,
         lambda _user, comment: comment.state == State.APPROVED and comment.reports > 0, ReasonForm),
    Verb("answer", _("Reply"), _("“%(thing)s” has its reply."), Comment.answer,
         lambda _user, comment: comment.state != State.REFUSED, ReplyForm),
    Verb("refuse", _("Don't show the comment"), _("“%(thing)s” is not shown."), Comment.refuse,
         lambda _user, comment: comment.state != State.REFUSED, ReasonForm, "danger"),
)  # fmt: skip
LOOKS = {State.PENDING: "wait", State.APPROVED: "on", State.REFUSED: "off"}


class ReasonActionForm(ActionForm):
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class ReportedFilter(admin.SimpleListFilter):
    title = _("reported")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", _("with open reports"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(reports__gt=0) if self.value() == "yes" else queryset


@admin.register(Comment)
class CommentAdmin(VerbAdmin):
    verbs = VERBS
    action_form = ReasonActionForm
    actions = ["approve_chosen", "refuse_chosen"]
    list_display = ["said", "shown_state", "open_reports", "sent", "decided_by"]
    list_filter = ["state", ReportedFilter]
    list_select_related = ["article__column", "decided_by"]
    list_per_page = 50
    search_fields = ["text", "name", "article__title"]
    fields = [
        "article", "name", "text", "sent_at", "from_same_sender", "told", "state", "reply", "reply_department", "decisions",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).for_staff(request.user, ColumnRules.of(request))
        return rows.select_related("article__column")

    def get_ordering(self, request: HttpRequest) -> list:
        """What waits first, then what was reported, the oldest of them on top; the rest by date."""
        waits = Case(When(state=State.PENDING, then=Value(0)), When(reports__gt=0, then=Value(1)), default=Value(2))
        return [waits, "-sent_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("news.moderate_comment")

    def waiting(self, request: HttpRequest) -> list[tuple[str, int, str]]:
        """For the overview: what waits for this person."""
        rows = Comment.objects.for_staff(request.user, ColumnRules.of(request))
        return [
            (gettext("to be read"), rows.filter(state=State.PENDING).count(), "state__exact=pending"),
            (gettext("reported"), rows.filter(reports__gt=0).count(), "reported=yes"),
        ]

    @admin.display(description=_("comment"))
    def said(self, comment: Comment) -> SafeString:
        words = comment.text if len(comment.text) <= 80 else f"{comment.text[:80]}…"
        mark = "（示例）" if comment.is_sample else ""
        return format_html('{}：{}{} <span class="quiet below">{}</span>', comment.name, words, mark, comment.article)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, comment: Comment) -> SafeString:
        return format_html('<span class="state {}">{}</span>', LOOKS[comment.state], comment.get_state_display())

    @admin.display(description=_("open reports"), ordering="reports")
    def open_reports(self, comment: Comment) -> str:
        return str(comment.reports or "–")

    @admin.display(description=_("sent at"), ordering="sent_at")
    def sent(self, comment: Comment) -> str:
        return moment(comment.sent_at)

    @admin.display(description=_("decisions"))
    def decisions(self, comment: Comment) -> SafeString | str:
        words = {verb.name: verb.label for verb in VERBS}
        rows = [(words.get(row.verb, row.verb), row.by, moment(row.at), row.note) for row in comment.decisions()]
        line = "<li><strong>{}</strong> {} {} <span>{}</span></li>"
        return format_html('<ol class="decisions">{}</ol>', format_html_join("", line, rows)) if rows else "–"

    @admin.display(description=_("from the same network"))
    def from_same_sender(self, comment: Comment) -> str:
        if not comment.sender:
            return gettext("no longer kept")
        n = Comment.objects.filter(sender=comment.sender).exclude(pk=comment.pk).count()
        return ngettext("%(n)s other comment", "%(n)s other comments", n) % {"n": n}

    @admin.display(description=_("reports"))
    def told(self, comment: Comment) -> str:
        return "；".join(str(row).rstrip("：") for row in comment.report_rows.all()[:20]) or "–"

    @admin.action(description=_("Show the chosen comments"), permissions=["moderate"])
    def approve_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "approve")

    @admin.action(description=_("Don't show the chosen comments (give a reason)"), permissions=["moderate"])
    def refuse_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.attempt_each(request, queryset, "refuse")
