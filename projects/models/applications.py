"""An application for a change of stage that takes two people: one applies, another decides."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.media.models import PhotoUse

from ..stages import Right
from .project import Project
from .statements import StageChange, StageEntry

_ENTRY = ("statement", "source_name", "source_url", "proof", "evidence", "phase", "word", "reached_share", "reason")


class StageApplication(StageEntry):
    """Made by `Project.apply_for`; internal. At most one is open for a project."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for a decision")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="stage_applications"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    opinion = models.CharField(_("opinion"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("application for a stage")
        verbose_name_plural = _("applications for a stage")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="open"), name="one_open_application",
                violation_error_message=_("Another application for this project is waiting for a decision."),
            )
        ]  # fmt: skip

    def validate_constraints(self, exclude=None) -> None:
        """The project is set by the verb and excluded from cleaning; its constraint isn't."""
        super().validate_constraints(exclude=set(exclude or ()) - {"project"})

    @transaction.atomic
    def accept(self, *, by, opinion: str = "") -> StageChange:
        """Make the move. Whoever applied can't decide; what the move needs is asked for again."""
        photos = list(PhotoUse.objects.of(self).values_list("photo_id", flat=True))
        self._decide(self.State.ACCEPTED, by, opinion)
        said = {name: getattr(self, name) for name in _ENTRY}
        return self.project.enter_stage(self.stage, by=by, date=self.date, application=self, photos=photos, **said)

    def refuse(self, *, by, opinion: str) -> None:
        if not opinion.strip():
            raise ValidationError({"opinion": gettext("A refusal needs a reason.")})
        if not by.has_perm(f"projects.{Right.MOVE}"):
            raise PermissionDenied
        self._decide(self.State.REFUSED, by, opinion)

    def _decide(self, state: str, by, opinion: str) -> None:
        changes = {"state": state, "decided_by": by, "decided_at": timezone.now(), "opinion": opinion}
        if not StageApplication.objects.filter(pk=self.pk, state=self.State.OPEN).update(**changes):
            raise ValidationError(gettext("Somebody else has decided this application meanwhile."))
        for name, value in changes.items():
            setattr(self, name, value)
