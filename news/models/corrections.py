"""Correction notes: what was wrong in a published article, and since when it is right."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class CorrectionNote(models.Model):
    """Stands under the title of its article for everybody who reads it."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    text = models.CharField(_("correction"), max_length=400, help_text=_("What was printed, and what is right."))
    noted_on = models.DateField(_("date"), default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("correction note")
        verbose_name_plural = _("correction notes")
        ordering = ["noted_on", "pk"]

    def __str__(self) -> str:
        return self.text
