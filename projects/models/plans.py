"""Levels and yearly plans: records of their own beside the project. Amounts in 万元."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .project import Project
from .statements import Sourced

_YEAR = [MinValueValidator(2000), MaxValueValidator(2100)]
validate_month = RegexValidator(r"^20\d\d-(0[1-9]|1[0-2])$", _("A month, such as 2026-03."))


class Level(models.TextChoices):
    PROVINCIAL = "provincial", _("provincial key project")
    MUNICIPAL = "municipal", _("municipal key project")
    ZONE = "zone", _("key project of the zone")


class ProjectLevel(Sourced):
    """The project is a key project of this level in this year; year empty when the source gives none."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(_("level"), max_length=12, choices=Level)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=_YEAR)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "level", "year"], name="one_level_a_year"),
            # SQLite takes two empty years for different ones.
            models.UniqueConstraint(fields=["project", "level"], condition=Q(year=None), name="one_level_without_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.year or ''}".strip()


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def _month(label: str) -> models.CharField:
    return models.CharField(label, max_length=7, blank=True, validators=[validate_month])


class ProjectYearQuerySet(models.QuerySet):
    def approved(self) -> Self:
        """Those that count: a draft is nobody's plan yet."""
        return self.filter(approved_at__isnull=False)


class ProjectYear(models.Model):
    """The plan of one project for one year. Amounts are internal; the public sees sums of at least three projects.

    Its levels are the ProjectLevel rows of that year. Once approved, both amounts are locked: `adjust` alone changes
    the one that counts, and keeps the first.
    """

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"), validators=_YEAR)
    plan_amount = _amount(_("planned investment"))
    adjusted_amount = _amount(_("adjusted plan"))
    goal = models.CharField(_("goal of the year"), max_length=300, blank=True)
    planned_start = _month(_("planned start"))
    planned_completion = _month(_("planned completion"))
    planned_production = _month(_("planned production"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    objects = ProjectYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["project", "year"], name="one_plan_a_year")]
        permissions = [("approve_projectyear", _("may approve and adjust yearly plans"))]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"

    def save(self, *args, **kwargs) -> None:
        if errors := self._locked_errors():
            raise ValidationError(errors)
        super().save(*args, **kwargs)

    @property
    def amount(self) -> Decimal | None:
        """The plan that counts: the adjusted one where there is one; None when there is no plan."""
        return self.plan_amount if self.adjusted_amount is None else self.adjusted_amount

    @property
    def levels(self) -> models.QuerySet[ProjectLevel]:
        return self.project.levels.filter(year=self.year)

    def clean(self) -> None:
        errors = self._locked_errors()
        steps = [name for name in ("planned_start", "planned_completion", "planned_production") if getattr(self, name)]
        for earlier, later in zip(steps, steps[1:], strict=False):
            if getattr(self, later) < getattr(self, earlier):
                words = {"earlier": self._meta.get_field(earlier).verbose_name, "month": getattr(self, earlier)}
                errors[later] = gettext("This lies before “%(earlier)s” (%(month)s).") % words
        if errors:
            raise ValidationError(errors)

    def _locked_errors(self) -> dict[str, str]:
        """An approved amount that was typed over, by field."""
        stored = type(self).objects.filter(pk=self.pk, approved_at__isnull=False).first() if self.pk else None
        names = [n for n in ("plan_amount", "adjusted_amount") if stored and getattr(self, n) != getattr(stored, n)]
        return {name: gettext("This plan is approved; adjust it with a reason instead.") for name in names}

    def approve(self, *, by) -> None:
        """Lock the amounts. An approved plan without an amount would be none."""
        _check(by)
        if self.plan_amount is None:
            raise ValidationError({"plan_amount": gettext("A plan without an amount can't be approved.")})
        changes = {"approved_by": by, "approved_at": timezone.now()}
        if not ProjectYear.objects.filter(pk=self.pk, approved_at=None, plan_amount=self.plan_amount).update(**changes):
            raise ValidationError(gettext("This plan is approved already, or was changed meanwhile."))
        self.refresh_from_db(fields=list(changes))

    @transaction.atomic
    def adjust(self, amount: Decimal, *, by, reason: str) -> "PlanAdjustment":
        """Another amount counts from now on; the first stays, and every step between is a PlanAdjustment."""
        _check(by)
        if not self.approved_at:
            raise ValidationError(gettext("This plan isn't approved yet; change it directly."))
        if not reason.strip():
            raise ValidationError({"reason": gettext("An adjustment needs a reason.")})
        step = PlanAdjustment(plan=self, old_amount=self.amount, new_amount=amount, reason=reason, by=by)
        step.full_clean(exclude=["plan", "by"])
        old = {"plan_amount": self.plan_amount, "adjusted_amount": self.adjusted_amount}
        if not ProjectYear.objects.filter(pk=self.pk, **old).update(adjusted_amount=step.new_amount):
            raise ValidationError(gettext("This plan was changed by somebody else meanwhile."))
        step.save()
        self.refresh_from_db(fields=["adjusted_amount"])
        return step


def _check(by) -> None:
    if not by.has_perm("projects.approve_projectyear"):
        raise PermissionDenied


class PlanAdjustment(models.Model):
    """One adjustment of an approved plan; never edited."""

    plan = models.ForeignKey(ProjectYear, on_delete=models.CASCADE, related_name="adjustments")
    old_amount = _amount(_("old amount"))
    new_amount = models.DecimalField(
        _("new amount"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)]
    )
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("adjustment of a plan")
        verbose_name_plural = _("adjustments of plans")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.plan} → {self.new_amount}"
