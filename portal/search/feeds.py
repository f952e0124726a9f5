"""A search as an Atom feed: its newest results, for whoever wants to hear of the next one."""

from dataclasses import replace

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.lib.html import without_controls
from portal.lib.language import is_english, local
from portal.site.models import SiteSettings

from .asked import Asked
from .results import Results

LENGTH = 30


def feed_query(asked: Asked) -> str:
    """The address of the same search, after the question mark."""
    fields = {"q": asked.q, "kind": asked.kind, "column": asked.column, "year": asked.year}
    fields["sample"] = "1" if asked.is_sample else ""
    return urlencode({name: value for name, value in fields.items() if value})


def search_feed(asked: Asked) -> str:
    results = Results(replace(asked, order="date", page=""), LENGTH)
    query = feed_query(asked)
    words = {"site": SiteSettings.load().words.name, "words": asked.q}
    feed = Atom1Feed(
        title=without_controls(_("%(site)s: “%(words)s”") % words),
        link=settings.SITE_URL + local(f"/search/?{query}"),
        feed_url=settings.SITE_URL + local(f"/search/feed/?{query}"),
        description=None,
        language="en" if is_english() else "zh-hans",
    )
    for hit in results[0:LENGTH]:
        link, date = settings.SITE_URL + hit.url, hit.document.date
        feed.add_item(
            title=without_controls(hit.document.title), link=link, unique_id=link, pubdate=date, updateddate=date,
            description=without_controls(strip_tags(hit.excerpt)), categories=[str(hit.document.get_kind_display())],
        )  # fmt: skip
    return feed.writeString("utf-8")
