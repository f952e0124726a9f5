"""The two languages of one page."""

from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal.lib.language import ENGLISH, PREFIX, bare, has_chinese, is_english, mark_chinese
from portal.site.elder import LONGEST
from portal.site.navigation import Navigation

register = template.Library()
register.filter("marked", mark_chinese)


@register.filter
def lang(text: str) -> str:
    """An attribute for an element whose attributes or whole text are `text`: Chinese is marked on English pages."""
    return mark_safe(' lang="zh-Hans"') if is_english() and has_chinese(text) else ""


# What a page is about, by its name in the context; the first one found decides whether there is an English page.
THINGS = ("article", "project", "indicator", "panel", "page", "tag", "topic", "message")


class Tongues(NamedTuple):
    """Paths of the page in Chinese and in English ("" where there is none); `other` leads to the other language, with
    the filter that is on."""

    chinese: str
    english: str
    other: str


@register.simple_tag(takes_context=True)
def tongues(context: template.Context) -> Tongues:
    request = context["request"]
    path = bare(request.path)
    has_english = not context.get("is_error") and _speaks_english(context, request)
    english = PREFIX + path if has_english else ""
    if context.get("is_error"):
        return Tongues("", "", f"{PREFIX}/" if not is_english() else "/")
    kept = request.GET.copy()
    kept.pop("page", None)
    query = f"?{kept.urlencode()}" if kept else ""
    query = query if len(query) <= LONGEST else ""
    return Tongues(path, english, path + query if is_english() else english + query if english else f"{PREFIX}/")


def _speaks_english(context: template.Context, request: HttpRequest) -> bool:
    if context.get("no_twin"):
        return False
    match = request.resolver_match
    with override(ENGLISH):
        if not match or not reverse(match.view_name, args=match.args, kwargs=match.kwargs).startswith(f"{PREFIX}/"):
            return False  # an address that is in Chinese alone
    for name in THINGS:
        if hasattr(context.get(name), "in_english"):
            return context[name].in_english
    column = context.get("column")
    node = column and Navigation.of(request).nodes.get(column.pk)
    return node.in_english if node else not column
