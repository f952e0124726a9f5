"""What is kept beside a message: who sent it, in a room of its own, and every step that was taken."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department

from .message import Message


class Sender(models.Model):
    """Who wrote, how to reach them, and their own words as typed. Never public; removed when the time is over.

    Everything private is in this row alone, so that removing it removes all: the message keeps only what may be shown.
    """

    message = models.OneToOneField(Message, verbose_name=_("message"), on_delete=models.CASCADE, related_name="sender")
    name = models.CharField(_("name"), max_length=40)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    title = models.CharField(_("title as typed"), max_length=60)
    body = models.TextField(_("text as typed"))

    class Meta:
        verbose_name = _("sender's data")
        verbose_name_plural = _("senders' data")
        default_permissions = ["view"]

    def __str__(self) -> str:
        return self.message.shown_name


class MessageStep(models.Model):
    """One line for every step, never edited. `by` is empty for what the sender did."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(_("step"), max_length=16)
    note = models.CharField(_("note"), max_length=300, blank=True)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a message")
        verbose_name_plural = _("steps of messages")
        ordering = ["at", "pk"]
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.message} · {self.verb}"
