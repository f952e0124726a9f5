"""What can be found: one row for every page that search knows. What may be shown of them, `sources.public` says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.language import CHINESE, ENGLISH, local
from portal.site.models import Column


class Document(models.Model):
    """One thing that can be found, in one of its languages. It may not be due yet, or over: nothing is shown without
    asking the thing's own `published()`. Its text stands in a row of its own, so that counting ten thousand results
    reads no texts."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("News")
        TOPIC = "topic", _("Topics")
        PROJECT = "project", _("Projects")
        FIGURE = "figure", _("Figures")
        PAGE = "page", _("Standing pages")
        MESSAGE = "message", _("Answered messages")

    source = models.CharField(max_length=12)  # which of sources.SOURCES it comes from
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=7, choices=[(CHINESE, "中文"), (ENGLISH, "English")], default=CHINESE)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    column = models.ForeignKey(
        Column, verbose_name=_("column"), null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    date = models.DateTimeField(_("date"))
    year = models.PositiveSmallIntegerField(_("year"))
    is_sample = models.BooleanField(_("sample (invented)"), default=False)
    changed_at = models.DateTimeField(_("public text changed at"), db_index=True)
    digest = models.CharField(max_length=32)
    url = models.CharField(_("address"), max_length=300)
    title = models.CharField(_("title"), max_length=300)
    names = models.JSONField(_("names"), default=list)

    class Meta:
        verbose_name = _("document of the search")
        verbose_name_plural = _("documents of the search")
        constraints = [models.UniqueConstraint(fields=["source", "object_id", "language"], name="one_document_a_thing")]
        indexes = [models.Index(fields=["-date", "-id"], name="document_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """A page stands wherever its column is now."""
        return local(self.column.path) if self.kind == self.Kind.PAGE and self.column else self.url


class DocumentText(models.Model):
    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(_("text"))

    def __str__(self) -> str:
        return str(self.document)


class Index(models.Model):
    """One row: which version of the portal made the index, and when."""

    version = models.CharField(max_length=30)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version
