"""The ledger: what is measured (Indicator), for which period (Observation), and every value it ever had (Vintage).

Names follow SDMX where they fit; see domain model in docs/architecture.md. A value is published like an article, and
is immutable from then on: a correction is a new vintage with its reason.
"""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.lib.dates import validate_period
from portal.publishing.models import Publishable, PublishableQuerySet, Status

from .qualifiers import Qualifier, show_value


class Indicator(models.Model):
    class Kind(models.TextChoices):
        FLOW = "flow", _("flow (over a period)")
        STOCK = "stock", _("stock (at a date)")
        RATIO = "ratio", _("ratio")
        RANK = "rank", _("rank")
        DURATION = "duration", _("duration")
        HONOUR = "honour", _("honour")

    class Frequency(models.TextChoices):
        YEAR = "A", _("yearly")
        HALF = "S", _("half-yearly")
        QUARTER = "Q", _("quarterly")
        MONTH = "M", _("monthly")
        FIVE_YEARS = "A5", _("five-year plan")
        NONE = "N", _("irregular")

    class Category(models.TextChoices):
        INNOVATION = "innovation", _("innovation")
        PROJECTS = "projects", _("projects")
        BUSINESS = "business", _("business environment")
        LIVELIHOOD = "livelihood", _("livelihood")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=150, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    category = models.CharField(_("category"), max_length=16, choices=Category)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    unit = models.CharField(_("unit"), max_length=20)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    frequency = models.CharField(_("frequency"), max_length=2, choices=Frequency, default=Frequency.YEAR)
    direction = models.SmallIntegerField(
        _("direction"), default=1, choices=[(1, _("more is better")), (0, _("neither")), (-1, _("less is better"))]
    )
    measure = models.CharField(
        _("computed from records by"), max_length=40, blank=True,
        help_text=_("Name of a measure; its result is shown beside the announced value."),
    )  # fmt: skip
    is_public = models.BooleanField(_("public"), default=True)
    is_sample = models.BooleanField(_("sample (invented)"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["category", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/data/indicators/{self.code}/"


class Observation(models.Model):
    """One indicator in one period; holds no value itself. `period` is empty where the source gives none."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(
        _("period"), max_length=16, blank=True, validators=[validate_period],
        help_text=_("2024, 2024-Q3, 2024-11, 2026/2030; empty when the source gives none."),
    )  # fmt: skip
    is_target = models.BooleanField(_("plan or target"), default=False)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "period"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period", "is_target"], name="one_observation_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}".strip()


class VintageQuerySet(PublishableQuerySet):
    def current(self) -> "VintageQuerySet":
        """Of every observation the newest value among those selected so far (use after `published()`)."""
        newer = self.model.objects.published().filter(
            observation=models.OuterRef("observation"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class Vintage(Publishable):
    """A value as it was stated at one time. Immutable once published; the newest published one is the current value."""

    class ObsStatus(models.TextChoices):
        """SDMX OBS_STATUS, those codes in use here."""

        NORMAL = "A", _("normal")
        PROVISIONAL = "P", _("preliminary")
        ESTIMATED = "E", _("estimate")
        FORECAST = "F", _("forecast")

    class Reason(models.TextChoices):
        FIRST = "first", _("first value")
        ROUTINE = "routine", _("routine revision")
        CORRECTION = "correction", _("correction")
        METHOD = "method", _("change of method")

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="vintages")
    number = models.PositiveSmallIntegerField(_("vintage"), editable=False)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("value in words"), max_length=60, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier, default=Qualifier.EQUAL)
    obs_status = models.CharField(_("status of the value"), max_length=1, choices=ObsStatus, default=ObsStatus.NORMAL)
    as_of = models.CharField(_("as of"), max_length=16, blank=True, validators=[validate_period])
    rank_total = models.PositiveIntegerField(_("rank among"), null=True, blank=True)
    ratio = models.DecimalField(_("times the base"), max_digits=12, decimal_places=4, null=True, blank=True)
    ratio_base = models.CharField(_("base of the comparison"), max_length=60, blank=True)
    source_name = models.CharField(_("source"), max_length=100)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.FIRST)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = VintageQuerySet.as_manager()

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["observation", "-number"]
        permissions = [("publish_vintage", _("may publish values"))]
        constraints = [models.UniqueConstraint(fields=["observation", "number"], name="one_number_a_vintage")]

    def __str__(self) -> str:
        return f"{self.observation}: {self.shown}"

    @classmethod
    def public_q(cls) -> Q:
        return Q(observation__indicator__is_public=True)

    @property
    def shown(self) -> str:
        """The value as a reader meets it: qualifier, number, unit."""
        return self.text or show_value(self.value, self.qualifier, self.observation.indicator.unit)

    @property
    def plain(self) -> Decimal | None:
        return None if self.value is None else self.value.normalize()

    def clean(self) -> None:
        kind = self.observation.indicator.kind if self.observation_id else ""
        if self.value is None and not self.text:
            raise ValidationError({"value": gettext("A value is a number or words; what is missing gets no entry.")})
        if kind == Indicator.Kind.RANK and not self.rank_total:
            raise ValidationError({"rank_total": gettext("A rank needs the number it is among.")})
        if self.rank_total and self.value is not None and not 1 <= self.value <= self.rank_total:
            raise ValidationError({"value": gettext("A rank lies between 1 and the number it is among.")})
        if not (self.as_of or (self.observation_id and self.observation.period)):
            raise ValidationError({"as_of": gettext("Without a period the value needs its as-of date.")})

    def save(self, *args, **kwargs) -> None:
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(status=Status.DRAFT).exists():
            raise ValidationError(gettext("A published value stays as it is; enter a new one with a reason."))
        if not self.number:
            with transaction.atomic():
                last = type(self).objects.filter(observation=self.observation).aggregate(last=Max("number"))["last"]
                self.number = (last or 0) + 1
                return super().save(*args, **kwargs)
        return super().save(*args, **kwargs)


class Panel(Publishable):
    """A page of figures that belong together."""

    slug = models.SlugField(_("address part"), unique=True)
    title = models.CharField(_("title"), max_length=60)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample (invented)"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["position", "pk"]
        permissions = [("publish_panel", _("may publish panels"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/data/{self.slug}/"


class PanelItem(models.Model):
    """An indicator's place on a panel. Neighbours with the same chart title are drawn together in one chart."""

    class Display(models.TextChoices):
        NUMBER = "number", _("number")
        BAR = "bar", _("bars")
        TREND = "trend", _("trend")
        PROGRESS = "progress", _("progress against target")
        RANK = "rank", _("rank")
        COMPOSITION = "composition", _("part of a whole")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="items")
    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="panel_items")
    display = models.CharField(_("display"), max_length=12, choices=Display, default=Display.NUMBER)
    chart = models.CharField(_("chart title"), max_length=80, blank=True)
    period = models.CharField(
        _("only this period"), max_length=16, blank=True, validators=[validate_period], help_text=_("Empty: the latest.")
    )
    is_key = models.BooleanField(_("on the home page"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("panel item")
        verbose_name_plural = _("panel items")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.panel}: {self.indicator}"

    def clean(self) -> None:
        if self.indicator_id and not self.indicator.is_public:
            raise ValidationError({"indicator": gettext("An internal indicator can't stand on a public panel.")})
