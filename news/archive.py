"""Everything that was published, by year, month and tag."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.lib.language import is_english, local
from portal.publishing.lookup import OnlyChinese

from .models import Article, Tag
from .paging import paged


class Month(NamedTuple):
    first: date
    count: int

    @property
    def when(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def address(self) -> str:
        return local(f"/news/{self.first:%Y}/{self.first:%m}/")


@require_safe
def archive(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    """The articles of a year or a month, the newest first; 404 where nothing was published."""
    if not 1 <= (month or 1) <= 12 or not 1900 <= year <= 9000:
        raise Http404
    first, after = _start(year, month or 1), _start(year + (month in (None, 12)), (month or 12) % 12 + 1)
    articles = Article.objects.published().filter(first_published_at__gte=first, first_published_at__lt=after)
    months = _months()
    when = f"{year}-{month:02}" if month else f"{year}"
    # Which months have something differs between the languages: no twin is promised.
    context = {"no_twin": True, "year": year, "when": when, "years": _years(months)} | paged(request, articles)
    if not context["page_obj"].paginator.count:
        raise Http404
    return render(request, "news/archive.html", context | {"months": [m for m in months if m.first.year == year]})


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """Every tag on a public article, the most used first."""
    tags = list(used_tags())
    if not tags and is_english():
        raise OnlyChinese("/news/tags/")
    return render(request, "news/tag_list.html", {"tags": tags, "no_twin": True})


def used_tags() -> QuerySet[Tag]:
    """Tags on public articles with how many (`used`), the most used first."""
    used = Count("articles", filter=Q(articles__in=Article.objects.published()))
    return Tag.objects.filter(Tag.language_q()).annotate(used=used).filter(used__gt=0).order_by("-used", "name")


def _start(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 made aware at once


def _months() -> list[Month]:
    """The months in which something was published, the newest first; one query."""
    month = TruncMonth("first_published_at")
    rows = Article.objects.published().order_by().annotate(month=month).values_list("month").annotate(n=Count("pk"))
    return sorted((Month(timezone.localtime(first).date(), count) for first, count in rows), reverse=True)


def _years(months: list[Month]) -> list[tuple[int, int]]:
    """(year, how many articles), the newest first."""
    years: dict[int, int] = {}
    for month in months:
        years[month.first.year] = years.get(month.first.year, 0) + month.count
    return list(years.items())
