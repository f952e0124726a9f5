"""A figure of a text becomes a draft in the ledger, with the text as its source."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.qualifiers import Qualifier
from portal.lib.quantities import Figure, Quantity
from portal.lib.quantities.units import resolve
from portal.publishing.models import Publishable

from ..matching import unit_class
from ..models import Indicator, Vintage
from .rows import Row, Sheet

# The one word that is kept where a figure carries several, the most telling first.
_TELLING = (
    "first_over", "zero_to_one", "over", "more_than", "at_least", "nearly", "about", "within", "only_took", "streak",
    "planned", "forecast", "cumulative", "sample", "reach",
)  # fmt: skip


def value_in(figure: Figure, unit: str) -> Decimal:
    """The figure's number in the indicator's unit. ValidationError when the two are of another kind."""
    known = resolve(unit)
    if known is None or unit_class(figure) != unit_class(Quantity(Decimal(1), unit, is_rank=figure.is_rank)):
        words = {"figure": figure.text, "unit": unit}
        raise ValidationError(gettext("“%(figure)s” can't be given in %(unit)s.") % words)
    if figure.shown_value_to is not None:
        raise ValidationError(gettext("“%(figure)s” is a range; the ledger keeps one value.") % {"figure": figure.text})
    return figure.value / known.factor


def telling(figure: Figure) -> str:
    codes = figure.qualifier.split("+")
    return next((code for code in _TELLING if code in codes), Qualifier.EQUAL)


@transaction.atomic
def enter_figure(sheet: Sheet, row: Row, indicator: Indicator, *, by, period: str | None = None, **fields) -> Vintage:
    """The draft with the text as source, and the figure tied to it. `fields` as `Indicator.enter` takes them.

    What is said with “计划” is entered as a target. ValidationError as `enter` raises it, PermissionDenied too.
    """
    figure, thing = row.figure, sheet.thing
    public = thing.public_row
    period = figure.period or "" if period is None else period
    qualifier = telling(figure)
    given = {
        "qualifier": qualifier, "is_target": "planned" in figure.qualifier, "rank_total": figure.rank_total,
        "source_name": str(thing)[:100], "source_url": _address(public),
    }  # fmt: skip
    if figure.qualifier.startswith("forecast"):
        given["obs_status"] = Vintage.ObsStatus.FORECAST
    if not period or indicator.kind == Indicator.Kind.STOCK:  # the text's own date stands for one that it doesn't give
        given["is_reported"] = True
        given["as_of"] = timezone.localdate(public.first_published_at or timezone.now()).isoformat()
    if _has_value(indicator, period, given["is_target"]):
        given["reason"] = Vintage.Reason.ROUTINE
    vintage = indicator.enter(value_in(figure, indicator.unit), period, by=by, **given | fields)
    sheet.tie(row, by=by, vintage=vintage)
    return vintage


def _address(thing: Publishable) -> str:
    return f"{settings.SITE_URL}{thing.get_absolute_url()}" if thing.first_published_at else ""


def _has_value(indicator: Indicator, period: str, is_target: bool) -> bool:
    known = Vintage.objects.fixed().filter(observation__indicator=indicator, observation__period=period)
    return known.filter(observation__is_target=is_target).exists()
