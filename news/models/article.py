"""Articles."""

from typing import ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.indicators.models import FigureUse, Indicator
from portal.indicators.texts import follow
from portal.lib.html import plain_text, shorten
from portal.lib.language import is_english, local
from portal.media.models import Photo, set_files, set_photos
from portal.publishing.models import PublishableQuerySet
from portal.publishing.relations import RelatedHistory
from portal.publishing.reviewed import Reviewed
from portal.site.body import file_ids, photo_ids
from portal.site.models import Column, whole_translation
from portal.site.prose import BodyField
from portal.site.rights import ColumnRules, ColumnScope
from projects.models import Project

from .source import Source, Tag


class ArticleQuerySet(PublishableQuerySet):
    def in_column(self, column: Column) -> Self:
        """Of the column itself and of all below it (their paths begin with its path). Asks one small question at once:
        a column with none below is taken by its key, so that SQLite uses the column's index; by path it would walk all
        articles by date until it has found enough."""
        if column.children.exists():
            return self.filter(column__path__startswith=column.path)
        return self.filter(column=column)

    def for_list(self) -> Self:
        """What a list row shows, without the bodies (so a row shows `summary`: `lead` would fetch each body)."""
        rows = self.select_related("column", "source", "lead_photo", "policy").defer("body", "body_en")
        return rows.order_by("-first_published_at", "-pk")

    def on_top(self) -> Self:
        """Pinned to the top of their column now, the newest first."""
        return self.filter(pinned_until__gt=timezone.now()).order_by("-first_published_at", "-pk")

    def newest_of(self, columns: list[Column], count: int) -> dict[int, list["Article"]]:
        """Up to `count` public articles of each column by the column's id; columns without any are left out.
        Two queries, whose cost doesn't grow with the number of articles (a window function would rank them all)."""
        newest = self.published().filter(column=OuterRef("pk")).order_by("-first_published_at", "-pk").values("pk")
        places = {f"article_{n}": Subquery(newest[n : n + 1]) for n in range(count)}
        rows = Column.objects.filter(pk__in=[column.pk for column in columns]).annotate(**places).values_list(*places)
        ids = [pk for row in rows for pk in row if pk]
        found: dict[int, list[Article]] = {}
        for article in self.published().filter(pk__in=ids).for_list():
            found.setdefault(article.column_id, []).append(article)
        return found


class Article(Reviewed):
    column = models.ForeignKey(
        Column,
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        limit_choices_to={"kind": "articles"},
        related_name="articles",
    )
    title = models.CharField(_("title"), max_length=300)
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = BodyField(_("body"))
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    summary_en = models.CharField(_("English summary"), max_length=500, blank=True)
    body_en = BodyField(_("English text"), blank=True)
    source = models.ForeignKey(Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT)
    source_url = models.URLField(_("address of the original"), max_length=300, blank=True)
    is_reprint = models.BooleanField(_("reprint"), default=False)
    byline = models.CharField(_("byline"), max_length=100, blank=True)
    lead_photo = models.ForeignKey(
        Photo, verbose_name=_("lead photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="articles")
    projects = models.ManyToManyField(Project, verbose_name=_("projects"), blank=True, related_name="articles")
    indicators = models.ManyToManyField(Indicator, verbose_name=_("indicators"), blank=True, related_name="articles")
    review_on = models.DateField(
        _("look again on"), null=True, blank=True,
        help_text=_("From that day on the desk reminds you to check whether the text still holds."),
    )  # fmt: skip
    pinned_until = models.DateTimeField(
        _("on top of its column until"), null=True, blank=True, help_text=_("Empty: in its place by date.")
    )
    related_first = models.ManyToManyField(
        "self", verbose_name=_("related articles, first"), blank=True, symmetrical=False, related_name="+",
        help_text=_("They stand before those that the portal finds by projects and tags."),
    )  # fmt: skip
    figure_uses = GenericRelation(FigureUse)

    SPEAKS = ("title", "body", "column__name")

    unreviewed: ClassVar = frozenset({"expires_at", "review_on", "pinned_until", "related_first"})
    history = RelatedHistory(
        excluded_fields=["version", "revises", "based_on"], m2m_fields=[tags, projects, indicators, related_first]
    )
    objects = ArticleQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-first_published_at", "-pk"]
        permissions = [
            ("publish_article", _("may publish articles")),
            ("pass_first_article", _("may make the first review of articles")),
            ("pass_second_article", _("may make the second review of articles")),
            ("pass_final_article", _("may make the final review of articles")),
            ("rush_article", _("may publish articles in an emergency")),
        ]
        # Conditions match what `published()` asks for, else SQLite passes the index over.
        indexes = [
            models.Index(
                fields=["column", "-first_published_at", "-id"],
                condition=Q(status="published"),
                name="article_public_column",
            ),
            models.Index(
                fields=["-first_published_at", "-id"], condition=Q(status="published"), name="article_public_date"
            ),
            # Few have English: without an index of its own an English list would walk all articles to find them.
            models.Index(
                fields=["column", "-first_published_at", "-id"],
                condition=~Q(title_en="") & Q(status="published"),
                name="article_english",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """By year and month of first publication in the zone's time; a draft has no public address yet."""
        if not self.first_published_at:
            return ""
        day = timezone.localtime(self.first_published_at)
        return local(f"/news/{day:%Y}/{day:%m}/{self.pk}/")

    @property
    def lead(self) -> str:
        return self.words.summary or shorten(plain_text(self.words.body), 220 if is_english() else 110)

    @property
    def original_url(self) -> str:
        """The original's address if a browser may be sent there."""
        return self.source_url if self.source_url.startswith(("https://", "http://")) else ""

    def clean(self) -> None:
        whole_translation(self)
        if self.is_reprint and not self.source_id:
            raise ValidationError({"source": gettext("A reprint needs its source.")})

    def review_scope(self) -> ColumnScope:
        """Read once for this object; a column chosen later is seen."""
        if "_rules" not in self.__dict__:
            self._rules = ColumnRules.load()
        return ColumnScope(self._rules, self.column_id)

    def publishing_errors(self) -> list[str]:
        return self._gate().errors(warnings=False)

    def review_errors(self) -> list[str]:
        return self._gate().errors()

    def review_findings(self) -> list[str]:
        return [f"{finding.text} {answer.reason if answer else ''}".strip() for finding, answer in self._gate().rows]

    def _gate(self):
        from ..checks.gate import Gate  # the checks look at articles

        return Gate(self)

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        lead = [self.lead_photo_id] if self.lead_photo_id else []
        set_photos(self, lead + photo_ids(self.body + self.body_en))
        set_files(self, file_ids(self.body + self.body_en))
        follow(self)
