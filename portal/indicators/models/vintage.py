"""Every value that the ledger ever had. A value is published like an article, and is immutable from then on: a
correction is a new vintage with its reason."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_period
from portal.lib.language import is_english
from portal.lib.qualifiers import Qualifier, parts
from portal.publishing.models import Publishable, PublishableQuerySet, ReviewLog, StateChanged, Status

from .comparison import Comparison
from .comparison import Kind as Compared
from .indicator import Indicator, Observation

# What the verbs move; everything else of a published value is fixed.
LIFE = {"status", "go_live_at", "expires_at", "first_published_at", "withdrawal_reason", "version", "updated_at",
        "reviewed_by"}  # fmt: skip


def _place_sign() -> str:
    return "No. " if is_english() else "第"


class VintageQuerySet(PublishableQuerySet):
    """Whoever has been public is never changed or deleted, neither one by one nor all at once."""

    def as_it_stood(self, at: datetime | None) -> "VintageQuerySet":
        """What had been published before `at`; everything for None. What was withdrawn since stays away."""
        return self.filter(first_published_at__lt=at) if at else self

    def current(self, at: datetime | None = None) -> "VintageQuerySet":
        """Of every observation the newest value that is public, or was before `at` (use after `published()`)."""
        newer = self.model.objects.published().as_it_stood(at).filter(
            observation=models.OuterRef("observation"), number__gt=models.OuterRef("number")
        )  # fmt: skip
        return self.as_it_stood(at).filter(~models.Exists(newer))

    def of(self, indicator: Indicator | str) -> list["Vintage"]:
        """Those of one indicator (or its code): the latest period first, in it the newest; the zone before other areas.
        Two queries."""
        by_code = isinstance(indicator, str)
        found = self.filter(**{"observation__indicator__code" if by_code else "observation__indicator": indicator})
        found = found.select_related("observation__ref_area", *["observation__indicator"] * by_code)
        order = ("observation__ref_area", "-observation__period", "observation__is_target", "-number")
        vintages = list(found.prefetch_related("comparisons").order_by(*order))
        vintages.sort(key=lambda v: v.observation.ref_area.code if v.observation.ref_area else "")
        if vintages and by_code:
            indicator = vintages[0].observation.indicator
        for vintage in vintages:
            vintage.observation.indicator = indicator
        return vintages

    def fixed(self) -> "VintageQuerySet":
        return self.exclude(status=Status.DRAFT, first_published_at=None)

    def refuse_fixed(self) -> None:
        if self.fixed().exists():
            raise ValidationError(gettext("A published value stays as it is; enter a new one with a reason."))

    def update(self, **changes) -> int:
        if set(changes) - LIFE:
            self.refuse_fixed()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_fixed()
        return super().delete()

    def bulk_create(self, objs, *args, **kwargs) -> list["Vintage"]:
        if kwargs.get("update_conflicts"):
            raise ValidationError(gettext("A published value stays as it is; enter a new one with a reason."))
        return super().bulk_create(objs, *args, **kwargs)


class Vintage(Publishable):
    """A value as it was stated at one time. Immutable once published; the newest published one is the current value."""

    class ObsStatus(models.TextChoices):
        """SDMX OBS_STATUS, those codes in use here."""

        NORMAL = "A", _("normal")
        PROVISIONAL = "P", _("preliminary")
        ESTIMATED = "E", _("estimate")
        FORECAST = "F", _("forecast")

    class Reason(models.TextChoices):
        FIRST = "first", _("first value")
        ROUTINE = "routine", _("routine revision")
        CORRECTION = "correction", _("correction")
        METHOD = "method", _("change of method")

    observation = models.ForeignKey(
        Observation, verbose_name=_("observation"), on_delete=models.PROTECT, related_name="vintages"
    )
    number = models.PositiveSmallIntegerField(_("vintage"), editable=False)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("value in words"), max_length=60, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier, default=Qualifier.EQUAL)
    obs_status = models.CharField(_("status of the value"), max_length=1, choices=ObsStatus, default=ObsStatus.NORMAL)
    as_of = models.CharField(_("as of"), max_length=16, blank=True, validators=[validate_period])
    is_reported = models.BooleanField(
        _("the source gives no time; its own date stands here"), default=False,
        help_text=_("Readers are told so: “period not stated, reported …”."),
    )  # fmt: skip
    # Of an indicator of the kind "rank" the value itself is the place; other values have theirs as a comparison.
    rank_total = models.PositiveIntegerField(_("rank out of"), null=True, blank=True)
    rank_among = models.CharField(_("rank among whom"), max_length=60, blank=True)
    source_name = models.CharField(_("source"), max_length=100)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.FIRST)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), editable=False, null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    objects = VintageQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"  # no side door
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["observation", "-number"]
        permissions = [("publish_vintage", _("may publish values"))]
        constraints = [models.UniqueConstraint(fields=["observation", "number"], name="one_number_a_vintage")]

    def __str__(self) -> str:
        return f"{self.observation} · {self.shown}"

    def get_absolute_url(self) -> str:
        return f"{self.observation.get_absolute_url()}#v{self.number}"

    @classmethod
    def public_q(cls) -> Q:
        return Q(observation__indicator__is_public=True)

    @property
    def parts(self) -> tuple[str, str, str]:
        """(before, number, after) as a page sets them in different sizes."""
        return self.parts_in(self.observation.indicator.unit)

    def parts_in(self, unit: str) -> tuple[str, str, str]:
        """The same with another unit: "" where a chart names it once for all its numbers."""
        if self.text:
            return "", self.text, ""
        before, shown, after = parts(self.value, self.qualifier, unit)
        return before + (_place_sign() if self.is_place else ""), shown, after

    @property
    def shown(self) -> str:
        """The value as a reader meets it: qualifier, number, unit."""
        return "".join(self.parts)

    @property
    def plain(self) -> Decimal | None:
        """The value without trailing zeros."""
        return None if self.value is None else self.value.normalize()

    @property
    def is_place(self) -> bool:
        return self.observation.indicator.kind == Indicator.Kind.RANK

    @property
    def place(self) -> tuple[int, int, str] | None:
        """(place, out of, among whom), whether it is the value or a comparison."""
        if self.is_place:
            return (int(self.value), self.rank_total, self.rank_among) if self.value is not None else None
        ranks = [row for row in self.comparisons.all() if row.kind == Compared.RANK]
        return (int(ranks[0].value), ranks[0].total, ranks[0].base) if ranks else None

    def check_comparisons(self, text: str) -> list[Comparison]:
        """What `text` says, as rows not yet saved. ValidationError when it makes no sense for this value."""
        rows = Comparison.read(text)
        if len({(row.kind, row.base) for row in rows}) < len(rows):
            raise ValidationError(gettext("The same comparison is given twice."))
        if self.observation.indicator.unit == "%" and any(row.kind == Compared.YOY for row in rows):
            raise ValidationError(gettext("A rate is compared in percentage points (百分点), not in per cent."))
        return rows

    def read_comparisons(self, text: str) -> list[Comparison]:
        """The same; ValidationError under "comparisons"."""
        try:
            return self.check_comparisons(text)
        except ValidationError as error:
            raise ValidationError({"comparisons": error.messages}) from error

    def compare(self, text: str) -> None:
        """Replace the comparisons of a draft by those of `text`; ValidationError under "comparisons"."""
        rows = self.read_comparisons(text)
        if rows or self.comparisons.exists():
            self.comparisons.all().delete()
            for row in rows:
                row.vintage = self
            Comparison.objects.bulk_create(rows)

    # --- review ------------------------------------------------------------------------------

    def publish(self, *, by, at: datetime | None = None, note: str = "") -> None:
        """Whoever entered a value doesn't review it: a second person publishes it, or the first one alone with a
        reason (`note`); then `reviewed_by` stays empty until somebody has reviewed it afterwards."""
        if self.is_own(by) and not note.strip():
            message = gettext(
                "You entered this value: another person publishes it. If there is nobody, give the reason why you"
                " publish it alone; it is reviewed afterwards."
            )
            raise ValidationError(message)
        super().publish(by=by, at=at, note=note)

    def is_own(self, user) -> bool:
        return self.entered_by_id == user.pk

    def _move(self, verb: str, by, note: str, **changes) -> None:
        if verb == "publish":
            changes["reviewed_by"] = None if self.is_own(by) else by
        super()._move(verb, by, note, **changes)

    def review(self, *, by, note: str = "") -> None:
        """Afterwards, by another person, for what one published alone."""
        if not by.has_perm("indicators.publish_vintage"):
            raise PermissionDenied
        if self.is_own(by):
            raise ValidationError(gettext("Whoever entered a value doesn't review it."))
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, status=Status.PUBLISHED, reviewed_by=None)
            if not rows.update(reviewed_by=by):
                raise StateChanged(gettext("“%(thing)s” doesn't wait for a review.") % self._words())
            self.reviewed_by = by
            ReviewLog.objects.create(
                thing=self, verb="review", old_status=self.status, new_status=self.status, by=by, note=note
            )

    def publishing_errors(self) -> list[str]:
        later = type(self).objects.published().filter(observation=self.observation, number__gt=self.number)
        if self.status == Status.DRAFT and later.exists():
            return [gettext("A newer value of this period is public already; enter the value anew.")]
        return []

    # --- what fits ---------------------------------------------------------------------------

    def clean(self) -> None:
        if self.value is None and not self.text:
            raise ValidationError({"value": gettext("A value is a number or words; what is missing gets no entry.")})
        if self.observation_id:
            self._clean_rank()
            self._clean_time()

    def _clean_rank(self) -> None:
        if not self.is_place:
            if self.rank_total:
                message = gettext("Only a ranking has its total here; the rank of another value is a comparison.")
                raise ValidationError({"rank_total": message})
            return
        if not self.rank_total:
            raise ValidationError({"rank_total": gettext("A rank needs the number it is among.")})
        if self.value is not None and self.value % 1:
            raise ValidationError({"value": gettext("A rank is a whole number.")})
        if self.value is not None and not 1 <= self.value <= self.rank_total:
            raise ValidationError({"rank_total": gettext("A rank lies between 1 and the number it is among.")})

    def _clean_time(self) -> None:
        kind, period = self.observation.indicator.kind, self.observation.period
        if kind == Indicator.Kind.STOCK and not self.as_of and not self.observation.is_target:
            message = gettext(
                "A stock needs the date at which it stood; if the source gives none, the source's own date."
            )
            raise ValidationError({"as_of": message})
        if not (self.as_of or period):
            raise ValidationError({"as_of": gettext("Without a period the value needs its as-of date.")})
        if kind == Indicator.Kind.FLOW and not period:
            self.is_reported = True  # a flow has no other date than that of its source
        if self.qualifier == Qualifier.PLANNED and not self.observation.is_target:
            raise ValidationError({"qualifier": gettext("What is planned is entered as a plan or target.")})
        earlier = type(self).objects.fixed().filter(observation=self.observation).exclude(pk=self.pk)
        if self.reason == self.Reason.FIRST and earlier.exists():
            raise ValidationError({"reason": gettext("There is a published value already: say why it changes.")})

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            type(self).objects.filter(pk=self.pk).refuse_fixed()
        if not self.number:
            with transaction.atomic():
                last = type(self).objects.filter(observation=self.observation).aggregate(last=Max("number"))["last"]
                self.number = (last or 0) + 1
                return super().save(*args, **kwargs)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        type(self).objects.filter(pk=self.pk).refuse_fixed()
        return super().delete(*args, **kwargs)
