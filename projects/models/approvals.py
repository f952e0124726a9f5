"""Approvals and permits of a project. What was granted is public with the record; what is still under way is not."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_past

from .project import Project


class ApprovalQuerySet(models.QuerySet):
    def granted(self) -> Self:
        """Those with a result, which the public is to know; without a date there is none."""
        return self.exclude(granted_on="")


class Approval(models.Model):
    """One step of the 前期手续清单 (project_fields.csv, permits): the result in public, deadline and note inside."""

    class Kind(models.TextChoices):
        """In the order in which they are usually gone through."""

        FILING = "filing", "立项备案"
        PLANNING = "planning", "用地规划许可"
        LAND = "land", "用地批准"
        ENVIRONMENT = "environment", "环境影响评价"
        ENERGY = "energy", "节能审查"
        SAFETY = "safety", "安全评价"
        DESIGN = "design", "工程规划许可"
        DRAWINGS = "drawings", "施工图审查"
        BUILDING = "building", "施工许可"

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="approvals")
    kind = models.CharField(_("approval"), max_length=12, choices=Kind)
    authority = models.CharField(_("authority"), max_length=80, blank=True)
    number = models.CharField(_("number of the approval"), max_length=80, blank=True)
    granted_on = models.CharField(
        _("granted on"), max_length=16, blank=True, validators=[validate_past],
        help_text=_("Readers see the approval from then on."),
    )  # fmt: skip
    deadline = models.DateField(_("deadline (internal)"), null=True, blank=True)
    note = models.CharField(_("progress (internal)"), max_length=200, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "kind", "number"], name="one_approval_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def clean(self) -> None:
        if self.granted_on and not self.authority.strip():
            raise ValidationError({"authority": gettext("Say which authority granted it.")})
