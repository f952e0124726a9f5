"""What may be seen, by whom, since when. `published()` and `readable()` are written here and nowhere else."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.language import TwoLanguages

from . import effects
from .unsaved import OpenForm, UnsavedText

__all__ = [
    "MOVES",
    "OpenForm",
    "Publishable",
    "PublishableQuerySet",
    "ReviewLog",
    "StateChanged",
    "Status",
    "UnsavedText",
]


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    RETURNED = "returned", _("returned")  # this and the next four: only where texts are reviewed, see reviewed.py
    SUBMITTED = "submitted", _("submitted")
    FIRST = "first", _("first review passed")
    SECOND = "second", _("second review passed")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ARCHIVED = "archived", _("archived")
    TRASHED = "trashed", _("trashed")
    MERGED = "merged", _("merged")  # a working copy whose text is the public one now, see copies.py


# verb -> (states it may start from, state it leads to)
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "publish": (frozenset({Status.DRAFT, Status.WITHDRAWN, Status.ARCHIVED}), Status.PUBLISHED),
    "unschedule": (frozenset({Status.PUBLISHED}), Status.DRAFT),
    "withdraw": (frozenset({Status.PUBLISHED, Status.ARCHIVED}), Status.WITHDRAWN),
    "freeze": (frozenset({Status.PUBLISHED}), Status.WITHDRAWN),
    "unfreeze": (frozenset({Status.WITHDRAWN}), Status.PUBLISHED),
    "archive": (frozenset({Status.PUBLISHED}), Status.ARCHIVED),
    "trash": (frozenset({Status.DRAFT, Status.WITHDRAWN}), Status.TRASHED),
    "restore": (frozenset({Status.TRASHED}), Status.DRAFT),
}


IN_REVIEW = (Status.SUBMITTED, Status.FIRST, Status.SECOND, Status.APPROVED)


class StateChanged(ValidationError):
    """Somebody else moved the thing first; nothing was written."""


class AlreadyDone(StateChanged):
    """The thing stands where the step leads to: a second click, most likely."""


class PublishableQuerySet(models.QuerySet):
    def published(self, *, in_any_language: bool = False) -> Self:
        """What everybody sees in lists, search, feeds, counts, the API and exports, at this moment: on an English page
        what has English. `in_any_language` is for figures about the zone, which don't depend on who reads them."""
        now = timezone.now()
        return self.filter(
            self.model.public_q(),
            Q() if in_any_language else self.model.language_q(),
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=Status.PUBLISHED,
            go_live_at__lte=now,
        )

    def for_list(self) -> Self:
        """With all that a row of a list shows; a kind whose rows show more than their own fields says so here."""
        return self

    def released(self) -> Self:
        """Published, whether due already or not. For indexes alone: who shows anything from one asks `published()` first."""
        return self.filter(self.model.public_q(), status=Status.PUBLISHED)

    def readable(self) -> Self:
        """What answers at its own address: published, expired or archived. For detail addresses and files alone."""
        return self.filter(
            self.model.public_q(),
            Q(status=Status.PUBLISHED) | Q(status=Status.ARCHIVED, first_published_at__isnull=False),
            go_live_at__lte=timezone.now(),
        )

    def gone(self) -> Self:
        """What had been public and was withdrawn: its address answers 410 with the reason, also while it is reworked."""
        states = (Status.WITHDRAWN, Status.DRAFT, Status.RETURNED, *IN_REVIEW)
        reworked = ~Q(withdrawal_reason="")
        return self.filter(self.model.public_q(), reworked, status__in=states, first_published_at__isnull=False)


class Publishable(TwoLanguages, models.Model):
    """A thing with a public life. Subclasses declare the permission `publish_<model>` in their Meta."""

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    go_live_at = models.DateTimeField(_("goes live at"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    first_published_at = models.DateTimeField(_("first published at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("reason of withdrawal (public)"), max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # see forms.VersionedForm
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    moves: ClassVar[dict[str, tuple[frozenset[str], str]]] = MOVES
    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def public_q(cls) -> Q:
        """What a kind demands beyond its status before anybody outside may see it (a hidden stage, an internal indicator)."""
        return Q()

    @property
    def public_row(self) -> "Publishable":
        """The row whose address and dates hold: itself, or what a working copy revises."""
        return self

    def publishing_errors(self) -> list[str]:
        """What keeps the thing from being published, as sentences; empty when nothing does."""
        return []

    def errors_before(self, verb: str) -> list[str]:
        """What keeps it from this step towards the public, as sentences."""
        return self.publishing_errors()

    @property
    def is_scheduled(self) -> bool:
        return self.status == Status.PUBLISHED and self.go_live_at > timezone.now()

    @property
    def is_expired(self) -> bool:
        return self.status == Status.ARCHIVED or bool(self.expires_at and self.expires_at <= timezone.now())

    @property
    def state_word(self) -> str:
        """The state as staff should read it: a published thing that isn't due is scheduled, one past its end expired."""
        if self.is_scheduled:
            return gettext("scheduled")
        if self.status == Status.PUBLISHED and self.is_expired:
            return gettext("expired")
        return self.get_status_display()

    def publish(self, *, by, at: datetime | None = None, note: str = "") -> None:
        """Make it public now, or at `at`. Nothing has to run then: the time is compared in every query."""
        if errors := self.errors_before("publish"):
            raise ValidationError(errors)
        self._go_public("publish", by, note, at)

    def _go_public(self, verb: str, by, note: str, at: datetime | None, **more) -> None:
        now = timezone.now()
        live = at or now
        was_public = self.first_published_at and self.first_published_at <= now
        first = self.first_published_at if was_public else live
        self._move(verb, by, note, go_live_at=live, withdrawal_reason="", first_published_at=first, **more)

    def withdraw(self, *, by, reason: str) -> None:
        """Take it off the public side. What had been seen answers 410 with `reason`; what had not becomes a draft again."""
        if not reason.strip():
            raise ValidationError(gettext("A withdrawal needs a reason that readers may see."))
        if self.is_scheduled and self.first_published_at > timezone.now():
            self._move("unschedule", by, reason, go_live_at=None, first_published_at=None)
        else:
            self._move("withdraw", by, reason, withdrawal_reason=reason)

    def freeze(self, *, by, reason: str) -> datetime:
        """Take it off the public side while something about it is examined: its address answers 410 with `reason`.
        Returns the moment that `unfreeze` asks for."""
        self._move("freeze", by, reason, withdrawal_reason=reason)
        return self.updated_at

    def unfreeze(self, *, by, note: str, since: datetime) -> None:
        """Public again as it was, without a new review: only while nobody has changed it `since` it was frozen."""
        if self.updated_at != since:
            raise ValidationError(gettext("It was changed while it was frozen: publish it the ordinary way."))
        self._move("unfreeze", by, note, withdrawal_reason="")

    def archive(self, *, by, note: str = "") -> None:
        self._move("archive", by, note)

    def trash(self, *, by, note: str = "") -> None:
        self._move("trash", by, note, withdrawal_reason="")

    def restore(self, *, by, note: str = "") -> None:
        self._move("restore", by, note)

    def may(self, user, verb: str) -> bool:
        """Whether this person has the right to the step, whatever the state is."""
        app, model = self._meta.label_lower.split(".")
        return user.has_perm(f"{app}.publish_{model}")

    def my_moves(self) -> dict[str, tuple[frozenset[str], str]]:
        return self.moves

    def _goal(self, verb: str, by) -> str:
        """Where the step leads to. PermissionDenied, AlreadyDone or StateChanged where it isn't possible."""
        if not self.may(by, verb):
            raise PermissionDenied
        starts, goal = self.my_moves()[verb]
        if self.status not in starts:
            error = AlreadyDone if self.status == goal else StateChanged
            raise error(gettext("“%(thing)s” is %(state)s: this step is not possible.") % self._words())
        return goal

    def _move(self, verb: str, by, note: str, *, log: dict[str, object] | None = None, **changes) -> None:
        """Compare-and-set: of two people who move the same thing at once, one is told that it had moved.
        `log`: more for the line in the review log."""
        goal, old = self._goal(verb, by), self.status
        changes |= {"status": goal, "updated_at": timezone.now()}
        with transaction.atomic():
            if not type(self)._base_manager.filter(pk=self.pk, status=old).update(**changes):
                raise StateChanged(gettext("“%(thing)s” was changed by somebody else meanwhile.") % self._words())
            for name, value in changes.items():
                setattr(self, name, value)
            ReviewLog.objects.create(
                thing=self, verb=verb, old_status=old, new_status=goal, by=by, note=note, **(log or {})
            )
            effects.start(self)

    def _words(self) -> dict[str, str]:
        return {"thing": str(self), "state": self.state_word}


class ReviewLog(models.Model):
    """One line for every change of state, never edited."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    verb = models.CharField(_("step"), max_length=24)
    old_status = models.CharField(_("from"), max_length=12, choices=Status)
    new_status = models.CharField(_("to"), max_length=12, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    ticks = models.JSONField(_("check list"), default=list, blank=True)  # the sentences that were ticked
    findings = models.JSONField(_("findings"), default=list, blank=True)  # what the checks said then

    class Meta:
        verbose_name = _("review log entry")
        verbose_name_plural = _("review log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.thing}: {self.get_old_status_display()} → {self.get_new_status_display()}"

    @classmethod
    def of(cls, thing: models.Model) -> models.QuerySet:
        return cls.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
