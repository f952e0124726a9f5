"""What sources say of a record: its stages, facts and events, each with date as precise as known and its source."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_past, validate_period
from portal.lib.qualifiers import Qualifier, parts
from portal.publishing.models import Publishable

from ..stages import STAGE_GROUP, Group, Opened, Proof, Stage
from .parties import Company, Park
from .project import Project


class Sourced(models.Model):
    source_name = models.CharField(_("source"), max_length=100, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)

    class Meta:
        abstract = True


class StageEntry(Sourced):
    """What is said of a stage: by an application for it, or by the change itself."""

    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    date = models.CharField(_("date"), max_length=16, blank=True, validators=[validate_past])
    statement = models.CharField(_("what is said"), max_length=300, blank=True)
    proof = models.CharField(_("kind of evidence"), max_length=12, choices=Proof, blank=True)
    evidence = models.CharField(
        _("evidence (internal)"),
        max_length=300,
        blank=True,
        help_text=_("Number or file of the agreement, permit or record."),
    )
    phase = models.CharField(_("phase in production"), max_length=60, blank=True)
    word = models.CharField(_("what going into operation is called"), max_length=8, choices=Opened, blank=True)
    reached_share = models.DecimalField(
        _("share of the expected output or tax reached (%)"), max_digits=6, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    reason = models.CharField(_("reason (internal)"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.date}".strip()


class StageChange(StageEntry):
    """One entry in the life of a project; never edited. Made by `Project.enter_stage`."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="stage_changes"
    )
    previous = models.CharField(_("stage before"), max_length=20, choices=Stage, blank=True)
    is_seen = models.BooleanField(
        _("seen then, not reached then"), default=False,
        help_text=_("The source saw the project in this stage on the date; when it got there isn't known."),
    )  # fmt: skip
    is_correction = models.BooleanField(_("correction"), default=False)
    by_source = models.BooleanField(
        _("by a source"), default=False, help_text=_("A source says so; the proof that the move needs was not at hand.")
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("applied for by"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("stage entry")
        verbose_name_plural = _("stage entries")
        ordering = ["pk"]

    @property
    def group_word(self) -> str:
        group = STAGE_GROUP.get(self.stage)
        return str(Group(group).label) if group else ""


class Fact(Sourced):
    """A stated fact of one record that isn't a column: a capacity, a duration, a size."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, blank=True, on_delete=models.CASCADE, related_name="facts"
    )
    park = models.ForeignKey(
        Park, verbose_name=_("park"), null=True, blank=True, on_delete=models.CASCADE, related_name="facts"
    )
    company = models.ForeignKey(
        Company, verbose_name=_("company"), null=True, blank=True, on_delete=models.CASCADE, related_name="facts"
    )
    label = models.CharField(_("fact"), max_length=60)
    label_en = models.CharField(_("English name"), max_length=100, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=20)
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier, blank=True)
    is_expected = models.BooleanField(_("expected, not yet so"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stated fact")
        verbose_name_plural = _("stated facts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_fact_has_one_subject",
                condition=Q(project__isnull=False, park=None, company=None)
                | Q(project=None, park__isnull=False, company=None)
                | Q(project=None, park=None, company__isnull=False),
                violation_error_message=_("A fact belongs to exactly one project, park or company."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {''.join(self.parts)}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """(before, number, after) as a page sets them in different sizes."""
        return parts(self.value, self.qualifier, self.unit)


class Event(Publishable, Sourced):
    """Something that happened, in a project or in the zone, dated as precisely as the source dates it."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    code = models.CharField(_("event number"), max_length=16, unique=True)
    date = models.CharField(_("date"), max_length=16, blank=True, validators=[validate_period])
    text = models.CharField(_("event"), max_length=300)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-date", "code"]
        permissions = [("publish_event", _("may publish events"))]

    def __str__(self) -> str:
        return self.text
