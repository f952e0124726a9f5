"""The monthly report: draft → submitted → reviewed → approved, or returned with an opinion. Amounts in 万元.

A month closes on the settings' closing day of the next month: then its report can't be begun or typed over any more
(one that was handed in time and returned still can). What was handed in is read-only at once. An error of a closed
month is put right by a negative amount, with its reason, in an open one. Only approved reports count in any sum.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_past
from portal.media.models import Photo, PhotoUse, set_photos

from .. import reporting
from ..months import closes_on
from ..stages import Stage
from .office import ProjectSettings
from .plans import validate_month
from .project import Project


class ReportQuerySet(models.QuerySet):
    def approved(self) -> Self:
        return self.filter(state=MonthlyReport.State.APPROVED)

    def handed_in(self) -> Self:
        """Those that wait for nobody who reports."""
        return self.exclude(state__in=OPEN)

    def of_year(self, year: int, through: str = "") -> Self:
        """The reports of one year, up to the month `through` ("2025-08") when given."""
        return self.filter(month__startswith=f"{year}-", **({"month__lte": through} if through else {}))


@dataclass(frozen=True)
class ToDate:
    """Approved amounts up to one report's month; None where no month is approved. `plan` is the one that counts."""

    year_amount: Decimal | None
    total_amount: Decimal | None
    plan: Decimal | None
    exceeds_total: bool  # more than the total investment of the record: a warning


class MonthlyReport(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        REVIEWED = "reviewed", _("reviewed")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="reports")
    month = models.CharField(_("month"), max_length=7, validators=[validate_month])
    month_amount = models.DecimalField(_("investment of the month"), max_digits=16, decimal_places=2)
    amount_reason = models.CharField(_("reason of a negative month"), max_length=200, blank=True)
    visible_progress = models.CharField(_("visible progress"), max_length=100)
    physical_progress = models.PositiveSmallIntegerField(
        _("physical progress (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    progress_reason = models.CharField(_("reason of falling progress"), max_length=200, blank=True)
    progress_note = models.CharField(_("what was done"), max_length=500, blank=True)
    stage = models.CharField(
        _("present stage"), max_length=20, choices=Stage, blank=True,
        help_text=_("Where it has changed this month; the record itself is moved by a stage entry."),
    )  # fmt: skip
    stage_date = models.CharField(
        _("actual start or completion"), max_length=10, blank=True, validators=[validate_past]
    )
    in_statistics = models.BooleanField(_("in the statistics"), null=True, blank=True)
    statistics_reason = models.CharField(_("why not in the statistics"), max_length=200, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    problems = models.TextField(_("problems (internal)"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=0, editable=False)  # how often it was submitted
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["project", "month"], name="one_report_a_month")]
        permissions = [
            ("submit_monthlyreport", _("may submit monthly reports")),
            ("review_monthlyreport", _("may review or return monthly reports")),
            ("approve_monthlyreport", _("may approve monthly reports")),
            ("take_over_monthlyreport", _("may take over reports of the past")),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.month}"

    def save(self, *args, **kwargs) -> None:
        if stored := self._stored():
            self._check_lock(stored)
        super().save(*args, **kwargs)

    # --- what stands in it -------------------------------------------------------------------

    @cached_property
    def before(self) -> "MonthlyReport | None":
        """The project's last report of an earlier month. May be set by who reads many at once."""
        earlier = MonthlyReport.objects.filter(project=self.project_id, month__lt=self.month)
        return earlier.order_by("-month").first()

    @property
    def month_plan(self) -> str:
        """What the last report announced for this month; read-only."""
        return self.before.next_step if self.before else ""

    @property
    def photos(self) -> models.QuerySet[Photo]:
        return Photo.objects.filter(uses__in=PhotoUse.objects.of(self)).order_by("uses__position")

    def set_photos(self, photo_ids: list[int]) -> None:
        if len(photo_ids) > reporting.MOST_PHOTOS:
            words = {"most": reporting.MOST_PHOTOS, "n": len(photo_ids)}
            raise ValidationError({"photos": gettext("At most %(most)s photos; there are %(n)s.") % words})
        if self.state not in OPEN:
            raise ValidationError(gettext("A report that was handed in can't be changed."))
        set_photos(self, photo_ids)

    def clean(self) -> None:
        stored = self._stored()
        if stored and stored.state not in OPEN:
            self._check_lock(stored)  # a sheet that repeats what was handed in changes nothing
            return
        if not self.project_id or not self.month:
            return
        if found := self._errors():
            raise ValidationError(found)

    def _stored(self) -> "MonthlyReport | None":
        return MonthlyReport.objects.filter(pk=self.pk).first() if self.pk else None

    def _check_lock(self, stored: "MonthlyReport") -> None:
        names = [field.attname for field in self._meta.concrete_fields if field.editable]
        if stored.state not in OPEN and any(getattr(self, name) != getattr(stored, name) for name in names):
            raise ValidationError(gettext("A report that was handed in can't be changed."))

    def _errors(self) -> reporting.Errors:
        project, today = self.project, timezone.localdate()
        return reporting.errors(self, stage=project.stage, before=self.before, today=today, started=project.started_on)

    def closed_error(self, today: date | None = None) -> str:
        """Why the report can't be begun or typed over any more; "" while it can. A returned one can be mended."""
        closes = closes_on(self.month, ProjectSettings.load().closing_day)
        if self.state == self.State.RETURNED or (today or timezone.localdate()) <= closes:
            return ""
        words = {"month": self.month, "day": closes.isoformat()}
        return gettext("%(month)s closed on %(day)s; put an error right by an amount in an open month.") % words

    # --- sums --------------------------------------------------------------------------------

    def to_date(self) -> ToDate:
        """Computed, never typed. Two queries."""
        approved = MonthlyReport.objects.approved().filter(project=self.project_id, month__lte=self.month)
        year = Q(month__startswith=self.month[:4])
        sums = approved.aggregate(year_amount=Sum("month_amount", filter=year), months=Sum("month_amount"))
        parts = [part for part in (self.project.carried_over, sums["months"]) if part is not None]
        total = sum(parts, Decimal(0)) if parts else None
        plan = self.project.years.filter(year=self.month[:4]).first()
        limit = self.project.total_investment
        return ToDate(
            sums["year_amount"], total, plan and plan.amount, total is not None and limit is not None and total > limit
        )  # fmt: skip

    # --- verbs -------------------------------------------------------------------------------

    @transaction.atomic
    def submit(self, *, by) -> None:
        """Hand it in as it stands, complete. ValidationError names what is wrong or missing by field."""
        self._check_right("submit", by)
        if error := self.closed_error():
            raise ValidationError({"month": error})
        self.full_clean()
        lacks = reporting.lacks(self, stage=self.project.stage, photos=PhotoUse.objects.of(self).count())
        if lacks:
            raise ValidationError(lacks)
        if self.state in OPEN:
            self.save()
        self._step("submit", by, round=self.round + 1)

    def review(self, *, by, opinion: str = "") -> None:
        self._by_another(by)
        self._step("review", by, opinion)

    def approve(self, *, by, opinion: str = "") -> None:
        """Now it counts."""
        self._by_another(by)
        self._step("approve", by, opinion, approved_by=by, approved_at=timezone.now())

    def return_(self, *, by, opinion: str) -> None:
        """Back to who reports, with what is to be mended."""
        if not opinion.strip():
            raise ValidationError({"opinion": gettext("Say what is to be mended.")})
        self._step("return", by, opinion)

    def take_over(self, *, by, source: str) -> None:
        """Approve a report of the past that was reviewed elsewhere (an old list); recorded as such with its source."""
        if not source.strip():
            raise ValidationError({"source": gettext("Say where the report was taken over from.")})
        self._step("take_over", by, source, approved_by=by, approved_at=timezone.now())

    def _by_another(self, by) -> None:
        last = self.steps.filter(verb="submit").last()
        if last and last.by_id == by.pk:
            raise ValidationError(gettext("Who submitted a report can't review or approve it."))

    @staticmethod
    def _check_right(verb: str, by) -> None:
        if not by.has_perm(f"projects.{STEPS[verb][2]}"):
            raise PermissionDenied

    @transaction.atomic
    def _step(self, verb: str, by, opinion: str = "", **changes) -> None:
        self._check_right(verb, by)
        starts, goal, _right = STEPS[verb]
        words = {"report": str(self), "state": self.get_state_display()}
        if self.state not in starts:
            raise ValidationError(gettext("“%(report)s” is %(state)s: this step is not possible.") % words)
        changes |= {"state": goal}
        if not MonthlyReport.objects.filter(pk=self.pk, state=self.state, round=self.round).update(**changes):
            raise ValidationError(gettext("“%(report)s” was changed by somebody else meanwhile.") % words)
        for name, value in changes.items():
            setattr(self, name, value)
        unit = str(by.department) if by.department_id else ""
        ReportStep.objects.create(report=self, verb=verb, round=self.round, unit=unit, opinion=opinion, by=by)


State = MonthlyReport.State
OPEN = frozenset({State.DRAFT, State.RETURNED})
# verb -> (states it may start from, state it leads to, right)
STEPS: dict[str, tuple[frozenset[str], str, str]] = {
    "submit": (OPEN, State.SUBMITTED, "submit_monthlyreport"),
    "review": (frozenset({State.SUBMITTED}), State.REVIEWED, "review_monthlyreport"),
    "approve": (frozenset({State.REVIEWED}), State.APPROVED, "approve_monthlyreport"),
    "return": (frozenset({State.SUBMITTED, State.REVIEWED}), State.RETURNED, "review_monthlyreport"),
    "take_over": (frozenset({State.DRAFT}), State.APPROVED, "take_over_monthlyreport"),
}


class ReportStep(models.Model):
    """One step of one report: what, in which round, by whom of which unit, with which opinion. Never edited."""

    class Verb(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        REVIEW = "review", _("reviewed")
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")
        TAKE_OVER = "take_over", _("taken over")

    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(_("step"), max_length=10, choices=Verb)
    round = models.PositiveSmallIntegerField(_("round"))
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    opinion = models.CharField(_("opinion or source"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.round}"
