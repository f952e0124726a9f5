"""RSS and Atom: of all articles, of every column and every tag, the newest first, in full addresses."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.lib.html import without_controls
from portal.lib.language import bare, is_english, local
from portal.publishing.lookup import OnlyChinese
from portal.site.models import Column, SiteSettings
from portal.site.navigation import Navigation

from .archive import used_tags
from .models import Article, ArticleQuerySet, Tag

FEED_SIZE = 30
WITH_FEED = ("articles", "list")  # kinds of columns


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """The columns with articles in them or below them, in the order of the tree, and the tags."""
    nodes = [node for top in Navigation.of(request).top for node in top.walk() if node.column.kind in WITH_FEED]
    filled = [node for node in nodes if any(below.column.kind == "articles" for below in node.walk())]
    return render(request, "news/feed_list.html", {"nodes": filled, "tags": used_tags()})


@require_safe
def news_feed(request: HttpRequest, path: str = "") -> HttpResponse:
    """All articles, or those of the column at `path` and below. RSS, or Atom for `?format=atom`."""
    articles = Article.objects.published()
    if not path:
        return _feed(request, articles)
    column = get_object_or_404(Column, path=f"/{path}/", is_visible=True, kind__in=WITH_FEED)
    if column.is_foreign:
        raise OnlyChinese(f"/feeds/news{column.path}")
    return _feed(request, articles.in_column(column), column.words.name, column.path, column.words.description)


@require_safe
def tag_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Like its page: a tag that stands on no public article answers like one that doesn't exist."""
    tag = get_object_or_404(Tag, pk=pk)
    articles = Article.objects.published().filter(tags=tag)
    if not articles.exists():
        raise Http404
    name = gettext("Articles on “%(tag)s”") % {"tag": tag.words.name}
    return _feed(request, articles, name, bare(tag.get_absolute_url()), name)


def _feed(
    request: HttpRequest, articles: ArticleQuerySet, name: str = "", path: str = "/", about: str = ""
) -> HttpResponse:
    """The newest of `articles`; without a `name` under that of the site. `path`: the page with the same articles."""
    site = SiteSettings.load()
    is_atom = request.GET.get("format") == "atom"
    feed = (Atom1Feed if is_atom else Rss201rev2Feed)(
        title=without_controls(f"{name} - {site.words.name}" if name else site.words.name),
        link=settings.SITE_URL + local(path),
        description=without_controls(about if name else site.words.description),
        language="en" if is_english() else "zh-hans",
        feed_url=settings.SITE_URL + request.path + ("?format=atom" if is_atom else ""),
        feed_copyright=without_controls(site.words.zone_name) or None,
    )
    for article in articles.for_list()[:FEED_SIZE]:
        _add(feed, article)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


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
