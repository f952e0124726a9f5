"""A page taken off the public side while a claim against it is examined."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publishing import effects
from portal.publishing.models import Publishable, ReviewLog, StateChanged, Status

from .message import Message


class Freeze(models.Model):
    """From the day a page was frozen until it is shown again or stays away. Whoever freezes needs the right to publish
    the page: that is asked by the page's own verbs, which also write its review log."""

    class Outcome(models.TextChoices):
        OPEN = "", _("being examined")
        RESTORED = "restored", _("shown again")
        WITHDRAWN = "withdrawn", _("stays withdrawn")

    message = models.ForeignKey(Message, verbose_name=_("claim"), on_delete=models.PROTECT, related_name="freezes")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    reason = models.CharField(_("reason"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.OPEN, blank=True)
    stood_at = models.DateTimeField()  # last change of the page when it was frozen; see Publishable.unfreeze
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("frozen page")
        verbose_name_plural = _("frozen pages")
        ordering = ["-at"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=models.Q(outcome=""), name="one_open_freeze_of_a_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thing} · {self.get_outcome_display()}"

    @classmethod
    @transaction.atomic
    def put(cls, message: Message, thing: Publishable, *, by, reason: str) -> Self:
        """Take `thing` off the public side; its address answers 410 and says that it is being examined."""
        words = gettext("Taken down while a claim is examined: %(reason)s") % {"reason": reason}
        stood_at = thing.freeze(by=by, reason=words[:200])
        frozen = cls.objects.create(message=message, thing=thing, by=by, reason=reason, stood_at=stood_at)
        message.note("freeze", by=by, note=str(thing))
        return frozen

    @transaction.atomic
    def restore(self, *, by, note: str) -> None:
        """The claim did not hold: the page is public again at its old address."""
        self._end(self.Outcome.RESTORED)
        self.thing.unfreeze(by=by, note=note, since=self.stood_at)
        self.message.note("unfreeze", by=by, note=note)

    @transaction.atomic
    def keep_withdrawn(self, *, by, note: str) -> None:
        """The claim holds: the page stays away, and its address says why."""
        self._end(self.Outcome.WITHDRAWN)
        self._say_why(by, note)
        self.message.note("remove", by=by, note=note)

    def _say_why(self, by, reason: str) -> None:
        """The reason that readers meet at the address of the withdrawn page, and its line in the review log."""
        thing = self.thing
        if not thing.may(by, "withdraw"):
            raise PermissionDenied
        rows = type(thing)._base_manager.filter(pk=thing.pk, status=Status.WITHDRAWN)
        if not rows.update(withdrawal_reason=reason):
            raise StateChanged(gettext("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": thing})
        ReviewLog.objects.create(
            thing=thing, verb="withdraw", old_status=Status.WITHDRAWN, new_status=Status.WITHDRAWN, by=by, note=reason
        )
        effects.start(thing)

    def _end(self, outcome: str) -> None:
        now = timezone.now()
        if self.thing is None:
            raise ValidationError(gettext("The page no longer exists."))
        if not type(self).objects.filter(pk=self.pk, outcome="").update(outcome=outcome, ended_at=now):
            raise StateChanged(gettext("The matter of this page is closed already."))
        self.outcome, self.ended_at = outcome, now
