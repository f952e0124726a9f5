"""The figure keepers' desk: values that wait for a second person, corrected or withdrawn ones whose number still stands in a
public text, figures that are due. Internal; asks for the right to enter or publish values."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import show_period
from portal.publishing.desk import Section
from portal.publishing.models import Status

from .current import current_values
from .models import CorrectionNote, FigureUse, Indicator, Vintage
from .overdue import DAYS, missed


@dataclass(frozen=True)
class Row:
    title: str
    address: str
    words: str


class FigureDesk:
    def __init__(self, user) -> None:
        self.user = user

    @classmethod
    def of(cls, request: HttpRequest) -> "FigureDesk | None":
        rights = ("indicators.add_vintage", "indicators.publish_vintage")
        return cls(request.user) if any(map(request.user.has_perm, rights)) else None

    @cached_property
    def sections(self) -> list[Section]:
        """Eight queries, whatever waits, and one more where pages print an old number as well as articles."""
        found = []
        if self.user.has_perm("indicators.publish_vintage"):
            found += [
                Section("publish", _("Values for me to publish"), self._drafts(mine=False)),
                Section("review", _("Published alone, to be reviewed"), self._alone()),
                Section("spread", _("Corrected or withdrawn, still printed"), self._still_printed()),
            ]
        if self.user.has_perm("indicators.add_vintage"):
            found += [
                Section("due", _("Figures that are due"), self._due()),
                Section("mine", _("Entered by me, waiting for another"), self._drafts(mine=True)),
            ]
        return found

    @property
    def waiting(self) -> int:
        return sum(len(section.rows) for section in self.sections if section.key != "mine")

    def _drafts(self, *, mine: bool) -> list[Row]:
        drafts = Vintage.objects.filter(status=Status.DRAFT)
        return self._rows(drafts.filter(entered_by=self.user) if mine else drafts.exclude(entered_by=self.user))

    def _alone(self) -> list[Row]:
        alone = Vintage.objects.filter(status=Status.PUBLISHED, reviewed_by=None)
        return self._rows(alone.exclude(entered_by=self.user))

    def _rows(self, vintages: QuerySet) -> list[Row]:
        vintages = vintages.select_related("observation__indicator", "observation__ref_area", "entered_by")
        return [
            Row(
                str(vintage.observation),
                _address("change", vintage),
                " · ".join([vintage.shown, str(vintage.entered_by)]),
            )
            for vintage in vintages.order_by("updated_at")
        ]

    @staticmethod
    def _still_printed() -> list[Row]:
        """Public texts with a fixed tie to a value that another one has replaced, and no note about that one; and those
        with any tie to a value that was withdrawn without another."""
        newer = Vintage.objects.published().current().filter(
            observation=OuterRef("vintage__observation"), number__gt=OuterRef("vintage__number")
        )  # fmt: skip
        told = CorrectionNote.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), vintage=OuterRef("newer")
        )
        is_replaced = Q(is_live=False, newer__isnull=False) & ~Exists(told)
        is_gone = Q(newer=None, vintage__status=Status.WITHDRAWN)
        uses = FigureUse.objects.standing().annotate(newer=newer.values("pk")[:1]).filter(is_replaced | is_gone)
        texts: dict[int, dict] = {}  # by the new value or the withdrawn one; each text once
        for use in uses.prefetch_related("thing"):
            if _is_public(use.thing):
                texts.setdefault(use.newer or use.vintage_id, {})[use.content_type_id, use.object_id] = use.thing
        values = Vintage.objects.filter(pk__in=texts).select_related("observation__indicator", "observation__ref_area")
        rows = []
        for value in values.order_by("updated_at"):
            n, names = len(texts[value.pk]), gettext(", ").join(map(str, texts[value.pk].values()))
            if value.status == Status.WITHDRAWN:
                where = gettext("withdrawn, stands in: %(names)s") % {"names": names}
            else:
                where = ngettext("stands in %(n)s text", "stands in %(n)s texts", n) % {"n": n}
            page = "change" if value.status == Status.WITHDRAWN else "correct"
            rows.append(Row(str(value.observation), _address(page, value), f"{value.shown} · {where}"))
        return rows

    @staticmethod
    def _due() -> list[Row]:
        """By the zone's newest value of each regular indicator, the longest overdue first."""
        indicators = Indicator.objects.filter(frequency__in=DAYS)
        found = []
        for (_pk, area), values in current_values(indicators, compared=False).items():
            indicator, period = values[0].observation.indicator, _last_period(values)
            if area is None and (day := missed(indicator, period)):
                due = gettext("an update was due by %(day)s") % {"day": show_period(day.isoformat())}
                last = gettext("last value: %(period)s") % {"period": show_period(period)}
                address = reverse("admin:indicators_indicator_enter", args=[indicator.pk])
                found.append((day, indicator.code, Row(indicator.name, address, f"{due} · {last}")))
        return [row for _day, _code, row in sorted(found, key=lambda one: one[:2])]


def _last_period(values: Iterable[Vintage]) -> str:
    periods = [value.observation.period for value in values if not value.observation.is_target]
    return periods[-1] if periods else ""


def _address(page: str, vintage: Vintage) -> str:
    return reverse(f"admin:indicators_vintage_{page}", args=[vintage.pk])


def _is_public(thing) -> bool:
    return thing is not None and thing.status == Status.PUBLISHED and not thing.is_scheduled
