"""How values are shown, the same everywhere."""

import re
from datetime import datetime
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal.lib.dates import show_period
from portal.lib.html import keep_amounts
from portal.lib.language import is_english, listed, local, mark_chinese
from portal.lib.outward import outward
from portal.lib.qualifiers import amount, number, unit_word
from portal.media.models import Photo
from portal.site.body import render_body

register = template.Library()
_HTML_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d")
# How an amount of money is set: its number, its unit as it stands behind it, and by itself.
_MONEY = {"": "{0}{1}", "apart": "{0} {2}", "b": "<b>{0}</b> {2}", "small": "{0}<small>{1}</small>"}
_CODE = re.compile(r"^[a-z]+$|(?<![&\w])[A-Za-z]\w*(?: [A-Za-z]\w*)+(?!\w)", re.ASCII)
register.filter("period", show_period)
register.filter("amount", amount)
register.filter("number", number)
register.filter("prose", render_body)
register.filter("listed", listed)
register.filter("local", local)
register.filter("unit", unit_word)
register.filter("outward", outward)


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
def yi(value: Decimal | None) -> str:
    """An amount kept in 万元, in 亿元: where a column's head has the unit."""
    return number(None if value is None else Decimal(value) / 10_000)


@register.filter
def money(value: Decimal, form: str = "") -> SafeString:
    """An amount kept in 万元, with its unit: "5.2亿元", in English "520 million yuan"; `form` is one of _MONEY."""
    shown, unit = amount(Decimal(value) / 10_000, "亿元")
    return format_html(_MONEY[form], shown, unit, unit.strip())


@register.filter
def iso(when: object) -> str:
    """A date of any precision as HTML's `datetime` knows it; of a quarter or a span its year."""
    text = str(when)
    return text if _HTML_DATE.fullmatch(text) else text[:4]


@register.filter
def codes(text: str) -> SafeString:
    """A Chinese sentence in which what a machine reads (names of fields, values to choose from) is set as code."""
    if is_english():
        return conditional_escape(text)
    return mark_safe(_CODE.sub(r"<code>\g<0></code>", conditional_escape(text)))


@register.filter
def amounts(text: str) -> SafeString:
    """A text (a title, a summary) in which no line breaks between a number and its unit."""
    return keep_amounts(mark_chinese(text))


@register.filter
def srcset(photo: Photo, kind: str) -> str:
    return photo.srcset(kind)


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """Numbers to link around the present page, the first and the last; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


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
