"""Pictures of a project for the public: what is planned beside what stands there."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_past
from portal.media.models import Photo, set_photos

from ..stages import Group
from .project import Project


class ProjectPhoto(models.Model):
    """A picture that the record's page shows; its file is public as long as the record is."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("as planned")
        REAL = "real", _("as it stands")

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of picture"), max_length=8, choices=Kind, default=Kind.REAL)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Group, blank=True, help_text=_("What the picture shows the project in.")
    )
    taken_on = models.CharField(_("taken on"), max_length=16, blank=True, validators=[validate_past])
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("picture of the project")
        verbose_name_plural = _("pictures of the project")
        ordering = ["taken_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "photo"], name="one_photo_of_a_project_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.photo}"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        self._say_who_shows()

    @transaction.atomic
    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        result = super().delete(*args, **kwargs)
        self._say_who_shows()
        return result

    def _say_who_shows(self) -> None:
        """The file view serves a picture to everybody while a readable record shows it."""
        mine = ProjectPhoto.objects.filter(project=self.project_id)
        set_photos(self.project, list(mine.values_list("photo", flat=True)))
