"""Level, yearly plan and monthly report: records of their own beside the project. Amounts in 万元."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .project import Project
from .statements import Sourced

_YEAR = [MinValueValidator(2000), MaxValueValidator(2100)]


class Level(models.TextChoices):
    PROVINCIAL = "provincial", _("provincial key project")
    MUNICIPAL = "municipal", _("municipal key project")
    ZONE = "zone", _("key project of the zone")


class ProjectLevel(Sourced):
    """The project is a key project of this level in this year; year empty when the source gives none."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(_("level"), max_length=12, choices=Level)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=_YEAR)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "level", "year"], nulls_distinct=False, name="one_level_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.year or ''}".strip()


class ProjectYear(models.Model):
    """The plan of one project for one year. Amounts are internal; the public sees sums of at least three projects."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"), validators=_YEAR)
    plan_amount = models.DecimalField(
        _("planned investment"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    adjusted_amount = models.DecimalField(
        _("adjusted plan"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    goal = models.CharField(_("goal of the year"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["project", "year"], name="one_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"

    @property
    def amount(self):
        """The plan that counts: the adjusted one where there is one; None when there is no plan."""
        return self.plan_amount if self.adjusted_amount is None else self.adjusted_amount


class MonthlyReport(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    month = models.CharField(
        _("month"), max_length=7, validators=[RegexValidator(r"^20\d\d-(0[1-9]|1[0-2])$", _("A month, such as 2026-03."))]
    )
    month_amount = models.DecimalField(_("investment of the month"), max_digits=16, decimal_places=2)
    visible_progress = models.CharField(_("visible progress"), max_length=100)
    physical_progress = models.PositiveSmallIntegerField(
        _("physical progress (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    problems = models.TextField(_("problems (internal)"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    class Meta:
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["project", "month"], name="one_report_a_month")]
        permissions = [("approve_monthlyreport", _("may approve monthly reports"))]

    def __str__(self) -> str:
        return f"{self.project} {self.month}"

    def approve(self, *, by) -> None:
        """Only approved reports count in any sum."""
        if not by.has_perm("projects.approve_monthlyreport"):
            raise PermissionDenied
        now = timezone.now()
        changes = {"state": self.State.APPROVED, "approved_by": by, "approved_at": now}
        if not MonthlyReport.objects.filter(pk=self.pk).exclude(state=self.State.APPROVED).update(**changes):
            raise ValidationError(gettext("This report is approved already."))
        self.refresh_from_db(fields=list(changes))
