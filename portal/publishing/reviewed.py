"""Texts that are reviewed by three persons before they are public (三审三校; domain rules R13 and R14).

draft → submitted → first → second → approved → published. Every review is taken by another person, none of them an
author; a column may do with two reviews (first and final), never with one. A change of the text drops what had been
passed; what readers see is changed in a working copy (copies.py). In an emergency the chief editor publishes or changes
it first, and the text owes a review until another person has made it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar, Protocol

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import effects
from .chain import CHAINS, FINAL, SECRECY, Review
from .copies import WithCopies
from .models import IN_REVIEW, MOVES, AlreadyDone, ReviewLog, StateChanged, Status
from .versions import PUBLIC

NO_WORDS = "no_words"  # why a version was saved that changed nothing of the text
WRITABLE = (Status.DRAFT, Status.RETURNED, Status.WITHDRAWN)  # open to everybody who may write


_AFTER = {"pass_first": Status.FIRST, "pass_second": Status.SECOND, "pass_final": Status.APPROVED}
# Steps whose line in the log keeps what the checks said of the text then.
_CHECKED = frozenset(
    {"submit", *_AFTER, "publish", "schedule", "explain", "rush", "review_afterwards", "review_archived"}
)
_UNPUBLISHED = frozenset({*WRITABLE, *IN_REVIEW})

REVIEW_MOVES = MOVES | {
    "submit": (frozenset(WRITABLE), Status.SUBMITTED),
    "take_back": (frozenset(IN_REVIEW), Status.DRAFT),
    "send_back": (frozenset(IN_REVIEW), Status.RETURNED),
    "pass_first": (frozenset({Status.SUBMITTED}), Status.FIRST),
    "pass_second": (frozenset({Status.FIRST}), Status.SECOND),
    "pass_final": (frozenset({Status.FIRST, Status.SECOND}), Status.APPROVED),
    "publish": (frozenset({Status.APPROVED, Status.ARCHIVED}), Status.PUBLISHED),
    "rush": (_UNPUBLISHED, Status.PUBLISHED),
    "take_over": (frozenset({Status.DRAFT}), Status.PUBLISHED),
    "review_afterwards": (frozenset({Status.PUBLISHED}), Status.PUBLISHED),
    "review_archived": (frozenset({Status.ARCHIVED}), Status.ARCHIVED),
    "edit": (frozenset({*IN_REVIEW, Status.PUBLISHED}), Status.DRAFT),
    "edit_published": (frozenset({Status.PUBLISHED}), Status.PUBLISHED),
    "edit_archived": (frozenset({Status.ARCHIVED}), Status.ARCHIVED),
    "trash": (frozenset(WRITABLE), Status.TRASHED),
}
# verb -> beginning of the permission's name; what isn't named asks for "publish"
RIGHTS = {
    "submit": "change", "take_back": "change", "edit": "change", "pass_first": "pass_first", "pass_second": "pass_second",
    "pass_final": "pass_final", "review_afterwards": "pass_final", "review_archived": "pass_final",
    "rush": "rush", "take_over": "rush", "edit_published": "rush", "edit_archived": "rush",
    "revise": "change", "catch_up": "change",
}  # fmt: skip


class Scope(Protocol):
    """The place a text stands in, as its reviews see it."""

    reviews: int  # 2 or 3

    def admits(self, user, verb: str) -> bool:
        """Whether the person works in this place (and, for a review, is one of its reviewers)."""
        ...


class Reviewed(WithCopies):
    """A publishable text with reviews. Subclasses declare the permissions `pass_first_<model>`, `pass_second_…`,
    `pass_final_…`, `publish_…` and `rush_…`, and keep their history (who wrote is read from it)."""

    drafted_by = models.ForeignKey(
        "accounts.User", verbose_name=_("drafted by"), null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    owes_review_since = models.DateTimeField(_("owes a review since"), null=True, blank=True, editable=False)

    moves: ClassVar = REVIEW_MOVES

    class Meta(WithCopies.Meta):
        abstract = True

    # --- what a kind says about itself ------------------------------------------------------------

    def review_scope(self) -> Scope:
        raise NotImplementedError

    found: Sequence[str] = ()  # of a kind that stands below its checks: whoever takes the step says what they found

    def review_errors(self) -> list[str]:
        """What keeps it from being submitted or passed, as sentences; more than `publishing_errors`, which hold always."""
        return self.publishing_errors()

    def review_findings(self) -> list[str]:
        """What the checks say of it now; kept with every step towards the public."""
        return list(self.found)

    def errors_before(self, verb: str) -> list[str]:
        """Who publishes, now or at a set time, answers for what the checks say at that moment: the ledger and the records
        may have changed since the reviews. When the set time has come nobody is there to answer (the desk warns until
        then), and an emergency doesn't wait: then only what can't be answered is asked."""
        return self.publishing_errors() if verb == "rush" or self.is_due else self.review_errors()

    # --- where it stands --------------------------------------------------------------------------

    @property
    def is_due(self) -> bool:
        """Of a working copy: its set time has come."""
        return self.is_copy and self.go_live_at is not None and self.go_live_at <= timezone.now()

    @property
    def chain(self) -> tuple[Review, ...]:
        return CHAINS[self.review_scope().reviews]

    @property
    def next_review(self) -> Review | None:
        """The review that the text waits for; of a text that owes one, the final review."""
        if self.owes_review_since:
            return Review("review_afterwards", _("later review"), (SECRECY, *FINAL.ticks))
        if self.status == Status.SUBMITTED:
            return self.chain[0]
        if self.status == Status.FIRST:
            return self.chain[1]
        return self.chain[-1] if self.status == Status.SECOND else None

    def round(self) -> list[ReviewLog]:
        """The lines of the log since the text was submitted last, oldest first."""
        lines = list(ReviewLog.of(self).select_related("by").order_by("pk"))
        starts = [n for n, line in enumerate(lines) if line.verb in ("submit", "rush")]
        return lines[starts[-1] :] if starts else []

    def author_ids(self) -> set[int]:
        """Who wrote or changed the text since reviewed words of it were public last, and who submitted it; of a copy that
        was taken over in an emergency its writers, too."""
        lines = ReviewLog.of(self)
        notes = lines.filter(verb="correct")
        public = lines.filter(verb__in=("publish", "revised")).values_list("at", flat=True).first()
        versions = self.history.exclude(history_user=None).exclude(history_change_reason=NO_WORDS)
        copies = self.copies.filter(status=Status.MERGED)
        if public:
            versions, copies = versions.filter(history_date__gt=public), copies.filter(updated_at__gt=public)
            notes = notes.filter(at__gt=public)
        ids = set(versions.order_by().values_list("history_user", flat=True).distinct())
        ids |= set(lines.filter(verb__in=("submit", "rush")).values_list("by", flat=True)[:1])
        ids |= {pk for copy in copies for pk in copy.author_ids()} | set(notes.values_list("by", flat=True))
        return ids | ({self.drafted_by_id} if self.drafted_by_id and not public else set())

    def biography(self, note: str) -> str:
        """Who wrote it and who made which review, in one line."""
        writers = get_user_model().objects.filter(pk__in=self.author_ids())
        parts = [gettext("written by %(names)s") % {"names": "、".join(map(str, writers))}]
        passed = {line.verb: line.by for line in self.round()}
        parts += [f"{review.name} {passed[review.verb]}" for review in self.chain if review.verb in passed]
        return "；".join([*parts, note] if note else parts)

    # --- who may ----------------------------------------------------------------------------------

    def may(self, user, verb: str) -> bool:
        app, model = self._meta.label_lower.split(".")
        right = RIGHTS.get(verb, "publish")
        if verb in ("trash", "restore") and not self.first_published_at:
            right = "change"
        if verb == "send_back":
            return any(
                self.may(user, v) for v in {"publish"} | ({self.next_review.verb} if self.next_review else set())
            )
        return user.has_perm(f"{app}.{right}_{model}") and self.review_scope().admits(user, verb)

    def refusal(self, user) -> str:
        """Why this person may not take the next review though the right is there; "" when nothing speaks against it."""
        if user.pk in self.author_ids():
            return gettext("You wrote or changed this text yourself: another person must review it.")
        for line in reversed(self.round()):
            if line.verb in ("edit_published", "edit_archived"):  # what is reviewed now is that change
                break
            if line.by_id == user.pk and line.verb in _AFTER:
                return gettext("You have already reviewed this text: every review is made by another person.")
        return ""

    # --- verbs ------------------------------------------------------------------------------------

    def submit(self, *, by, note: str = "") -> None:
        self._refuse(self.copy_errors() + self.review_errors())
        self._move("submit", by, note)

    def take_back(self, *, by, note: str = "") -> None:
        """The writers take their text out of review; what had been passed is dropped."""
        self._move("take_back", by, note)

    def send_back(self, *, by, reason: str) -> None:
        if not reason.strip():
            raise ValidationError(gettext("Returning a text needs a reason for its writer."))
        self._move("send_back", by, reason)

    def pass_first(self, *, by, note: str = "", ticks: Iterable[str] = ()) -> None:
        self._pass("pass_first", by, note, ticks)

    def pass_second(self, *, by, note: str = "", ticks: Iterable[str] = ()) -> None:
        self._pass("pass_second", by, note, ticks)

    def pass_final(self, *, by, note: str = "", ticks: Iterable[str] = ()) -> None:
        self._pass("pass_final", by, note, ticks)

    def review_afterwards(self, *, by, note: str = "", ticks: Iterable[str] = ()) -> None:
        """The review that an emergency publication, or a change of what is public, still owes."""
        self._pass("review_afterwards", by, note, ticks, owes_review_since=None)

    def _pass(self, verb: str, by, note: str, ticks: Iterable[str], **changes) -> None:
        if not self.may(by, verb):
            raise PermissionDenied
        review = self.next_review
        if not review or review.verb != verb:
            is_done = self.status == _AFTER.get(verb) or (verb == "review_afterwards" and not self.owes_review_since)
            error = AlreadyDone if is_done else StateChanged
            raise error(gettext("“%(thing)s” is %(state)s: this step is not possible.") % self._words())
        if why := self.refusal(by):
            raise ValidationError(why)
        given = {str(tick) for tick in ticks}
        if missing := [str(tick) for tick in review.ticks if str(tick) not in given]:
            raise ValidationError(gettext("Not ticked yet: %(ticks)s.") % {"ticks": "；".join(missing)})
        self._refuse(self.copy_errors() + self.review_errors())
        log = {"ticks": [str(tick) for tick in review.ticks]}
        move = "review_archived" if verb == "review_afterwards" and self.status == Status.ARCHIVED else verb
        self._move(move, by, note, log=log, **changes)

    def rush(self, *, by, reason: str, at: datetime | None = None) -> None:
        """Publish before the reviews, now or at `at`. It owes a review by another person, and the desk shows it until then."""
        if not reason.strip():
            raise ValidationError(gettext("Publishing in an emergency needs a reason."))
        now = timezone.now()
        if self.is_copy:
            if at and at > now:
                raise ValidationError(gettext("A change in an emergency is public at once: leave the time empty."))
            self._merge("rush", by, reason, owes=now)
            return
        self._refuse(self.publishing_errors())
        self._go_public("rush", by, reason, at, owes_review_since=now)

    def explain(self, *, by, note: str = "") -> None:
        """Reasons for what the checks have found since a time was set for it; it appears at that time as before."""
        if not self.may(by, "publish"):
            raise PermissionDenied
        if not self.is_scheduled:
            raise StateChanged(gettext("“%(thing)s” is %(state)s: this step is not possible.") % self._words())
        self._refuse(self.review_errors())
        ReviewLog.objects.create(
            thing=self, verb="explain", old_status=self.status, new_status=self.status, by=by, note=note[:500],
            findings=self.review_findings(),
        )  # fmt: skip

    def take_over(self, *, by, at: datetime, note: str) -> None:
        """Public since `at`, when it was published on the site it comes from: it was reviewed there and owes nothing here."""
        self._refuse(self.publishing_errors())
        self._go_public("take_over", by, note, at)

    def edited(self, *, by, reason: str = "") -> None:
        """The text was changed and saved: what had been passed is dropped. What readers see changes at once only by the
        chief editor's emergency act, with a reason, and owes a review; else see `revise`."""
        if self.status in IN_REVIEW or (self.status == Status.PUBLISHED and not self.is_before_readers):
            dates = {"go_live_at": None, "first_published_at": None} if self.is_scheduled else {}
            self._move("edit", by, "", owes_review_since=None, **dates)
        elif self.status in PUBLIC:
            if not reason.strip():
                raise ValidationError(gettext("What readers see is changed in a working copy; at once only in an emergency,"
                                              " with a reason."))  # fmt: skip
            since = self.owes_review_since or timezone.now()
            self._move(f"edit_{self.status}", by, reason, owes_review_since=since)

    def noted(self, *, by, text: str) -> None:
        """A note for its readers was placed on it, changed or taken off. That is a word in public: the act of those who
        publish here; of anybody else it owes a review."""
        with transaction.atomic():
            if self.status in PUBLIC and not self.owes_review_since and not self.may(by, "publish"):
                self.owes_review_since = timezone.now()
                type(self)._base_manager.filter(pk=self.pk).update(owes_review_since=self.owes_review_since)
            ReviewLog.objects.create(
                thing=self, verb="correct", old_status=self.status, new_status=self.status, by=by, note=text[:500]
            )
            effects.start(self)

    def _move(self, verb: str, by, note: str, **more) -> None:
        if verb in ("withdraw", "unschedule"):
            more["owes_review_since"] = None
        if verb in _CHECKED:
            more["log"] = more.get("log", {}) | {"findings": self.review_findings()}
        super()._move(verb, by, note, **more)
