"""The project record. Its stage changes only through `enter_stage`; date columns are copies that the verb writes."""

from typing import Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Department
from portal.lib.dates import validate_past, validate_period
from portal.publishing import effects
from portal.publishing.models import Publishable, PublishableQuerySet

from ..stages import DATE_COLUMNS, GROUP_STAGES, HIDDEN, MOVES, STAGE_GROUP, Group, Stage
from .parties import Company, Industry, Park


def _date_copy(label: str) -> models.CharField:
    return models.CharField(label, max_length=16, blank=True, editable=False, validators=[validate_past])


def _planned(label: str) -> models.CharField:
    return models.CharField(label, max_length=16, blank=True, validators=[validate_period])


def _money(label: str, **kwargs) -> models.DecimalField:
    """Kept in 万元, shown in 亿元; empty when unknown, never 0 for that."""
    return models.DecimalField(
        label, max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **kwargs
    )


class ProjectQuerySet(PublishableQuerySet):
    def of_zone(self) -> Self:
        """Records of the real zone; only these may enter counts and figures about it."""
        return self.filter(is_sample=False)

    def samples(self) -> Self:
        return self.filter(is_sample=True)

    def in_groups(self, groups: list[str]) -> Self:
        return self.filter(stage__in=[stage for group in groups for stage in GROUP_STAGES.get(group, ())])


class Project(Publishable):
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

    # identity
    code = models.CharField(
        _("project code"), max_length=32, unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}-[0-9]{3,4}(-[0-9]{3,4})?$", _("Capitals and digits, such as GX-001."))],
    )  # fmt: skip
    approval_code = models.CharField(_("code on the approval platform"), max_length=32, blank=True)
    name = models.CharField(_("project name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    category = models.CharField(_("category"), max_length=16, choices=Category)
    industry = models.ForeignKey(Industry, verbose_name=_("industry"), null=True, blank=True, on_delete=models.PROTECT)
    approval_kind = models.CharField(_("kind of approval"), max_length=16, choices=ApprovalKind, blank=True)
    build_kind = models.CharField(_("kind of construction"), max_length=16, choices=BuildKind, blank=True)
    investor_kind = models.CharField(_("kind of investor"), max_length=16, choices=InvestorKind, blank=True)
    plan_period = models.CharField(_("five-year plan"), max_length=16, blank=True, help_text=_("Such as 十五五."))

    # place
    address = models.CharField(_("place"), max_length=200, blank=True)
    park = models.ForeignKey(Park, verbose_name=_("park"), null=True, blank=True, on_delete=models.PROTECT)
    land_area = models.DecimalField(_("land area (mu)"), max_digits=12, decimal_places=2, null=True, blank=True)

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
    expected_output = _money(_("expected yearly output (internal)"))
    expected_tax = _money(_("expected yearly tax (internal)"))
    expected_jobs = models.PositiveIntegerField(_("new jobs"), null=True, blank=True)

    # dates
    entered_on = _date_copy(_("entered the books on"))
    signed_on = _date_copy(_("signed on"))
    land_on = models.CharField(_("land supplied on (internal)"), max_length=16, blank=True, validators=[validate_past])
    started_on = _date_copy(_("started on"))
    completed_on = _date_copy(_("completed on"))
    production_on = _date_copy(_("in production on"))
    capacity_on = _date_copy(_("at capacity on"))
    suspended_on = _date_copy(_("suspended on"))
    withdrawn_on = _date_copy(_("withdrawn on"))
    planned_start = _planned(_("planned start"))
    planned_completion = _planned(_("planned completion"))
    planned_production = _planned(_("planned production"))

    # stage and visibility
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.UNKNOWN, editable=False)
    moved_on = models.CharField(_("last change of stage"), max_length=16, blank=True, editable=False)
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
            ("move_project", _("may change the stage")),
            ("correct_stage", _("may correct the stage backwards")),
        ]
        indexes = [
            models.Index(
                fields=["is_sample", "stage", "total_investment"],
                condition=Q(status="published"),
                name="project_public_stage",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/projects/{self.code}/"

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
        total, fixed = self.total_investment, self.fixed_asset_investment
        if total is not None and fixed is not None and fixed > total:
            raise ValidationError({"fixed_asset_investment": gettext("Fixed assets can't exceed the total investment.")})

    def stage_error(self, to: str, *, opening: bool = False) -> str:
        """Why the stage can't become `to` next; "" when it can."""
        words = {"old": self.get_stage_display(), "new": Stage(to).label}
        if opening or to in MOVES[self.stage]:
            return ""
        if self.stage == Stage.WITHDRAWN:
            before = self.stage_changes.exclude(stage=Stage.WITHDRAWN).last()
            return "" if before and before.stage == to else gettext("A withdrawn project goes back to the stage before.")
        return gettext("A project that is “%(old)s” can't become “%(new)s” next.") % words

    @transaction.atomic
    def enter_stage(self, to: str, *, by, date: str = "", seen: bool = False, correction: bool = False, **entry):
        """Record that the project reached stage `to` on `date` (as precise as known), or was seen in it (`seen`).

        `entry`: statement, source_name, source_url, evidence, reason. The first entry opens the record at any stage; saying
        the present stage again adds a statement; `correction` goes back to any earlier stage and needs a reason.
        Returns the StageChange. ValidationError with the reason when the move is forbidden.
        """
        from .statements import StageChange

        opening = not self.stage_changes.exists()
        right = "add_project" if opening else "correct_stage" if correction else "move_project"
        if not by.has_perm(f"projects.{right}"):
            raise PermissionDenied
        self._check_move(to, opening, correction, entry.get("reason", ""))
        change = StageChange(
            project=self, stage=to, previous="" if opening else self.stage, date=date,
            is_seen=seen, is_correction=correction, by=by, **entry,
        )  # fmt: skip
        change.full_clean(exclude=["project", "by"])
        old = self.stage
        changes = {"stage": to, "version": models.F("version") + 1}
        if date and date >= self.moved_on:
            changes["moved_on"] = date
        if not seen and to in DATE_COLUMNS:
            changes[DATE_COLUMNS[to]] = date
        if not type(self).objects.filter(pk=self.pk, stage=old).update(**changes):
            raise ValidationError(gettext("The stage was changed by somebody else meanwhile."))
        change.save()
        self.refresh_from_db(fields=list(changes))
        effects.start(self)
        return change

    def _check_move(self, to: str, opening: bool, correction: bool, reason: str) -> None:
        if to == self.stage and not opening:
            return
        if correction:
            if not reason.strip():
                raise ValidationError(gettext("A correction needs a reason."))
            return
        if error := self.stage_error(to, opening=opening):
            raise ValidationError(error)


class ProjectAlias(models.Model):
    """Another name that the press or a sheet uses for the project; search finds it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_alias_once")]

    def __str__(self) -> str:
        return self.name
