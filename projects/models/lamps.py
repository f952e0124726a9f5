"""A lamp set by hand: for a while, with a reason and a name."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..lamps import Colour, Override
from .project import Project


class LampOverride(models.Model):
    """Holds until the end of the day `until`; the newest one that holds counts. Never edited: set another."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="lamp_overrides"
    )
    colour = models.CharField(_("lamp"), max_length=8, choices=[c for c in Colour.choices if c[0] != Colour.NONE])
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("lamp set by hand")
        verbose_name_plural = _("lamps set by hand")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.until}"

    def clean(self) -> None:
        errors = {}
        if not self.reason.strip():
            errors["reason"] = gettext("A lamp set by hand needs a reason.")
        if self.until and self.until < timezone.localdate():
            errors["until"] = gettext("The end lies in the past.")
        if errors:
            raise ValidationError(errors)

    @classmethod
    def put(cls, project: Project, colour: str, *, by, until: date, reason: str) -> Self:
        if not by.has_perm("projects.add_lampoverride"):
            raise PermissionDenied
        override = cls(project=project, colour=colour, until=until, reason=reason, by=by)
        override.full_clean(exclude=["project", "by"])
        override.save()
        return override

    def as_fact(self) -> Override:
        return Override(self.colour, self.reason, str(self.by), self.until)
