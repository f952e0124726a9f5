"""Where an article of ours is the source of a value in the ledger; the ledger itself knows nothing of articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.indicators.models import Vintage

from .article import Article


class FigureSource(models.Model):
    """The value was read from this place of the article; the sentence is kept as it stood. An article that is a source
    isn't deleted while the value is there."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="sourced_figures"
    )
    vintage = models.OneToOneField(
        Vintage, verbose_name=_("value"), on_delete=models.CASCADE, related_name="article_source"
    )
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    sentence = models.CharField(_("sentence"), max_length=300)

    class Meta:
        verbose_name = _("article as source")
        verbose_name_plural = _("articles as sources")
        ordering = ["article", "start"]

    def __str__(self) -> str:
        return self.sentence


def bring_back(copy: object, original: object) -> None:
    """What was read in a working copy, and the reasons that were given in it, belong to the public article."""
    if isinstance(copy, Article):
        copy.sourced_figures.update(article=original)
        copy.check_answers.update(article=original)
