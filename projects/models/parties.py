"""Who builds, where, and in which industry: the tables that records point at."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.language import TwoLanguages


class Industry(TwoLanguages, models.Model):
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words.name


class Chain(TwoLanguages, models.Model):
    """产业链, a list that the zone keeps; a project may stand in several."""

    name = models.CharField(
        _("name"), max_length=40, unique=True,
        validators=[RegexValidator(r"^[^；;、，,\n]+$", _("Without commas and the like: they part names in a sheet."))],
    )  # fmt: skip
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("industrial chain")
        verbose_name_plural = _("industrial chains")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words.name


class Park(TwoLanguages, models.Model):
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name = _("park")
        verbose_name_plural = _("parks")
        ordering = ["is_sample", "pk"]

    def __str__(self) -> str:
        return self.words.name


_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def validate_credit_code(code: str) -> None:
    """统一社会信用代码 (GB 32100): 18 digits and capitals, the last one a check of the others."""
    if len(code) != 18 or set(code) - set(_DIGITS):
        raise ValidationError(gettext("18 digits and capitals."))
    weighed = sum(_DIGITS.index(digit) * pow(3, place, 31) for place, digit in enumerate(code[:17]))
    if _DIGITS[-weighed % 31] != code[17]:
        raise ValidationError(gettext("The last digit doesn't fit the others; is one mistyped?"))


class Company(models.Model):
    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university")
        ORG = "org", _("organisation")

    name = models.CharField(_("name"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.COMPANY)
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, blank=True, validators=[validate_credit_code]
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["is_sample", "name"]

    def __str__(self) -> str:
        return self.name
