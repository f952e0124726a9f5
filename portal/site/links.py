"""Dead links in what is published: what `manage.py check_links` found last."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .health import Finding


class DeadLink(models.Model):
    """A link that leads nowhere, on one page. Rows are written by the check and go when the link works again."""

    address = models.CharField(_("address"), max_length=500)
    page = models.CharField(_("on the page"), max_length=300)
    page_title = models.CharField(_("title"), max_length=200, blank=True)
    answer = models.CharField(_("answer"), max_length=100)
    is_internal = models.BooleanField(_("on this site"), default=False)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("dead link")
        verbose_name_plural = _("dead links")
        ordering = ["-is_internal", "page", "pk"]
        constraints = [models.UniqueConstraint(fields=["address", "page"], name="one_row_a_dead_link")]

    def __str__(self) -> str:
        return self.address


def findings() -> Iterator[Finding]:
    dead = DeadLink.objects.count()
    if dead:
        text = gettext("Dead links found by the last check: %(count)s") % {"count": dead}
        yield Finding(
            "red" if DeadLink.objects.filter(is_internal=True).exists() else "warn", text, dead, "/admin/site/deadlink/"
        )
