"""How values are shown, the same everywhere."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from portal.lib.dates import show_period

register = template.Library()
register.filter("period", show_period)


@register.filter
def pubdate(value: datetime | None) -> str:
    """YYYY-MM-DD HH:MM, 24-hour clock, in the zone's time (the form the META tag PubDate demands)."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def day(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d") if value else ""


@register.filter
def month_day(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%m-%d") if value else ""


@register.filter
def number(value: Decimal | int | None) -> str:
    """No trailing zeros, no exponent, no separators below 10,000; "–" for what is unknown."""
    if value is None:
        return "–"
    text = format(Decimal(value).normalize(), "f")
    whole, _dot, rest = text.partition(".")
    if abs(int(whole)) >= 10_000:
        whole = f"{int(whole):,}"
    return f"{whole}.{rest}" if rest else whole


@register.filter
def yi(value: Decimal | None) -> str:
    """An amount kept in 万元, shown in 亿元."""
    return number(None if value is None else Decimal(value) / 10_000)


@register.simple_tag(takes_context=True)
def query(context: dict, **changes: object) -> str:
    """The address's query string with some keys changed; None or "" drops a key. Keeps repeated keys."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        else:
            params[key] = value
    return f"?{params.urlencode()}" if params else "?"
