"""What is measured (Indicator), where (RefArea) and when (Observation). Names follow SDMX where they fit.

What published values mean is fixed: neither the unit and kind of an indicator nor the time and place of an observation
change once a value of theirs has been public.
"""

from decimal import Decimal
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.lib.dates import show_period, validate_period
from portal.lib.language import TwoLanguages, local
from portal.lib.quantities.units import resolve

from .. import measures


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
    unit = models.CharField(_("unit"), max_length=20, help_text=_("As printed: 亿元, 万平方米, 个, %."))
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    frequency = models.CharField(_("frequency"), max_length=2, choices=Frequency, default=Frequency.YEAR)
    due_days = models.PositiveSmallIntegerField(
        _("days until publication"), null=True, blank=True,
        help_text=_("After the end of a period; later, readers are told that the figure is overdue. Empty: as usual."),
    )  # fmt: skip
    direction = models.SmallIntegerField(
        _("direction"), default=1, choices=[(1, _("more is better")), (0, _("neither")), (-1, _("less is better"))]
    )
    compiling_org = models.CharField(_("compiling unit"), max_length=60, blank=True)
    measure = models.CharField(
        _("computed from records by"), max_length=40, blank=True,
        help_text=_("The result is shown beside the announced value; 20×× is the year of that value."),
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

    def save(self, *args, **kwargs) -> None:
        self._keep_meaning()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return local(f"/data/indicators/{self.code}/")

    @property
    def title(self) -> str:
        """The name in the reader's language, where there is one, as a heading begins."""
        name = self.words.name
        return name[:1].upper() + name[1:]

    @property
    def unit_measure(self) -> str:
        """SDMX UNIT_MEASURE: the code of the base unit ("CNY" for 亿元); a classifier is its own (个)."""
        return "RANK" if self.kind == self.Kind.RANK else (known.code if (known := resolve(self.unit)) else self.unit)

    @property
    def unit_mult(self) -> int:
        """SDMX UNIT_MULT: the power of ten of the base unit (8 for 亿元); 0 where the factor isn't one."""
        found = resolve(self.unit)
        factor = found.factor.normalize() if found else Decimal(1)
        return int(factor.logb()) if factor.as_tuple().digits == (1,) else 0

    def clean(self) -> None:
        if self.measure and (error := measures.misfit(self.measure, self.unit, is_sample=self.is_sample)):
            raise ValidationError({"measure": error})
        self._keep_meaning()

    def _keep_meaning(self) -> None:
        """One query, and a second only when unit or kind were changed."""
        old = type(self).objects.filter(pk=self.pk).values("unit", "kind").first() if self.pk else None
        for name in ("unit", "kind"):
            if old and old[name] != getattr(self, name) and self.observations.with_fixed_values().exists():
                message = gettext("There are published values of this indicator: unit and kind stay as they are.")
                raise ValidationError({name: message})

    @transaction.atomic
    def enter(
        self, value=None, period: str = "", *, by, is_target: bool = False, ref_area: "RefArea | None" = None, **fields
    ):
        """Write down a value for `period` as a draft with the next number; `publish` makes it the current one.

        `fields`: text, qualifier, obs_status, as_of, is_reported, rank_total, rank_among, source_name, source_url,
        note, reason (needed from the second value of a period on), `comparisons` as text ("同比 24%；位次 1/6 市内各区").
        Returns the Vintage. ValidationError, by field, when the value doesn't fit.
        """
        if not by.has_perm("indicators.add_vintage"):
            raise PermissionDenied
        validate_period(period or "2000")
        place = {"period": period, "is_target": is_target, "ref_area": ref_area}
        observation, _made = self.observations.get_or_create(**place)
        Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)  # one number at a time
        comparisons = fields.pop("comparisons", "")
        vintage = observation.vintages.model(observation=observation, value=value, entered_by=by, **fields)
        problems: dict[str, list] = {}
        for check in (vintage.full_clean, partial(vintage.read_comparisons, comparisons)):  # all that is wrong at once
            try:
                check()
            except ValidationError as error:
                problems = error.update_error_dict(problems)
        if problems:
            raise ValidationError(problems)
        vintage.save()
        vintage.compare(comparisons)
        return vintage


class RefArea(TwoLanguages, models.Model):
    """SDMX REF_AREA: what a value is about when it isn't the zone itself (a park, the city, the province)."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, digits and hyphens."))]
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("lies in"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.words.name


class ObservationQuerySet(models.QuerySet):
    def with_fixed_values(self) -> "ObservationQuerySet":
        vintages = self.model._meta.get_field("vintages").related_model.objects
        return self.filter(models.Exists(vintages.filter(observation=models.OuterRef("pk")).fixed()))

    def refuse_fixed(self) -> None:
        if self.with_fixed_values().exists():
            raise ValidationError(gettext("A published value keeps its time and place; enter the right one anew."))

    def update(self, **changes) -> int:
        self.refuse_fixed()
        return super().update(**changes)


class Observation(models.Model):
    """One indicator in one period; holds no value itself. `period` is empty where the source gives none; without
    `ref_area` it is about the zone."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="observations"
    )
    ref_area = models.ForeignKey(
        RefArea, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Empty: the zone itself."),
    )  # fmt: skip
    period = models.CharField(
        _("period"), max_length=16, blank=True, validators=[validate_period],
        help_text=_("2024, 2024-Q3, 2024-11, 2026/2030; empty when the source gives none."),
    )  # fmt: skip
    is_target = models.BooleanField(_("plan or target"), default=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "is_target"], condition=Q(ref_area=None), name="one_observation_a_period"
            ),
            models.UniqueConstraint(
                fields=["indicator", "ref_area", "period", "is_target"], condition=Q(ref_area__isnull=False),
                name="one_observation_an_area",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        words = [str(self.indicator), str(self.ref_area or ""), show_period(self.period)]
        return " · ".join(filter(None, [*words, gettext("plan or target") if self.is_target else ""]))

    def save(self, *args, **kwargs) -> None:
        names = ("indicator_id", "ref_area_id", "period", "is_target")
        rows = type(self).objects.filter(pk=self.pk)
        old = rows.values(*names).first() if self.pk else None
        if old and any(old[name] != getattr(self, name) for name in names):
            rows.refuse_fixed()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{self.indicator.get_absolute_url()}{self.key}/"

    @property
    def key(self) -> str:
        """Its part of the address, for ever: "2024", "2026_2030.target", "undated", "2024.park-nylon"."""
        parts = [self.period.replace("/", "_") or "undated", self.ref_area.code if self.ref_area else ""]
        return ".".join(filter(None, [*parts, "target" if self.is_target else ""]))


class NamedProject(models.Model):
    """A project that the source of an announced figure names (23 projects, of which it names one). What the announced
    number is made of; the rest stays unnamed, and nothing makes up for it."""

    observation = models.ForeignKey(
        Observation, verbose_name=_("observation"), on_delete=models.CASCADE, related_name="named"
    )
    name = models.CharField(_("name as printed"), max_length=200)
    project = models.ForeignKey(
        "projects.Project", verbose_name=_("project record"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("project named by the source")
        verbose_name_plural = _("projects named by the source")
        ordering = ["observation", "pk"]
        constraints = [models.UniqueConstraint(fields=["observation", "name"], name="one_name_an_observation")]

    def __str__(self) -> str:
        return self.name
