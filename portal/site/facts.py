"""Facts of the site, which the site manager keeps."""

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import DatabaseError, models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.language import TwoLanguages
from portal.lib.outward import read_hosts


class Reviews(models.IntegerChoices):
    """How many persons review a text before it is public; never one."""

    TWO = 2, _("two reviews")
    THREE = 3, _("three reviews")


class SiteSettings(TwoLanguages, models.Model):
    """Facts of the site, one row. Printed only where set; the back office lists what is missing."""

    name = models.CharField(_("name of the site"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    zone_name = models.CharField(
        _("name of the zone"), max_length=60, help_text=_("Source line of the zone's own data.")
    )
    zone_name_en = models.CharField(_("English name of the zone"), max_length=100, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    demo_notice = models.CharField(
        _("notice on every page"), max_length=120, blank=True, help_text=_("For a demonstration: says that it is one.")
    )
    demo_notice_en = models.CharField(_("notice in English"), max_length=200, blank=True)
    site_id_code = models.CharField(
        _("site identification code"), max_length=11, blank=True,
        validators=[RegexValidator(r"^(\d{10}|bm\d{8}|N\d{9})$", _("10 digits, or bm and 8 digits."))],
    )  # fmt: skip
    sponsor = models.CharField(_("sponsor"), max_length=100, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    icp = models.CharField(
        _("ICP number"), max_length=60, blank=True,
        validators=[RegexValidator(r"^[一-鿿]ICP[备证] ?[\dA-Z]{6,12}号(-\d{1,4})?$", _("As on the certificate: 豫ICP备12345678号-1."))],
    )  # fmt: skip
    police_record = models.CharField(
        _("public security record"), max_length=60, blank=True,
        validators=[RegexValidator(r"^[一-鿿]公网安备 ?\d{14}号$", _("As on the certificate: 豫公网安备12345678901234号."))],
    )  # fmt: skip
    reviews = models.PositiveSmallIntegerField(
        _("reviews before publication"), choices=Reviews, default=Reviews.THREE,
        help_text=_("A small office may do with two; every review is made by another person."),
    )  # fmt: skip

    trusted_hosts = models.CharField(
        _("hosts without a notice"), max_length=300, blank=True, default="gov.cn",
        help_text=_("Links to these hosts and the hosts below them leave the site without a notice; separated by spaces."),
    )  # fmt: skip
    identity_link = models.URLField(
        _("address of the mark of Party and government bodies"), max_length=300, blank=True,
        help_text=_("Where the mark of this site is registered; printed in the footer."),
    )  # fmt: skip
    fault_link = models.URLField(
        _("address for reporting faults of government websites"), max_length=300, blank=True,
        help_text=_("The entry “我为政府网站找错” of this site; printed in the footer."),
    )  # fmt: skip
    police_link = models.URLField(_("address of the public security record"), max_length=300, blank=True)
    move_notice = models.CharField(
        _("notice of a move or closing"), max_length=200, blank=True,
        help_text=_("Stands on every page until it is emptied: where the site goes, and when."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(reviews__in=Reviews.values), name="site_reviews")]

    _last_notice: ClassVar[str | None] = None

    def __str__(self) -> str:
        return self.name

    @classmethod
    def load(cls) -> "SiteSettings":
        settings = cls.objects.filter(pk=1).first() or cls(pk=1, name=gettext("Zone portal"), zone_name="")
        cls._last_notice = settings.demo_notice
        return settings

    @classmethod
    def last_notice(cls) -> str:
        """The notice as this process last read it; asked for when a page could not be made."""
        if cls._last_notice is None:
            with suppress(DatabaseError):
                cls.load()
        return cls.known_notice()

    @classmethod
    def known_notice(cls) -> str:
        """The same without asking the database, "" where no page has told it yet."""
        return cls._last_notice or ""

    def trusts(self, host: str) -> bool:
        """Whether readers go to `host` without a notice."""
        return any(host == trusted or host.endswith(f".{trusted}") for trusted in self.trusted_hosts.lower().split())

    def clean(self) -> None:
        try:
            self.trusted_hosts = " ".join(read_hosts(self.trusted_hosts))
        except ValueError as error:
            raise ValidationError({"trusted_hosts": str(error)}) from error

    def missing(self) -> list[str]:
        """Names of the items a public body's site must show and nobody has told us."""
        fields = ("site_id_code", "sponsor", "contact", "icp", "police_record", "identity_link", "fault_link")
        return [str(self._meta.get_field(name).verbose_name) for name in fields if not getattr(self, name)]
