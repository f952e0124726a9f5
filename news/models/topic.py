"""Topics (专题): one page that pulls together articles, projects and figures."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.indicators.models import Indicator
from portal.lib.language import local
from portal.media.models import Photo, set_photos
from portal.publishing.relations import RelatedHistory
from portal.publishing.reviewed import Reviewed
from portal.site.models import Column, Redirect
from portal.site.rights import ColumnRules, ColumnScope
from projects.models import Project

from .article import Article, ArticleQuerySet
from .source import Tag


class Topic(Reviewed):
    PLACE = "/news/topics/"  # the column whose rules hold for all topics
    SPEAKS = ("title",)

    slug = models.SlugField(_("address part"), max_length=60)
    title = models.CharField(_("title"), max_length=80)
    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    intro_en = models.TextField(_("English introduction"), max_length=1200, blank=True)
    photo = models.ForeignKey(
        Photo, verbose_name=_("lead photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    articles = models.ManyToManyField(
        Article, verbose_name=_("articles"), blank=True, related_name="topics", help_text=_("They come first, by date.")
    )
    tags = models.ManyToManyField(
        Tag,
        verbose_name=_("tags"),
        blank=True,
        related_name="+",
        help_text=_("Every article with one of them is drawn in."),
    )
    projects = models.ManyToManyField(Project, verbose_name=_("projects"), blank=True, related_name="topics")
    indicators = models.ManyToManyField(Indicator, verbose_name=_("indicators"), blank=True, related_name="topics")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    unreviewed: ClassVar = frozenset({"slug", "position", "expires_at"})
    history = RelatedHistory(
        excluded_fields=["version", "revises", "based_on"], m2m_fields=[articles, tags, projects, indicators]
    )

    class Meta(Reviewed.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "-first_published_at", "-pk"]
        permissions = [
            ("publish_topic", _("may publish topics")),
            ("pass_first_topic", _("may make the first review of topics")),
            ("pass_second_topic", _("may make the second review of topics")),
            ("pass_final_topic", _("may make the final review of topics")),
            ("rush_topic", _("may publish topics in an emergency")),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(fields=["slug"], condition=Q(revises=None), name="one_topic_an_address"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return local(f"{self.PLACE}{self.slug}/")

    def review_scope(self) -> ColumnScope:
        if "_rules" not in self.__dict__:
            self._rules = ColumnRules.load()
        return ColumnScope(self._rules, self.place())

    @classmethod
    def place(cls) -> int | None:
        """The column of the topics, else the news."""
        paths = (cls.PLACE, "/news/")
        found = dict(Column.objects.filter(path__in=paths).values_list("path", "pk"))
        return next((found[path] for path in paths if path in found), None)

    def drawn_in(self) -> ArticleQuerySet:
        """Its public articles: those chosen and those with its tags."""
        chosen = Topic.articles.through.objects.filter(topic=self).values("article")
        tagged = Article.tags.through.objects.filter(tag__in=self.tags.values("pk")).values("article")
        return Article.objects.published().filter(Q(pk__in=chosen) | Q(pk__in=tagged))

    @classmethod
    def drawing_in(cls, article: Article) -> models.QuerySet:
        """The public topics that draw in `article`."""
        chosen = cls.articles.through.objects.filter(article=article).values("topic")
        tagged = cls.tags.through.objects.filter(
            tag__in=Article.tags.through.objects.filter(article=article).values("tag")
        )
        return cls.objects.published().filter(Q(pk__in=chosen) | Q(pk__in=tagged.values("topic")))

    def publishing_errors(self) -> list[str]:
        is_empty = self.pk and not (self.articles.exists() or self.tags.exists() or self.projects.exists())
        return [gettext("The topic has no articles, tags or projects yet.")] if is_empty else []

    def clean(self) -> None:
        if not self.is_copy and Topic.objects.filter(slug=self.slug, revises=None).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": gettext("There is already a topic at this address.")})
        if self.pk is None and Redirect.objects.filter(old_path=self.get_absolute_url()).exists():
            raise ValidationError({"slug": gettext("This address belonged to another topic and leads there.")})

    def save(self, *args, **kwargs) -> None:
        old = Topic.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if old and old != self.slug and not self.is_copy:
            Redirect.leave(f"{self.PLACE}{old}/", self.get_absolute_url())
        set_photos(self, [self.photo_id] if self.photo_id else [])
