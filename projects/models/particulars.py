"""What else belongs to a record: batches and contractors, which readers may see; where the money comes from, the price
of the land, problems and letters, which stay in the house."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department

from .parties import Company
from .plans import _amount
from .project import Project


class Batch(models.Model):
    """三个一批: a project stands in one batch of each kind, in the period (第N期) in which it was signed, started or went
    into production."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "签约一批"
        STARTED = "started", "开工一批"
        PRODUCTION = "production", "投产一批"

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="batches")
    kind = models.CharField(_("kind of batch"), max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField(_("period number"), validators=[MinValueValidator(1)])
    day = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"], name="one_batch_of_a_kind",
                violation_error_message=_("The project stands in a batch of this kind already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return gettext("%(kind)s, period %(n)s") % {"kind": self.get_kind_display(), "n": self.number}


class Contractor(models.Model):
    """Who designs, builds or supervises; readers see it of projects of the government."""

    class Part(models.TextChoices):
        SURVEY = "survey", "勘察单位"
        DESIGN = "design", "设计单位"
        BUILDING = "building", "施工单位"
        SUPERVISION = "supervision", "监理单位"

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="contractors"
    )
    part = models.CharField(_("part"), max_length=12, choices=Part)
    company = models.ForeignKey(Company, verbose_name=_("company"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contractor")
        verbose_name_plural = _("contractors")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "part", "company"], name="one_contractor_once")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.company}"


class Funding(models.Model):
    """Where the money comes from; internal. The sources together can't exceed the total investment."""

    class Kind(models.TextChoices):
        BUDGET = "budget", "财政资金"
        BOND = "bond", "专项债券"
        LOAN = "loan", "银行贷款"
        OWN = "own", "企业自筹"
        FOREIGN = "foreign", "利用外资"
        OTHER = "other", "其他资金"

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="funding")
    kind = models.CharField(_("source of money"), max_length=12, choices=Kind)
    amount = _amount(_("amount"))

    class Meta:
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="one_source_of_money_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @staticmethod
    def excess(amounts: list[Decimal | None], total: Decimal | None) -> str:
        """What to say when the sources come to more than the total investment; "" when they don't. Amounts in 万元, to
        the hundredth: one 万元 may be lost in rounding."""
        found = sum((amount for amount in amounts if amount), Decimal(0))
        if total is None or found <= total + 1:
            return ""
        words = {"sum": f"{found.normalize():f}", "total": f"{total.normalize():f}"}
        return gettext("The sources come to %(sum)s 万元, the total investment is %(total)s 万元.") % words


class LandPrice(models.Model):
    """What the land cost: a model of its own, for its own permission. In no list, sheet, export or history."""

    project = models.OneToOneField(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="land_price"
    )
    amount = models.DecimalField(
        _("price of the land"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("price of the land")
        verbose_name_plural = _("prices of land")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class _Open(models.QuerySet):
    def overdue(self, today: date | None = None) -> Self:
        return self.open().filter(due__lt=today or timezone.localdate())


class IssueQuerySet(_Open):
    def open(self) -> Self:
        return self.filter(solved_on=None)


class Issue(models.Model):
    """What is in the way of a project, who clears it and by when. Never public."""

    class Kind(models.TextChoices):
        LAND = "land", "用地"
        MONEY = "money", "资金"
        ENERGY = "energy", "能耗"
        APPROVAL = "approval", "手续"
        UTILITIES = "utilities", "水电气"
        LABOUR = "labour", "用工"
        OTHER = "other", "其他"

    class Scope(models.TextChoices):
        UNIT = "unit", "责任单位"
        ZONE = "zone", "区级协调"
        CITY = "city", "提请市级"

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="issues")
    kind = models.CharField(_("kind of problem"), max_length=12, choices=Kind)
    text = models.CharField(_("problem"), max_length=300)
    scope = models.CharField(_("level of coordination"), max_length=8, choices=Scope, default=Scope.UNIT)
    raised_on = models.DateField(_("raised on"), default=timezone.localdate)
    owner = models.ForeignKey(
        Department, verbose_name=_("unit that clears it"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    due = models.DateField(_("due by"), null=True, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    outcome = models.CharField(_("how it was solved"), max_length=300, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["-raised_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.text}"

    def clean(self) -> None:
        _in_order(self.raised_on, due=self.due, solved_on=self.solved_on)
        if self.outcome.strip() and not self.solved_on:
            raise ValidationError({"solved_on": gettext("On which day was it solved?")})


class LetterQuerySet(_Open):
    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(answered_on=None)


class Letter(models.Model):
    """An action upon a lamp or a task: a yellow lamp is reminded of (提醒函), a second one talked about (约谈), a red one
    supervised (督办函). Never public."""

    class Kind(models.TextChoices):
        TASK = "task", "交办函"
        REMINDER = "reminder", "提醒函"
        TALK = "talk", "约谈"
        SUPERVISION = "supervision", "督办函"

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind of letter"), max_length=12, choices=Kind)
    number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    date = models.DateField(_("date"), default=timezone.localdate)
    about = models.CharField(_("about"), max_length=300)
    due = models.DateField(_("answer due by"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    reply = models.CharField(_("answer"), max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="one_letter_a_number",
                violation_error_message=_("Another letter has this number."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def clean(self) -> None:
        _in_order(self.date, due=self.due, answered_on=self.answered_on)
        if self.reply.strip() and not self.answered_on:
            raise ValidationError({"answered_on": gettext("On which day was it answered?")})


def _in_order(first: date | None, **later: date | None) -> None:
    errors = {
        name: gettext("This lies before %(day)s.") % {"day": first.isoformat()}
        for name, day in later.items()
        if first and day and day < first
    }
    if errors:
        raise ValidationError(errors)
