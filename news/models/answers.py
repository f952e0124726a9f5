"""Reasons that were given for what the checks warned of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class CheckAnswer(models.Model):
    """Why a warning may stand: never edited, so that the review can be followed later. `key`: `Finding.key`."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="check_answers"
    )
    key = models.CharField(max_length=16)
    code = models.CharField(_("kind of finding"), max_length=40)
    place = models.CharField(_("place"), max_length=40, blank=True)
    text = models.CharField(_("finding"), max_length=300)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer to a check")
        verbose_name_plural = _("answers to checks")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "key"])]

    def __str__(self) -> str:
        return f"{self.text}：{self.reason}"
