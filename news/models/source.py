"""Where articles come from, and the words they are found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.language import TwoLanguages, local


class Source(models.Model):
    """A publisher or report that articles and figures rest on, and how it is cited."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    citation = models.CharField(_("cited as"), max_length=150, blank=True)
    published = models.CharField(_("published"), max_length=16, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.citation or self.name


class Tag(TwoLanguages, models.Model):
    SPEAKS = ("name",)

    name = models.CharField(_("name"), max_length=30, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return local(f"/news/tags/{self.pk}/")
