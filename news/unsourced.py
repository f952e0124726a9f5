"""Public articles that don't say where they come from, for the health of the site."""

from collections.abc import Iterator

from django.utils.translation import gettext

from portal.site.health import Finding

from .models import Article


def findings() -> Iterator[Finding]:
    count = Article.objects.published().filter(source=None).count()
    if count:
        text = gettext("Public articles without a source: %(count)s") % {"count": count}
        yield Finding("warn", text, count, "/admin/news/article/?source__isnull=1")
