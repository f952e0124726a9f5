"""Who counts as a reader, and what is read most.

The method (published at /news/ranking/): a visitor counts once an hour for an article; machines that say so don't count;
a visitor is a keyed digest of address and browser that changes every day and can't be turned back. Counting is asked for
by a picture in the page, so the page itself writes nothing, and works without JavaScript.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.lib.clients import client_ip
from portal.lib.language import is_english
from portal.site.models import Column

from .models import Article, ArticleQuerySet, DayReads, Visit

PERIODS = {"24h": _("24 hours"), "7d": _("7 days"), "30d": _("30 days"), "year": _("This year")}
MOST = 50
KEEP = 600  # seconds that a ranking is kept: nobody needs it fresher, and a year is a long sum


def visitor_of(request: HttpRequest) -> str:
    """A word for the visitor that is the same all day and tells nothing about them."""
    seen = f"{timezone.localdate()}|{client_ip(request)}|{request.headers.get('User-Agent', '')}"
    return salted_hmac("news.readers", seen, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()[:32]


def _ranked(period: str, column: Column | None) -> ArticleQuerySet:
    """The public articles with readers in one of PERIODS, annotated with `readers`, the most read first."""
    today = timezone.localdate()
    first = {"7d": today - timedelta(days=6), "30d": today - timedelta(days=29), "year": today.replace(month=1, day=1)}
    if period == "24h":
        reads = Visit.objects.since(timezone.now() - timedelta(hours=24))
    else:
        reads = DayReads.objects.since(first[period])
    articles = Article.objects.published().filter(pk__in=reads.values("article"))
    if column:
        articles = articles.filter(column__path__startswith=column.path)
    return articles.for_list().annotate(readers=reads.of_article()).order_by("-readers", "-pk")


def ranking(period: str, column: Column | None = None) -> dict[int, int]:
    """Article id -> readers, the most read first; of one column and below when given, on an English page of those with
    English. Kept for ten minutes: whether the articles are still public is for the caller to ask."""
    counted = cache.get(_key(period, column))
    if counted is None:
        counted = _keep(period, column, _ranked(period, column).values_list("pk", "readers")[:MOST])
    return counted


def _key(period: str, column: Column | None) -> str:
    return f"news.ranking:{period}:{column.pk if column else ''}:{is_english()}"


def _keep(period: str, column: Column | None, rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    counted = dict(rows)
    cache.set(_key(period, column), counted, KEEP)
    return counted


def with_readers(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Annotates `readers`: everybody who ever read the article (None: nobody yet)."""
    return articles.annotate(readers=DayReads.objects.of_article())


def most_read(period: str, column: Column | None = None, most: int = 10) -> list[Article]:
    """The articles most read in the period, in that order, with `readers`: one query, whether the ranking is kept or not."""
    counted = cache.get(_key(period, column))
    if counted is None:
        found = list(_ranked(period, column)[:MOST])
        _keep(period, column, ((article.pk, article.readers) for article in found))
        return found[:most]
    found = {a.pk: a for a in Article.objects.published().filter(pk__in=counted).for_list()} if counted else {}
    return in_order(counted, found)[:most]


def in_order(counted: dict[int, int], found: dict[int, Article]) -> list[Article]:
    """Those of `found` that are ranked, in the order of the ranking, with `readers`."""
    ranked = [found[pk] for pk in counted if pk in found]
    for article in ranked:
        article.readers = counted[article.pk]
    return ranked
