"""Which figures stand together on a page, in what order, drawn how."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_period
from portal.lib.language import TwoLanguages, local
from portal.publishing.models import Publishable

from .indicator import Indicator, RefArea

_QUESTION = re.compile("[^。.？?！!]{2,120}[？?]")


class Panel(Publishable):
    """A page of figures that belong together."""

    SPEAKS = ("title",)

    slug = models.SlugField(_("address part"), unique=True)
    title = models.CharField(_("title"), max_length=60)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    intro_en = models.CharField(_("English introduction"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("sample (invented)"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["position", "pk"]
        permissions = [("publish_panel", _("may publish panels"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return local(f"/data/{self.slug}/")

    @property
    def headline(self) -> tuple[str, str]:
        """(the question that the introduction opens with, what it says after it); ("", all of it) where it asks none."""
        intro = self.words.intro
        asked = _QUESTION.match(intro)
        return (asked[0].strip(), intro[asked.end() :].strip()) if asked else ("", intro)

    def publishing_errors(self) -> list[str]:
        internal = [str(i.indicator) for i in self.items.filter(indicator__is_public=False).select_related("indicator")]
        message = gettext("Internal indicators can't stand on a public panel: %(names)s")
        return [message % {"names": gettext(", ").join(internal)}] if internal else []


class PanelItem(TwoLanguages, models.Model):
    """An indicator's place on a panel. Neighbours with the same chart title are drawn together in one chart."""

    class Display(models.TextChoices):
        NUMBER = "number", _("number")
        BAR = "bar", _("bars")
        TREND = "trend", _("trend")
        PROGRESS = "progress", _("progress against target")
        RANK = "rank", _("rank")
        TABLE = "table", _("table")
        COMPOSITION = "composition", _("part of a whole")

    panel = models.ForeignKey(Panel, verbose_name=_("panel"), on_delete=models.CASCADE, related_name="items")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="panel_items"
    )
    display = models.CharField(_("display"), max_length=12, choices=Display, default=Display.NUMBER)
    chart = models.CharField(_("chart title"), max_length=80, blank=True)
    chart_en = models.CharField(_("English chart title"), max_length=160, blank=True)
    period = models.CharField(
        _("only this period"), max_length=16, blank=True, validators=[validate_period],
        help_text=_("Empty: the latest."),
    )  # fmt: skip
    ref_area = models.ForeignKey(
        RefArea, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Empty: the zone itself."),
    )  # fmt: skip
    is_key = models.BooleanField(_("on the home page"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("panel item")
        verbose_name_plural = _("panel items")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.panel}: {self.indicator}"

    def clean(self) -> None:
        if self.indicator_id and not self.indicator.is_public:
            raise ValidationError({"indicator": gettext("An internal indicator can't stand on a public panel.")})
        if self.indicator_id and self.panel_id and self.indicator.is_sample != self.panel.is_sample:
            raise ValidationError({"indicator": gettext("Invented figures and real ones don't share a panel.")})
