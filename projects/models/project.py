"""The project record. How its stage changes stands in life.py."""

from itertools import pairwise
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Department
from portal.lib.dates import lies_before, show_period, validate_past, validate_period
from portal.lib.language import local
from portal.publishing.models import Publishable, PublishableQuerySet

from ..stages import FINISHED, GROUP_STAGES, HIDDEN, STAGE_GROUP, Group, Right, Stage
from .life import LifeCycle
from .parties import Chain, Company, Industry, Park


def _planned(label: str) -> models.CharField:
    return models.CharField(label, max_length=16, blank=True, validators=[validate_period])


def _money(label: str, **kwargs) -> models.DecimalField:
    """Kept in 万元, shown in 亿元; empty when unknown, never 0 for that."""
    return models.DecimalField(
        label, max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **kwargs
    )


def _degrees(label: str, least: int, most: int) -> models.DecimalField:
    """Within China."""
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.DecimalField(label, max_digits=9, decimal_places=6, null=True, blank=True, validators=limits)


_LISTED = Q(status="published", is_sample=False)


class ProjectQuerySet(PublishableQuerySet):
    def of_zone(self) -> Self:
        """Records of the real zone; only these may enter counts and figures about it."""
        return self.filter(is_sample=False)

    def samples(self) -> Self:
        return self.filter(is_sample=True)

    def for_colleague(self, user) -> Self:
        """What somebody of the house may look up: talks are open to those alone who work with the records."""
        if user.has_perm("projects.view_monthlyreport"):
            return self
        return self.exclude(stage=Stage.NEGOTIATING)

    def in_groups(self, groups: list[str]) -> Self:
        return self.filter(stage__in=[stage for group in groups for stage in GROUP_STAGES.get(group, ())])

    def owing(self, month: str) -> Self:
        """Those that owe a report of `month` ("2025-03"): planned for that year, neither hidden nor built before."""
        built_later = Q(completed_on__gte=month) | Q(completed_on="", production_on__gte=month)
        plans = self.model._meta.get_field("years").related_model.objects
        planned = self.filter(Exists(plans.filter(project=OuterRef("pk"), year=month[:4])))
        return planned.exclude(stage__in=HIDDEN).filter(~Q(stage__in=FINISHED) | built_later)

    def without(self, role: str) -> Self:
        """The gap list: those in which nobody holds `role` (people.Role) today."""
        if role == "unit":
            return self.filter(responsible_unit=None)
        assignments = self.model._meta.get_field("assignments").related_model.objects.current()
        return self.exclude(Exists(assignments.filter(project=OuterRef("pk"), role=role)))


class Project(LifeCycle, Publishable):
    class Category(models.TextChoices):
        INDUSTRY = "industry", _("industry")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        LIVELIHOOD = "livelihood", _("livelihood")
        INNOVATION = "innovation", _("innovation")
        SERVICE = "service", _("service")
        ECOLOGY = "ecology", _("ecology")

    class ApprovalKind(models.TextChoices):
        APPROVAL = "approval", _("approved by the state")
        VERIFICATION = "verification", _("verified")
        FILING = "filing", _("filed")

    class BuildKind(models.TextChoices):
        NEW = "new", _("new")
        EXTENSION = "extension", _("extension")
        REBUILDING = "rebuilding", _("rebuilding")
        RELOCATION = "relocation", _("relocation")
        PURCHASE = "purchase", _("purchase only")

    class InvestorKind(models.TextChoices):
        GOVERNMENT = "government", _("government")
        STATE_OWNED = "state", _("state-owned")
        PRIVATE = "private", _("private")
        FOREIGN = "foreign", _("foreign")
        MIXED = "mixed", _("mixed")

    class LandMode(models.TextChoices):
        NEW = "new", "新增出让"
        STOCK = "stock", "盘活存量"
        RENTED = "rented", "租赁厂房"
        STANDARD = "standard", "标准地"

    class Datum(models.TextChoices):
        CGCS2000 = "CGCS2000", "CGCS2000"
        GCJ02 = "GCJ-02", "GCJ-02"

    SPEAKS = ("name",)

    # identity
    code = models.CharField(
        _("project code"), max_length=32, unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}-[0-9]{3,4}(-[0-9]{3,4})?$", _("Capitals and digits, such as GX-001."))],
    )  # fmt: skip
    approval_code = models.CharField(_("code on the approval platform"), max_length=32, blank=True)
    name = models.CharField(_("project name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    summary_en = models.TextField(_("English summary"), max_length=2000, blank=True)
    category = models.CharField(_("category"), max_length=16, choices=Category)
    industry = models.ForeignKey(Industry, verbose_name=_("industry"), null=True, blank=True, on_delete=models.PROTECT)
    industry_code = models.CharField(
        _("industry code (GB/T 4754)"), max_length=6, blank=True,
        validators=[RegexValidator(r"^[A-T]?([0-9]{2,4})?$", _("A letter, digits, or both, such as C2661."))],
    )  # fmt: skip
    chains = models.ManyToManyField(Chain, verbose_name=_("industrial chains"), blank=True, related_name="projects")
    approval_kind = models.CharField(_("kind of approval"), max_length=16, choices=ApprovalKind, blank=True)
    build_kind = models.CharField(_("kind of construction"), max_length=16, choices=BuildKind, blank=True)
    investor_kind = models.CharField(_("kind of investor"), max_length=16, choices=InvestorKind, blank=True)
    plan_period = models.CharField(_("five-year plan"), max_length=16, blank=True, help_text=_("Such as 十五五."))

    # place
    address = models.CharField(_("place"), max_length=200, blank=True)
    park = models.ForeignKey(Park, verbose_name=_("park"), null=True, blank=True, on_delete=models.PROTECT)
    land_area = models.DecimalField(_("land area (mu)"), max_digits=12, decimal_places=2, null=True, blank=True)
    land_mode = models.CharField(_("kind of land (internal)"), max_length=12, choices=LandMode, blank=True)
    standard_land = models.BooleanField(_("standard land"), default=False)
    commitment = models.BooleanField(_("building on a commitment"), default=False)
    longitude = _degrees(_("longitude"), 73, 136)
    latitude = _degrees(_("latitude"), 3, 54)
    datum = models.CharField(_("datum"), max_length=8, choices=Datum, blank=True)
    place_public = models.BooleanField(_("coordinates are public"), default=False)

    # parties
    owner = models.ForeignKey(
        Company, verbose_name=_("owner"), null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    signer = models.ForeignKey(
        Company, verbose_name=_("signing party (internal)"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="signed_projects",
    )  # fmt: skip
    responsible_unit = models.ForeignKey(
        Department, verbose_name=_("responsible unit"), null=True, blank=True, on_delete=models.PROTECT
    )

    # money, in 万元
    total_investment = _money(_("total investment"))
    fixed_asset_investment = _money(_("of it fixed assets (internal)"))
    carried_over = _money(_("invested before the first report (internal)"))
    expected_output = _money(_("expected yearly output (internal)"))
    expected_tax = _money(_("expected yearly tax (internal)"))
    expected_jobs = models.PositiveIntegerField(_("new jobs"), null=True, blank=True)

    # dates; those of the stages stand in LifeCycle
    land_on = models.CharField(_("land supplied on (internal)"), max_length=16, blank=True, validators=[validate_past])
    planned_start = _planned(_("planned start"))
    planned_completion = _planned(_("planned completion"))
    planned_production = _planned(_("planned production"))

    # statistics
    stat_on = models.CharField(
        _("entered the statistics on (internal)"), max_length=16, blank=True, validators=[validate_past]
    )
    stat_code = models.CharField(_("code in the statistics (internal)"), max_length=40, blank=True)
    stat_name = models.CharField(_("name in the statistics (internal)"), max_length=200, blank=True)

    # visibility
    progress_public = models.BooleanField(_("investment progress is public"), default=False)
    is_sample = models.BooleanField(_("sample (invented)"), default=False)
    internal_note = models.TextField(_("internal note"), blank=True)

    history = HistoricalRecords(excluded_fields=["version"])
    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["code"]
        permissions = [
            ("publish_project", _("may publish projects")),
            *((right.value, right.label) for right in Right if right != Right.ADD),
        ]
        indexes = [
            # Conditions, not columns: SQLite uses an index on a yes/no column only where a condition names it.
            models.Index(
                fields=[
                    "stage", "industry", "park", "plan_period", "total_investment", "go_live_at", "expires_at", "is_sample",
                ],
                condition=_LISTED, name="project_facets",
            ),
            models.Index(fields=["-moved_on", "code"], condition=_LISTED, name="project_recent"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return local(f"/projects/{self.code}/")

    @classmethod
    def public_q(cls) -> Q:
        return ~Q(stage__in=HIDDEN)

    @property
    def group(self) -> str:
        return STAGE_GROUP.get(self.stage, "")

    @property
    def group_word(self) -> str:
        return str(Group(self.group).label) if self.group else ""

    def clean(self) -> None:
        errors, total, fixed = {}, self.total_investment, self.fixed_asset_investment
        if total is not None and fixed is not None and fixed > total:
            errors["fixed_asset_investment"] = gettext("Fixed assets can't exceed the total investment.")
        if (self.longitude is None) != (self.latitude is None):
            missing = "longitude" if self.longitude is None else "latitude"
            errors[missing] = gettext("Coordinates are two numbers: longitude and latitude.")
        elif self.longitude is not None and not self.datum:
            errors["datum"] = gettext("Say in which datum the coordinates are.")
        planned = [
            name for name in ("planned_start", "planned_completion", "planned_production") if getattr(self, name)
        ]
        for earlier, later in pairwise(planned):
            if lies_before(getattr(self, later), getattr(self, earlier)):
                words = {
                    "earlier": self._meta.get_field(earlier).verbose_name,
                    "month": show_period(getattr(self, earlier)),
                }
                errors[later] = gettext("This lies before “%(earlier)s” (%(month)s).") % words
        if errors:
            raise ValidationError(errors)


class ProjectAlias(models.Model):
    """Another name that the press or a sheet uses for the project; search finds it."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_alias_once")]

    def __str__(self) -> str:
        return self.name
