"""Links inside the site that lead nowhere: asked of the tables, not of the network."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from portal.indicators.models import Indicator, Panel
from portal.lib.language import bare
from portal.site.models import Column, Redirect
from projects.models import Project

from ..models import Article, Tag
from .findings import Finding, Level
from .texts import BODIES

_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')

# Name of the address in urls.py -> whether what it names can be read; an address that isn't here lives if it is known.
ALIVE: dict[str, Callable[..., bool]] = {
    "news:detail": lambda pk, **_: Article.objects.readable().filter(pk=pk).exists(),
    "news:tag": lambda pk: Tag.objects.filter(pk=pk).exists(),
    "projects:detail": lambda code, **_: Project.objects.readable().filter(code=code).exists(),
    "indicators:panel": lambda slug, **_: Panel.objects.readable().filter(slug=slug).exists(),
    "indicators:indicator": lambda code, **_: Indicator.objects.filter(code=code, is_public=True).exists(),
    "column": lambda path: _is_column(f"/{path}/"),
}


def _is_column(path: str) -> bool:
    return Column.objects.filter(path=path, is_visible=True).exists() or Redirect.objects.filter(old_path=path).exists()


def dead_links(article: Article) -> list[Finding]:
    """A question or two for each different link into the site, none without links."""
    found = []
    for place, raw in dict.fromkeys((name, raw) for name in BODIES for raw in _HREF.findall(getattr(article, name))):
        address = unescape(raw)
        own = address.removeprefix(settings.SITE_URL) if f"{address}/".startswith(f"{settings.SITE_URL}/") else address
        if own.startswith("/") and not own.startswith("//") and not _lives(own):
            words = {"address": address[:120]}
            found.append(Finding(Level.WARN, "dead-link", _("A link leads nowhere: %(address)s") % words, place))
    return found


def _lives(address: str) -> bool:
    path = bare(unquote(urlsplit(address).path)) or "/"
    try:
        match = resolve(path)
    except Resolver404:
        return False
    check = ALIVE.get(match.view_name)
    return check(**match.kwargs) if check else True
