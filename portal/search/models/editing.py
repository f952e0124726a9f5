"""What editors tell the search: words that mean the same, and what stands first for some words."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.segment import fold, phrase


def _words(text: str) -> list[str]:
    """The words of a field that holds several, parted by commas of either script."""
    parts = text.replace("，", ",").replace("、", ",").replace("；", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


class Synonym(models.Model):
    """A group of words of which each finds the others."""

    words = models.CharField(
        _("words that mean the same"), max_length=300,
        help_text=_("Separated by commas: 高新区，高新技术产业开发区."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        if len([word for word in self.members if phrase(word)]) < 2:
            raise ValidationError({"words": gettext("At least two words, separated by commas.")})

    @property
    def members(self) -> list[str]:
        return _words(self.words)

    @classmethod
    def table(cls) -> dict[str, list[str]]:
        """Word (folded) -> the others of its groups."""
        found: dict[str, list[str]] = {}
        for group in cls.objects.all():
            for word in group.members:
                found.setdefault(fold(word), []).extend(other for other in group.members if other != word)
        return found


class PromotionQuerySet(models.QuerySet):
    def running(self) -> "PromotionQuerySet":
        now = timezone.now()
        return self.filter(Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now))


class Promotion(models.Model):
    """An editor's answer that stands above the results of some words, and says that it does."""

    words = models.CharField(
        _("for the words"), max_length=300, help_text=_("Separated by commas; the whole query must be one of them.")
    )
    title = models.CharField(_("title"), max_length=100)
    address = models.CharField(_("address"), max_length=300, help_text=_("A path of this site, or an https address."))
    note = models.CharField(_("note"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("shown from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("shown until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        parts = urlsplit(self.address)
        is_here = self.address.startswith("/") and not self.address.startswith(("//", "/\\", "/admin"))
        if not is_here and not (parts.scheme == "https" and parts.hostname):
            raise ValidationError({"address": gettext("A path of this site that begins with /, or an https address.")})
        if not any(phrase(word) for word in _words(self.words)):
            raise ValidationError({"words": gettext("At least one word.")})

    def answers(self, query: str) -> bool:
        return fold(query.strip()) in {fold(word) for word in _words(self.words)}
