"""Who counts as a reader, and what is read most.

The method (published at /news/ranking/): a visitor counts once an hour for an article; machines that say so don't count;
a visitor is a keyed digest of address and browser that changes every day and can't be turned back. Counting is asked for
by a picture in the page, so the page itself writes nothing, and works without JavaScript.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.lib.clients import client_ip
from portal.site.models import Column

from .models import Article, ArticleQuerySet, DayReads, Visit

PERIODS = {"24h": _("24 hours"), "7d": _("7 days"), "30d": _("30 days"), "year": _("This year")}
MOST = 50
KEEP = 600  # seconds that a ranking is kept: nobody needs it fresher, and a year is a long sum


def visitor_of(request: HttpRequest) -> str:
    """A word for the visitor that is the same all day and tells nothing about them."""
    seen = f"{timezone.localdate()}|{client_ip(request)}|{request.headers.get('User-Agent', '')}"
    return salted_hmac("news.readers", seen, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()[:32]


def totals(period: str) -> QuerySet:
    """Rows {article, n} of one of PERIODS, the most read first, of public articles alone."""
    today, public = timezone.localdate(), Article.objects.published(in_any_language=True)
    if period == "24h":
        return Visit.objects.since(timezone.now() - timedelta(hours=24)).filter(article__in=public).totals()
    first = {"7d": today - timedelta(days=6), "30d": today - timedelta(days=29), "year": today.replace(month=1, day=1)}
    return DayReads.objects.since(first[period]).filter(article__in=public).totals()


def ranking(period: str, column: Column | None = None) -> dict[int, int]:
    """Article id -> readers, the most read first; of one column and below when given. Kept for ten minutes: whether the
    articles are still public is for the caller to ask."""
    key = f"news.ranking:{period}:{column.pk if column else ''}"
    counted = cache.get(key)
    if counted is None:
        rows = totals(period)
        if column:
            rows = rows.filter(article__column__path__startswith=column.path)
        counted = {row["article"]: row["n"] for row in rows[:MOST]}
        cache.set(key, counted, KEEP)
    return counted


def with_readers(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Annotates `readers`: everybody who ever read the article (None: nobody yet)."""
    all_days = DayReads.objects.filter(article=OuterRef("pk")).values("article").annotate(n=Sum("count")).values("n")
    return articles.annotate(readers=Subquery(all_days))


def most_read(period: str, column: Column | None = None, most: int = 10) -> list[Article]:
    """The articles most read in the period, in that order, with `readers`."""
    counted = ranking(period, column)
    found = {a.pk: a for a in Article.objects.published().filter(pk__in=counted).for_list()} if counted else {}
    return in_order(counted, found)[:most]


def read_lately(days: int, most: int) -> list[Article]:
    """The articles most read in the last `days`, with `readers`, in one query: for the home page."""
    reads = DayReads.objects.since(timezone.localdate() - timedelta(days=days - 1))
    own = reads.filter(article=OuterRef("pk")).order_by().values("article").annotate(n=Sum("count")).values("n")
    found = Article.objects.published().filter(pk__in=reads.order_by().values("article")).for_list()
    return list(found.annotate(readers=Subquery(own)).order_by("-readers", "-pk")[:most])


def in_order(counted: dict[int, int], found: dict[int, Article]) -> list[Article]:
    """Those of `found` that are ranked, in the order of the ranking, with `readers`."""
    ranked = [found[pk] for pk in counted if pk in found]
    for article in ranked:
        article.readers = counted[article.pk]
    return ranked
