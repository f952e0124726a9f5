"""How the office answered, as figures of the ledger: a month's values are entered as drafts, which the keeper publishes."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.indicators.models import Indicator, Vintage

from .inbox import month

# code -> (name, unit, decimals, kind, more is better, field of Month)
FIGURES = {
    "MSG_RECEIVED": ("网站留言收到数", "件", 0, "flow", 0, "received"),
    "MSG_ANSWERED": ("网站留言答复数", "件", 0, "flow", 1, "answered"),
    "MSG_ON_TIME": ("网站留言按期答复率", "%", 2, "ratio", 1, "on_time"),
    "MSG_MEDIAN_HOURS": ("网站留言答复时长中位数", "小时", 1, "duration", -1, "median_hours"),
}
DEFINITION = "按本站留言系统记录计算；不含举报、纠错、垃圾留言和示例。按期答复率＝当月到期留言中按期答复的比例。"


@transaction.atomic
def enter(first: date, *, by) -> list[Vintage]:
    """Draft values of the month that begins on `first`; values that stand there already are not entered again."""
    values, entered = month(first), []
    for code, (name, unit, decimals, kind, direction, field) in FIGURES.items():
        value = getattr(values, field)
        if value is None:
            continue
        fields = {
            "name": name, "unit": unit, "decimals": decimals, "kind": kind, "direction": direction,
            "category": Indicator.Category.BUSINESS, "frequency": Indicator.Frequency.MONTH, "definition": DEFINITION,
        }  # fmt: skip
        indicator, _made = Indicator.objects.get_or_create(code=code, defaults=fields)
        if vintage := _enter(indicator, Decimal(str(value)), f"{first:%Y-%m}", by):
            entered.append(vintage)
    return entered


def _enter(indicator: Indicator, value: Decimal, period: str, by) -> Vintage | None:
    rows = Vintage.objects.filter(observation__indicator=indicator, observation__period=period)
    last = rows.order_by("-number").first()
    if last and last.value == value:
        return None
    fixed = rows.fixed().exists()
    reason = Vintage.Reason.ROUTINE if fixed else Vintage.Reason.FIRST
    return indicator.enter(value, period, by=by, source_name=_("Records of the guest book of this site"), reason=reason)
