"""Tables the checks read: words that are wrong or sensitive, and who holds which post since when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A word that must not be printed, or only with a reason (R15); read anew at every check."""

    class Level(models.TextChoices):
        BLOCK = "block", _("must be mended")
        WARN = "warn", _("needs a reason")

    class Category(models.TextChoices):
        MISTAKE = "mistake", _("common mistake")
        SENSITIVE = "sensitive", _("sensitive word")
        NAME = "name", _("name of a person, place or body")

    word = models.CharField(_("word"), max_length=60, unique=True)
    right = models.CharField(_("right form"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=5, choices=Level, default=Level.WARN)
    category = models.CharField(_("category"), max_length=10, choices=Category, default=Category.MISTAKE)
    is_active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("checked word")
        verbose_name_plural = _("checked words")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class LeaderPost(models.Model):
    """One person in one post for a time; an open end is an empty date."""

    name = models.CharField(_("name"), max_length=30)
    post = models.CharField(_("post"), max_length=80)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("post of a leader")
        verbose_name_plural = _("posts of leaders")
        ordering = ["name", "since", "pk"]

    def __str__(self) -> str:
        return f"{self.post} {self.name}"

    def clean(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": gettext("The end lies before the beginning.")})
