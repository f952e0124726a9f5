"""The column tree (栏目), settings of the site, standing pages and redirects."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from portal.accounts.models import Department, User
from portal.lib.language import TwoLanguages, local
from portal.media.models import set_files, set_photos
from portal.publishing.models import PublishableQuerySet
from portal.publishing.relations import RelatedHistory
from portal.publishing.reviewed import Reviewed

from .body import file_ids, photo_ids
from .facts import Reviews
from .facts import SiteSettings as SiteSettings
from .links import DeadLink as DeadLink
from .moved import Redirect as Redirect
from .prose import BodyField


class ColumnType(models.TextChoices):
    """Values of the META tag ColumnType; the standard's list, verbatim."""

    HOME = "首页", "首页"
    OVERVIEW = "概况信息", "概况信息"
    DUTIES = "机构职能", "机构职能"
    LEADERS = "负责人信息", "负责人信息"
    NEWS = "工作动态", "工作动态"
    POLICIES = "政策文件", "政策文件"
    GUIDE = "信息公开指南", "信息公开指南"
    CATALOGUE = "信息公开目录", "信息公开目录"
    ANNUAL = "信息公开年报", "信息公开年报"
    ON_REQUEST = "依申请公开", "依申请公开"
    FIGURES = "数据发布", "数据发布"
    OPEN_DATA = "数据开放", "数据开放"
    INTERPRETATION = "政策解读", "政策解读"
    RESPONSE = "回应关切", "回应关切"
    SERVICES = "办事服务", "办事服务"
    CONSULT = "咨询投诉", "咨询投诉"
    SURVEY = "征集调查", "征集调查"
    INTERVIEW = "在线访谈", "在线访谈"


class Column(TwoLanguages, TreeNode):
    """A place in the site. Its path is made of the slugs above it and is the address; changing it leaves a redirect."""

    KINDS = [
        ("home", _("home page")),
        ("list", _("overview of its columns")),
        ("articles", _("articles")),
        ("page", _("page")),
        ("projects", _("projects")),
        ("panels", _("indicator panels")),
        ("messages", _("guest book")),
        ("report", _("reports and corrections")),
        ("sitemap", _("site map")),
        ("link", _("link")),
        ("planned", _("planned, nothing yet")),
    ]

    SPEAKS = ("name",)
    # Kinds whose address is fixed by an app, wherever in the tree the column hangs.
    AT_ROOT = frozenset({"messages", "report"})

    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    slug = models.CharField(_("address part"), max_length=40, blank=True, validators=[validate_slug])
    path = models.CharField(_("address"), max_length=200, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="articles")
    column_type = models.CharField(_("column type"), max_length=12, choices=ColumnType, default=ColumnType.NEWS)
    description = models.CharField(_("description"), max_length=200, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=100, blank=True)
    keywords_en = models.CharField(_("keywords in English"), max_length=200, blank=True)
    link = models.CharField(_("link"), max_length=200, blank=True)
    update_cycle_days = models.PositiveSmallIntegerField(_("update cycle in days"), null=True, blank=True)
    is_visible = models.BooleanField(_("visible"), default=True)
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    departments = models.ManyToManyField(
        Department, verbose_name=_("departments that write here"), blank=True, related_name="+",
        help_text=_("Empty: as in the column above; at the top: every department."),
    )  # fmt: skip
    reviews = models.PositiveSmallIntegerField(
        _("reviews before publication"), choices=Reviews, null=True, blank=True,
        help_text=_("Empty: as in the column above; at the top: as in the settings of the site."),
    )  # fmt: skip

    has_comments = models.BooleanField(
        _("readers may comment"), default=False,
        help_text=_("Every comment is read by a reviewer of the column before it is shown."),
    )  # fmt: skip

    history = RelatedHistory(m2m_fields=[departments])

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["position", "pk"]
        permissions = [("work_in_all_columns", _("may work in every column"))]
        constraints = [models.CheckConstraint(condition=models.Q(reviews__in=Reviews.values), name="column_reviews")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def at(cls, address: str) -> Self | None:
        """The visible column at an address, written with or without its slashes."""
        return cls.objects.filter(path=f"/{address.strip('/')}/".replace("//", "/"), is_visible=True).first()

    def clean(self) -> None:
        super().clean()  # refuses a place below itself
        if self.kind != "home" and not self.slug:
            raise ValidationError({"slug": gettext("A column needs its part of the address.")})
        if self.is_visible and not (self.description and self.keywords):
            raise ValidationError({"description": gettext("A visible column needs a description and keywords.")})
        taken = Column.objects.filter(path=self.make_path()).exclude(pk=self.pk)
        if taken.exists():
            raise ValidationError(
                {"slug": gettext("There is already a column at %(path)s.") % {"path": self.make_path()}}
            )

    def make_path(self) -> str:
        if self.kind == "home":
            return "/"
        above = self.parent.path if self.parent and self.kind not in self.AT_ROOT else "/"
        return f"{above}{self.slug}/"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        old, self.path = self.path, self.make_path()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "path"}
        super().save(*args, **kwargs)
        if old and old != self.path:
            Redirect.leave(old, self.path)
            for child in self.children.all():
                child.parent = self
                child.save(update_fields=["path"])

    def get_absolute_url(self) -> str:
        return local(self.link if self.kind == "link" and self.link else self.path)


def whole_translation(thing: TwoLanguages) -> None:
    """ValidationError when an English title comes without its text, or the other way round."""
    own = [name for name in thing.SPEAKS if "__" not in name]
    missing = [name for name in own if not getattr(thing, f"{name}_en")]
    if missing and len(missing) < len(own):
        raise ValidationError({f"{missing[0]}_en": gettext("The English page needs both a title and a text.")})


class ColumnReviewer(models.Model):
    """A person who makes one of the reviews in a column and below it. Where nobody is named for a review, everybody with
    the right makes it."""

    STEPS = [
        ("pass_first", _("first review")),
        ("pass_second", _("second review")),
        ("pass_final", _("final review")),
    ]

    column = models.ForeignKey(Column, verbose_name=_("column"), on_delete=models.CASCADE, related_name="reviewers")
    step = models.CharField(_("review"), max_length=12, choices=STEPS)
    person = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("reviewer of the column")
        verbose_name_plural = _("reviewers of the column")
        ordering = ["step", "pk"]
        constraints = [models.UniqueConstraint(fields=["column", "step", "person"], name="column_reviewer_once")]

    def __str__(self) -> str:
        return f"{self.column} · {self.get_step_display()}：{self.person}"


class PageQuerySet(PublishableQuerySet):
    def for_list(self) -> Self:
        """The column holds the page's address."""
        return self.select_related("column")


class Page(Reviewed):
    """A standing text at a column of the kind "page", one a column."""

    column = models.ForeignKey(
        Column,
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        limit_choices_to={"kind": "page"},
        related_name="pages",
    )
    title = models.CharField(_("title"), max_length=100)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = BodyField(_("body"))
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    summary_en = models.CharField(_("English summary"), max_length=500, blank=True)
    body_en = BodyField(_("English text"), blank=True)

    SPEAKS = ("title", "body", "column__name")

    unreviewed: ClassVar = frozenset({"column", "expires_at"})
    objects = PageQuerySet.as_manager()
    history = RelatedHistory(excluded_fields=["version", "revises", "based_on"])

    class Meta(Reviewed.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [
            ("publish_page", _("may publish pages")),
            ("pass_first_page", _("may make the first review of pages")),
            ("pass_second_page", _("may make the second review of pages")),
            ("pass_final_page", _("may make the final review of pages")),
            ("rush_page", _("may publish pages in an emergency")),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(fields=["column"], condition=models.Q(revises=None), name="one_page_a_column"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return local(self.column.path)

    def clean(self) -> None:
        super().clean()
        whole_translation(self)
        others = Page.objects.filter(column=self.column_id, revises=None).exclude(pk=self.pk)
        if not self.is_copy and others.exists():
            raise ValidationError({"column": gettext("This column has a page already.")})

    def review_scope(self):
        from .rights import ColumnRules, ColumnScope  # the rules are read from columns

        if "_rules" not in self.__dict__:
            self._rules = ColumnRules.load()
        return ColumnScope(self._rules, self.public_row.column_id)

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        set_photos(self, photo_ids(self.body + self.body_en))
        set_files(self, file_ids(self.body + self.body_en))
