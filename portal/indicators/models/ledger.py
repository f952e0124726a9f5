"""The ledger: what is measured (Indicator), for which period (Observation), and every value it ever had (Vintage).

Names follow SDMX where they fit; see domain model in docs/architecture.md. A value is published like an article, and
is immutable from then on: a correction is a new vintage with its reason.
"""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.lib.dates import validate_period
from portal.lib.language import TwoLanguages, is_english, local
from portal.lib.qualifiers import Qualifier, parts
from portal.publishing.models import Publishable, PublishableQuerySet, Status

from .. import measures

NUMBER_SIGN = "No. "


class Indicator(TwoLanguages, models.Model):
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

    SPEAKS = ("name",)

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=150, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    definition_en = models.TextField(_("English definition"), blank=True)
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
        return local(f"/data/indicators/{self.code}/")

    def clean(self) -> None:
        if self.measure and (error := measures.misfit(self.measure, self.unit, is_sample=self.is_sample)):
            raise ValidationError({"measure": error})

    def published_values(self) -> list["Vintage"]:
        """Every value that is public, old ones too: the latest period first, in it the newest. One query."""
        found = Vintage.objects.published().filter(observation__indicator=self).select_related("observation")
        vintages = list(found.order_by("-observation__period", "observation__is_target", "-number"))
        for vintage in vintages:
            vintage.observation.indicator = self
        return vintages

    @transaction.atomic
    def enter(self, value=None, period: str = "", *, by, is_target: bool = False, **fields) -> "Vintage":
        """Write down a value for `period` as a draft with the next number; `publish` makes it the current one.

        `fields`: text, qualifier, obs_status, as_of, rank…, ratio…, source_name, source_url, note, reason (needed from
        the second value of a period on). ValidationError, by field, when the value doesn't fit.
        """
        if not by.has_perm("indicators.add_vintage"):
            raise PermissionDenied
        validate_period(period or "2000")
        observation, _made = Observation.objects.get_or_create(indicator=self, period=period, is_target=is_target)
        Observation.objects.select_for_update().get(pk=observation.pk)  # one number at a time
        vintage = Vintage(observation=observation, value=value, entered_by=by, **fields)
        vintage.full_clean()
        vintage.save()
        return vintage


class Observation(models.Model):
    """One indicator in one period; holds no value itself. `period` is empty where the source gives none."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="observations"
    )
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
    """Whoever has been public is never changed or deleted, neither one by one nor all at once."""

    def current(self) -> "VintageQuerySet":
        """Of every observation the newest value that is public (use after `published()`)."""
        newer = self.model.objects.published().filter(
            observation=models.OuterRef("observation"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))

    def fixed(self) -> "VintageQuerySet":
        return self.exclude(status=Status.DRAFT, first_published_at=None)

    def refuse_fixed(self) -> None:
        if self.fixed().exists():
            raise ValidationError(gettext("A published value stays as it is; enter a new one with a reason."))

    def update(self, **changes) -> int:
        self.refuse_fixed()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_fixed()
        return super().delete()


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

    observation = models.ForeignKey(
        Observation, verbose_name=_("observation"), on_delete=models.PROTECT, related_name="vintages"
    )
    number = models.PositiveSmallIntegerField(_("vintage"), editable=False)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("value in words"), max_length=60, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier, default=Qualifier.EQUAL)
    obs_status = models.CharField(_("status of the value"), max_length=1, choices=ObsStatus, default=ObsStatus.NORMAL)
    as_of = models.CharField(_("as of"), max_length=16, blank=True, validators=[validate_period])
    # Of an indicator of the kind "rank" the value itself is the place; other values may have one beside them.
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    rank_total = models.PositiveIntegerField(_("rank out of"), null=True, blank=True)
    rank_among = models.CharField(_("rank among whom"), max_length=60, blank=True)
    ratio = models.DecimalField(_("times the base"), max_digits=12, decimal_places=4, null=True, blank=True)
    ratio_base = models.CharField(_("base of the comparison"), max_length=60, blank=True)
    source_name = models.CharField(_("source"), max_length=100)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.FIRST)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

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
    def parts(self) -> tuple[str, str, str]:
        """(before, number, after) as a page sets them in different sizes."""
        if self.text:
            return "", self.text, ""
        before, shown, after = parts(self.value, self.qualifier, self.observation.indicator.unit)
        is_rank = self.observation.indicator.kind == Indicator.Kind.RANK
        return before + ((NUMBER_SIGN if is_english() else "第") if is_rank else ""), shown, after

    @property
    def shown(self) -> str:
        """The value as a reader meets it: qualifier, number, unit."""
        return "".join(self.parts)

    @property
    def plain(self) -> Decimal | None:
        """The value without trailing zeros."""
        return None if self.value is None else self.value.normalize()

    @property
    def place(self) -> int | None:
        """The place in a ranking, whether it is the value or stands beside it."""
        is_rank = self.observation.indicator.kind == Indicator.Kind.RANK
        return int(self.value) if is_rank and self.value is not None else self.rank

    def publishing_errors(self) -> list[str]:
        later = type(self).objects.published().filter(observation=self.observation, number__gt=self.number)
        if self.status == Status.DRAFT and later.exists():
            return [gettext("A newer value of this period is public already; enter the value anew.")]
        return []

    def clean(self) -> None:
        if self.value is None and not self.text:
            raise ValidationError({"value": gettext("A value is a number or words; what is missing gets no entry.")})
        if bool(self.ratio) != bool(self.ratio_base):
            raise ValidationError({"ratio_base": gettext("A multiple needs its base, and a base its multiple.")})
        if self.observation_id:
            self._clean_rank()
            self._clean_time()

    def _clean_rank(self) -> None:
        if self.observation.indicator.kind == Indicator.Kind.RANK:
            if not self.rank_total:
                raise ValidationError({"rank_total": gettext("A rank needs the number it is among.")})
            if self.value is not None and self.value % 1:
                raise ValidationError({"value": gettext("A rank is a whole number.")})
        elif bool(self.rank) != bool(self.rank_total):
            raise ValidationError({"rank": gettext("A rank needs the number it is among.")})
        if self.place is not None and not 1 <= self.place <= self.rank_total:
            raise ValidationError({"rank_total": gettext("A rank lies between 1 and the number it is among.")})

    def _clean_time(self) -> None:
        if not (self.as_of or self.observation.period):
            raise ValidationError({"as_of": gettext("Without a period the value needs its as-of date.")})
        if self.qualifier == Qualifier.PLANNED and not self.observation.is_target:
            raise ValidationError({"qualifier": gettext("What is planned is entered as a plan or target.")})
        earlier = type(self).objects.fixed().filter(observation=self.observation).exclude(pk=self.pk)
        if self.reason == self.Reason.FIRST and earlier.exists():
            raise ValidationError({"reason": gettext("There is a published value already: say why it changes.")})

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            type(self).objects.filter(pk=self.pk).refuse_fixed()
        if not self.number:
            with transaction.atomic():
                last = type(self).objects.filter(observation=self.observation).aggregate(last=Max("number"))["last"]
                self.number = (last or 0) + 1
                return super().save(*args, **kwargs)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        type(self).objects.filter(pk=self.pk).refuse_fixed()
        return super().delete(*args, **kwargs)
