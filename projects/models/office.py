"""Settings of the project office: one row, kept with its history."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..lamps import LampRule


def _number(
    label: str, default: int, least: int = 0, most: int = 1000, help_text: str = ""
) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits, help_text=help_text)


class ProjectSettings(models.Model):
    class OfficerLabel(models.TextChoices):
        """Both are in use; the zone chooses."""

        ATTENDANT = "首席服务员", "首席服务员"
        OFFICER = "首席服务官", "首席服务官"

    due_day = _number(_("day of the month on which reports are due"), 25, 1, 28)
    closing_day = _number(
        _("day of the next month on which a month closes"),
        10,
        1,
        28,
        _("After it a month's report can't be begun or typed over."),
    )
    land_days = _number(_("start on land: at most this many days from land to start"), 30)
    capacity_share = _number(_("at capacity: share of what was expected (%)"), 80, 1)
    min_group = _number(
        _("smallest group of projects whose amounts are published"), 3, 3, 100,
        _("Never below three, lest the amounts of one firm can be worked out."),
    )  # fmt: skip
    officer_label = models.CharField(
        _("what the chief service officer is called"),
        max_length=8,
        choices=OfficerLabel,
        default=OfficerLabel.ATTENDANT,
    )
    # thresholds of the lamps (LampRule)
    progress_yellow = _number(_("progress: yellow from this many points behind"), 10, 0, 100)
    progress_red = _number(_("progress: red above this many points behind"), 30, 0, 100)
    start_yellow = _number(_("start: yellow from this many months late"), 1, 1, 60)
    start_red = _number(_("start: red from this many months late"), 3, 1, 60)
    statistics_yellow = _number(_("entry into statistics: yellow this many months after the start"), 1, 1, 60)
    statistics_red = _number(_("entry into statistics: red this many months after the start"), 2, 1, 60)
    missing_yellow = _number(_("reports: yellow from this many missing"), 1, 1, 12)
    missing_red = _number(_("reports: red from this many missing"), 2, 1, 12)
    version = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("settings of the project office")
        verbose_name_plural = _("settings of the project office")
        constraints = [models.CheckConstraint(condition=models.Q(min_group__gte=3), name="groups_of_three_at_least")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs) -> None:
        self.pk = 1
        self.version += 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "ProjectSettings":
        """The row, or the defaults while nobody has saved one."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def lamp_rule(self) -> LampRule:
        names = LampRule.__dataclass_fields__
        return LampRule(**{name: getattr(self, name) for name in names})
