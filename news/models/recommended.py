"""What the editors put forward: articles in the slots of the home page, each for a time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.site.models import Column

from .article import Article


class Slot(models.TextChoices):
    LEAD = "lead", _("lead story")
    PICTURE = "picture", _("recommended pictures")
    ITEM = "item", _("recommended items")


class Recommendation(models.Model):
    """An article in a slot from one moment until another; without an end until somebody ends it."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="recommendations"
    )
    slot = models.CharField(_("slot"), max_length=8, choices=Slot)
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The smallest number comes first.")
    )

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["slot", "position", "-since"]
        constraints = [models.UniqueConstraint(fields=["article", "slot"], name="recommended_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}：{self.article}"

    @property
    def is_running(self) -> bool:
        now = timezone.now()
        return self.since <= now and (self.until is None or self.until > now)

    def clean(self) -> None:
        if self.until and self.since and self.until <= self.since:
            raise ValidationError({"until": gettext("The end lies before the beginning.")})
        if self.slot in (Slot.LEAD, Slot.PICTURE) and self.article_id and not self.article.lead_photo_id:
            raise ValidationError({"slot": gettext("This slot shows a picture: the article needs a lead photo.")})


def recommended(column: Column | None = None) -> dict[str, list[Article]]:
    """Slot -> its public articles (of one column and below when given), in the order of the editors, then the newest.
    One query."""
    now, on = timezone.now(), "recommendations__"
    time = Q(Q(**{f"{on}until": None}) | Q(**{f"{on}until__gt": now}), **{f"{on}since__lte": now})
    place = {"column__path__startswith": column.path} if column else {}
    rows = Article.objects.published().filter(time, **place).annotate(slot=F(f"{on}slot")).for_list()
    found: dict[str, list[Article]] = {slot: [] for slot in Slot.values}
    for article in rows.order_by(f"{on}position", f"-{on}since", "-pk"):
        if article.lead_photo_id or article.slot == Slot.ITEM:
            found[article.slot].append(article)
    return found
