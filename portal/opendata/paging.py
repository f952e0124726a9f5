"""Pages that stay what they are while a program walks through them."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound

from news.models.article import ArticleQuerySet

from .asking import LARGEST_PAGE, PAGE_SIZE, Fields, refused

Page = dict[str, object]
MOST_PAGES = 1_000_000


def by_number(request: HttpRequest, fields: Fields, count: int, part: Callable[[int, int], list]) -> Page:
    """Pages by number, of lists whose order is fixed. Http 404 beyond the last one."""
    size, number = _size(fields), fields.whole("page", 1, 1, MOST_PAGES)
    last = max(1, -(-count // size))
    if number > last:
        raise NotFound(_("There is no page %(number)s; the last one is %(last)s.") % {"number": number, "last": last})
    results = part((number - 1) * size, number * size)
    following = _address(request, page=number + 1) if number < last else None
    before = _address(request, page=number - 1) if number > 1 else None
    return {"count": count, "next": following, "previous": before, "results": results}


def newest_first(
    request: HttpRequest, fields: Fields, articles: ArticleQuerySet, read: Callable[[QuerySet], list]
) -> Page:
    """Pages by where the last one ended: what is published meanwhile neither repeats nor hides an entry."""
    size, after = _size(fields), fields.text("after", 60)
    rows = articles.filter(_below(after)) if after else articles
    found = list(rows[: size + 1])
    more = len(found) > size
    end = found[size - 1] if more else None
    following = _address(request, after=f"{_stamp(end.first_published_at)}-{end.pk}") if end else None
    return {"count": articles.count(), "next": following, "previous": None, "results": read(found[:size])}


def _below(after: str) -> Q:
    stamp, _dash, pk = after.partition("-")
    if not (
        stamp.isascii() and stamp.isdigit() and pk.isascii() and pk.isdigit() and len(stamp) <= 16 and len(pk) <= 18
    ):
        raise refused("after", after, _("what “next” of the page before says"))
    at = datetime.fromtimestamp(int(stamp) // 1_000_000, tz=timezone.get_default_timezone())
    at = at.replace(microsecond=int(stamp) % 1_000_000)
    return Q(first_published_at__lt=at) | Q(first_published_at=at, pk__lt=int(pk))


def _stamp(moment: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def _size(fields: Fields) -> int:
    return fields.whole("page_size", PAGE_SIZE, 1, LARGEST_PAGE)


def _address(request: HttpRequest, **changes: object) -> str:
    query: QueryDict = Fields(request).data.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
