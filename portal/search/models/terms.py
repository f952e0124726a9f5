"""What readers search for. A term is shown to others only when an editor has approved it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SearchTermQuerySet(models.QuerySet):
    def approved(self) -> "SearchTermQuerySet":
        return self.filter(state=SearchTerm.State.APPROVED)

    def waiting(self) -> "SearchTermQuerySet":
        return self.filter(state=SearchTerm.State.WAITING)


class SearchTerm(models.Model):
    """A query that found something, as it is written most simply. Who asked isn't kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not looked at")
        APPROVED = "approved", _("approved")
        BLOCKED = "blocked", _("blocked")

    text = models.CharField(_("term"), max_length=30, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    is_pick = models.BooleanField(
        _("recommended by the editors"), default=False, help_text=_("Shown first, however often it is asked for.")
    )
    results = models.PositiveIntegerField(_("results when last asked"), default=0, editable=False)
    asked_on = models.DateField(_("last asked on"), default=timezone.localdate, editable=False)

    objects = SearchTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        ordering = ["state", "-asked_on", "text"]
        permissions = [("approve_searchterm", _("may approve search terms"))]

    def __str__(self) -> str:
        return self.text

    def approve(self) -> None:
        self._move(self.State.APPROVED)

    def block(self) -> None:
        """It is never shown, and counted no more."""
        with transaction.atomic():
            self._move(self.State.BLOCKED)
            self.days.all().delete()

    def _move(self, state: str) -> None:
        self.state = state
        self.save(update_fields=["state"])


class SearchTermDay(models.Model):
    term = models.ForeignKey(SearchTerm, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    visitors = models.PositiveIntegerField(_("visitors"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "day"], name="one_row_a_term_and_day")]

    def __str__(self) -> str:
        return f"{self.term} {self.day}"


class SearchVisit(models.Model):
    """That somebody asked for a term today: a salted hash, gone the day after. It keeps one visitor from counting twice."""

    day = models.DateField()
    visitor = models.CharField(max_length=32)
    term = models.ForeignKey(SearchTerm, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "visitor", "term"], name="one_visit_a_day_and_term")]

    def __str__(self) -> str:
        return f"{self.day}"
