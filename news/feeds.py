"""RSS and Atom: of all articles and of every column, the newest first, in full addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from portal.lib.html import without_controls
from portal.lib.language import is_english, local
from portal.publishing.lookup import OnlyChinese
from portal.site.models import Column, SiteSettings
from portal.site.navigation import Navigation

from .models import Article

FEED_SIZE = 30
WITH_FEED = ("articles", "list")  # kinds of columns


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """The columns with articles in them or below them, in the order of the tree."""
    nodes = [node for top in Navigation.of(request).top for node in top.walk() if node.column.kind in WITH_FEED]
    filled = [node for node in nodes if any(below.column.kind == "articles" for below in node.walk())]
    return render(request, "news/feed_list.html", {"nodes": filled})


@require_safe
def news_feed(request: HttpRequest, path: str = "") -> HttpResponse:
    """All articles, or those of the column at `path` and below. RSS, or Atom for `?format=atom`."""
    articles = Article.objects.published().for_list()
    column = None
    if path:
        column = get_object_or_404(Column, path=f"/{path}/", is_visible=True, kind__in=WITH_FEED)
        if column.is_foreign:
            raise OnlyChinese(f"/feeds/news{column.path}")
        articles = articles.in_column(column)
    feed = _feed(request, column)
    for article in articles[:FEED_SIZE]:
        _add(feed, article)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(request: HttpRequest, column: Column | None) -> SyndicationFeed:
    site = SiteSettings.load()
    is_atom = request.GET.get("format") == "atom"
    return (Atom1Feed if is_atom else Rss201rev2Feed)(
        title=without_controls(f"{column.words.name} - {site.words.name}" if column else site.words.name),
        link=settings.SITE_URL + local(column.path if column else "/"),
        description=without_controls(column.words.description if column else site.words.description),
        language="en" if is_english() else "zh-hans",
        feed_url=settings.SITE_URL + request.path + ("?format=atom" if is_atom else ""),
        feed_copyright=without_controls(site.words.zone_name) or None,
    )


def _add(feed: SyndicationFeed, article: Article) -> None:
    url = settings.SITE_URL + article.get_absolute_url()
    feed.add_item(
        title=without_controls(article.words.title),
        link=url,
        unique_id=url,
        unique_id_is_permalink=True,
        description=without_controls(article.words.summary),
        author_name=without_controls(article.byline) or None,
        categories=[without_controls(article.column.words.name)],
        pubdate=article.first_published_at,
        updateddate=article.updated_at,
    )
