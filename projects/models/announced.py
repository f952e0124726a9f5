"""What has been published of a year's plans and months: it can't be taken back, so what follows must be weighed
against it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """The sums of one year as readers saw them from `at` on. Written by `projects.announcing` alone; never edited, never
    shown as a whole: `sums` holds the amounts behind them."""

    year = models.PositiveSmallIntegerField(_("year"))
    is_sample = models.BooleanField(_("sample (invented)"))
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    shown = models.JSONField(default=dict)  # group -> what readers see
    sums = models.JSONField(default=dict)  # group -> plan and months of each project
    examined = models.CharField(max_length=64)  # the state of the records that was weighed last

    class Meta:
        verbose_name = _("announced sums")
        verbose_name_plural = _("announced sums")
        ordering = ["year", "is_sample", "number"]
        constraints = [
            # Of two that announce at once, the second must weigh anew.
            models.UniqueConstraint(fields=["year", "is_sample", "number"], name="one_announcement_after_another")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.number}"
