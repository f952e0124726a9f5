"""What the office decides about messages: kinds and categories, who answers what, days, templates."""

from datetime import date as Day

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.lib.language import TwoLanguages
from portal.lib.workdays import add_working_days


class Kind(models.TextChoices):
    """Only messages can become public; the others are between the sender and the office."""

    MESSAGE = "message", _("message")
    ERROR = "error", _("error report")
    VIOLATION = "violation", _("violation report")
    RIGHTS = "rights", _("rights claim")


class Category(TwoLanguages, models.Model):
    """What a message is about, as its sender chooses; it decides which department gets it."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MESSAGE)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    department = models.ForeignKey(
        Department, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Empty: whoever manages the messages hands them over one by one."),
    )  # fmt: skip
    is_active = models.BooleanField(_("offered in the form"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category of messages")
        verbose_name_plural = _("categories of messages")
        ordering = ["kind", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_category_of_a_name")]

    def __str__(self) -> str:
        return self.name


class FeedbackSettings(models.Model):
    """One row. Numbers of days are what the office has promised, not law."""

    answer_days = models.PositiveSmallIntegerField(
        _("working days for an answer"), default=15, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    warn_days = models.PositiveSmallIntegerField(_("warn how many days before"), default=3)
    two_steps = models.BooleanField(
        _("a second person approves every answer"), default=True,
        help_text=_("Off: whoever answers decides alone. For offices of one person."),
    )  # fmt: skip
    retention_days = models.PositiveSmallIntegerField(
        _("days that contact data are kept"), default=180, validators=[MinValueValidator(30)],
        help_text=_("Counted from the end of the matter; then name, telephone, mail and the original wording are removed."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("settings of messages")
        verbose_name_plural = _("settings of messages")

    def __str__(self) -> str:
        return str(_("settings of messages"))

    @classmethod
    def load(cls) -> "FeedbackSettings":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class CalendarDay(models.Model):
    """A day on which the week is overruled by the State Council's yearly notice."""

    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(
        _("working day"), default=False, help_text=_("Ticked: a make-up day. Empty: a holiday.")
    )
    name = models.CharField(_("name"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"

    @classmethod
    def exceptions(cls, since: Day) -> dict[Day, bool]:
        """Day -> whether it is worked, from `since` on; the form that portal.lib.workdays takes."""
        return dict(cls.objects.filter(date__gte=since).values_list("date", "is_working"))

    @classmethod
    def due_on(cls, received: Day, days: int | None = None) -> Day:
        """By when a message of that day must be answered: within `days` working days, as the settings say if not told."""
        days = FeedbackSettings.load().answer_days if days is None else days
        return add_working_days(received, days, cls.exceptions(received))


class ReplyTemplate(models.Model):
    """A piece of an answer that is needed again and again."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    text = models.TextField(_("text"), max_length=2000)
    department = models.ForeignKey(
        Department, verbose_name=_("only for"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
