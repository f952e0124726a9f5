"""Reviews in the back office: what the form offers its writer, the page of the reviewer, the sheet that is filed."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .admin import HistoryPublishableAdmin
from .copying import CopiesAdmin
from .forms import PublishReviewedForm, ReviewedForm, ReviewForm, RushForm, SendBackForm, VersionedForm
from .models import IN_REVIEW, Status
from .reviewed import NO_WORDS, WRITABLE, Reviewed
from .steps import FORMS, VERBS

REVIEW_VERBS = VERBS | {
    "submit": (_("Submit for review"), _("“%(thing)s” was submitted for review.")),
    "take_back": (_("Take back"), _("“%(thing)s” is a draft again; what had been passed was dropped.")),
    "send_back": (_("Return"), _("“%(thing)s” was returned to its writer.")),
    "pass_first": (_("Pass the first review"), _("“%(thing)s” has passed the first review.")),
    "pass_second": (_("Pass the second review"), _("“%(thing)s” has passed the second review.")),
    "pass_final": (_("Approve"), _("“%(thing)s” is approved and can be published.")),
    "rush": (_("Publish in an emergency"), _("“%(thing)s” is public now; another person must review it afterwards.")),
    "explain": (_("Keep the reasons"), _("“%(thing)s”: the reasons are kept.")),
    "review_afterwards": (_("Pass the later review"), _("“%(thing)s” owes no review any more.")),
    "revise": (
        _("Write a working copy"),
        _("“%(thing)s”: the working copy is open. Readers see the public text until it is published."),
    ),
    "catch_up": (
        _("Compared: take the changes over"),
        _("“%(thing)s”: the changes of the public text are taken over."),
    ),
}
PASSING = ("pass_first", "pass_second", "pass_final", "review_afterwards")
_ANSWER = "answer-"


class ReviewedAdmin(CopiesAdmin, HistoryPublishableAdmin):
    form = ReviewedForm
    verbs: ClassVar = REVIEW_VERBS
    step_forms: ClassVar = FORMS | {
        **dict.fromkeys(PASSING, ReviewForm), "send_back": SendBackForm, "rush": RushForm,
        "publish": PublishReviewedForm,
    }  # fmt: skip
    saving_verbs: ClassVar = ("submit", "rush")
    bulk_verbs: ClassVar = ("submit", "take_back", "publish", "withdraw", "archive", "trash", "restore")
    change_form_template = "admin/publishing/reviewed_form.html"

    # --- what a kind adds -------------------------------------------------------------------------

    def gate(self, thing: Reviewed):
        """The checks of the text: something with `rows` and `answer(reasons, by=)`; None where there are none."""
        return

    def review_context(self, thing: Reviewed) -> dict[str, object]:
        """What the reviewer reads."""
        return {}

    def in_scope(self, request: HttpRequest) -> Q:
        """The things in the places that this person works in."""
        raise NotImplementedError

    # --- rights -----------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Where every list, form, picker, export, preview and old version begins."""
        return super().get_queryset(request).filter(self.in_scope(request))

    def is_open(self, request: HttpRequest, thing: Reviewed | None) -> bool:
        if thing is None or not thing.pk:
            return True
        status = type(thing)._base_manager.filter(pk=thing.pk).values_list("status", flat=True).first()
        if status == Status.MERGED:
            return False
        if status in IN_REVIEW:
            return any(thing.may(request.user, verb) for verb in (*PASSING, "publish"))
        return status in WRITABLE or thing.may(request.user, "publish")

    def has_view_permission(self, request: HttpRequest, obj: Reviewed | None = None) -> bool:
        return super().has_view_permission(request, obj) and self._admits(request, obj, "view")

    def has_change_permission(self, request: HttpRequest, obj: Reviewed | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._admits(request, obj, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Reviewed | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._admits(request, obj, "change")

    @staticmethod
    def _admits(request: HttpRequest, obj: Reviewed | None, verb: str) -> bool:
        return obj is None or not obj.pk or obj.review_scope().admits(request.user, verb)

    def steps_open_to(self, request: HttpRequest, thing: Reviewed | None) -> set[str]:
        steps = super().steps_open_to(request, thing)
        if thing and thing.is_scheduled and thing.may(request.user, "publish"):
            steps.add("explain")
        review = thing.next_review if thing else None
        return steps - (set(PASSING) - ({review.verb} if review else set()))

    # --- saving and steps -------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Reviewed, form: VersionedForm, change: bool) -> None:
        if not change:
            obj.drafted_by = request.user
        super().save_model(request, obj, form, change)
        if change and form.really_changed - obj.unreviewed:
            obj.edited(by=request.user, reason=form.cleaned_data.get("edit_reason", ""))

    def change_reason(self, obj: Reviewed, form: VersionedForm) -> str:
        """Who only pins a text, or sets its dates, is none of its authors."""
        return "" if form.really_changed - obj.unreviewed else NO_WORDS

    def do(self, request: HttpRequest, thing: Reviewed, verb: str, form: Form) -> None:
        reasons = {name.removeprefix(_ANSWER): text for name, text in request.POST.items() if name.startswith(_ANSWER)}
        if reasons and thing.may(request.user, verb) and (gate := self.gate(thing)):
            gate.answer(reasons, by=request.user)
        super().do(request, thing, verb, form)

    def after_step(self, request: HttpRequest, thing: Reviewed, verb: str) -> str:
        if "from_review" in request.POST:
            return self.address(thing).replace("/change/", "/review/")
        return super().after_step(request, thing, verb)

    # --- pages ------------------------------------------------------------------------------------

    def get_urls(self) -> list:
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<int:pk>/review/", wrap(self.review_view), name=f"{name}_review"),
            path("<int:pk>/sheet/", wrap(self.sheet_view), name=f"{name}_sheet"),
            *super().get_urls(),
        ]

    def panel(self, request: HttpRequest, thing: Reviewed | None) -> dict[str, object]:
        panel = super().panel(request, thing)
        steps, gate = self.steps_open_to(request, thing), self.gate(thing) if thing else None
        may_write = self.has_change_permission(request, thing)
        review = thing.next_review if thing else None
        is_writing = bool(thing) and thing.status in WRITABLE and may_write
        asks = "" if is_writing else next((f"step-{verb}" for verb in ("explain", "publish") if verb in steps), None)
        return panel | {
            "problems": [],
            "submit": "submit" in steps and may_write,
            "rush": RushForm() if "rush" in steps and may_write else None,
            "take_back": "take_back" in steps,
            "review": review if review and review.verb in steps else None,
            "chain": chain_of(thing) if thing else [],
            "findings": gate.rows if gate else [],
            "asks": asks,  # the form that reasons are given with ("": the text's own); None: nobody is asked here
            "is_answering": asks is not None,
            "explain": "explain" in steps,
            "drops": bool(thing) and thing.status in IN_REVIEW and may_write,
            "owes": bool(thing) and bool(thing.owes_review_since),
            "is_readable": bool(thing) and thing.status in (Status.PUBLISHED, Status.ARCHIVED),
        }

    def _found(self, request: HttpRequest, pk: int) -> Reviewed:
        if not (thing := self.get_object(request, str(pk))):
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return thing

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        thing = self._found(request, pk)
        panel = self.panel(request, thing)
        context = self.admin_site.each_context(request) | self.review_context(thing) | {
            "opts": self.opts, "original": thing, "panel": panel, "title": gettext("Review"), "subtitle": str(thing),
            "refusal": thing.refusal(request.user) if panel["review"] else "",
            "passing": str(self.verbs[panel["review"].verb][0]) if panel["review"] else "",
            "differences": self.copy_differences(thing) if thing.is_copy else [],
        }  # fmt: skip
        return TemplateResponse(request, "admin/publishing/review.html", context)

    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """信息发布审核单: who did which step when, with opinion and check list; made to be printed and filed."""
        thing = self._found(request, pk)
        context = self.admin_site.each_context(request) | self.review_context(thing) | {
            "opts": self.opts, "original": thing, "title": gettext("Review sheet"), "chain": chain_of(thing),
            "round": thing.round(), "gate": self.gate(thing), "printed_at": timezone.now(), "panel": self.panel(request, thing),
        }  # fmt: skip
        return TemplateResponse(request, "admin/publishing/review_sheet.html", context)


def chain_of(thing: Reviewed) -> list[dict[str, object]]:
    """The reviews of the text with the line of the log by which each was passed in this round, None where it wasn't."""
    passed = {line.verb: line for line in thing.round()}
    for line in passed.values():
        if line.verb in ("take_back", "send_back", "edit"):
            passed = {}
            break
    rows = [{"review": review, "line": passed.get(review.verb)} for review in thing.chain]
    later = passed.get("review_afterwards") or passed.get("review_archived")
    if thing.owes_review_since or later:
        rows.append(
            {"review": gettext("later review"), "line": None if thing.owes_review_since else later, "is_later": True}
        )
    return rows
