"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from portal.indicators.figures import figures_of
from portal.indicators.models import Indicator
from portal.lib.html import script_data
from portal.lib.language import is_english
from portal.site.body import photo_ids, render_body

from .models import Article, ArticleQuerySet, Tag

RELATED = 6


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    projects = list(article.projects.published())
    indicators = list(article.indicators.filter(Indicator.language_q(), is_public=True))
    tags = list(article.tags.filter(Tag.language_q()).order_by("name"))
    older, newer = neighbours(article)
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.words.body) else article.lead_photo,
        "body": render_body(article.words.body),
        "projects": projects,
        "figures": figures_of([(indicator, "") for indicator in indicators], {}, compared=False),
        "tags": tags,
        "older": older,
        "newer": newer,
        "related": related(article, projects, tags),
        "has_samples": any(thing.is_sample for thing in [*projects, *indicators]),
        "data": script_data(news_article(article, tags)),
    }


def neighbours(article: Article) -> tuple[Article | None, Article | None]:
    """(the one before, the one after) in the same column, by date of publication; one query. A draft has none."""
    date, pk = article.first_published_at, article.pk
    if date is None:
        return None, None
    beside = Article.objects.published().filter(column_id=article.column_id)
    before = beside.filter(Q(first_published_at__lt=date) | Q(pk__lt=pk), first_published_at__lte=date)
    after = beside.filter(Q(first_published_at__gt=date) | Q(pk__gt=pk), first_published_at__gte=date)
    found = _any_of(before.order_by("-first_published_at", "-pk")[:1], after.order_by("first_published_at", "pk")[:1])
    older = newer = None
    for other in found.only("title", "title_en", "first_published_at"):
        if (other.first_published_at, other.pk) < (date, pk):
            older = other
        else:
            newer = other
    return older, newer


def related(article: Article, projects: list, tags: list) -> list[Article]:
    """Articles about the same projects, then those with a tag in common, then the column's newest; one query."""
    others = Article.objects.published().exclude(pk=article.pk)
    same_project = Article.projects.through.objects.filter(article=OuterRef("pk"), project__in=projects)
    same_tag = Article.tags.through.objects.filter(article=OuterRef("pk"), tag__in=tags)
    newest = ("-first_published_at", "-pk")
    found = _any_of(
        others.filter(projects__in=projects).order_by(*newest)[:RELATED],
        others.filter(tags__in=tags).order_by(*newest)[:RELATED],
        others.filter(column_id=article.column_id).order_by(*newest)[:RELATED],
    )
    near = found.annotate(same_project=Exists(same_project), same_tag=Exists(same_tag))
    return list(near.for_list().order_by("-same_project", "-same_tag", *newest)[:RELATED])


def _any_of(*slices: ArticleQuerySet) -> ArticleQuerySet:
    """The public articles in any of the slices, as one query."""
    wanted = Q()
    for part in slices:
        wanted |= Q(pk__in=Subquery(part.values("pk")))
    return Article.objects.published().filter(wanted)


def news_article(article: Article, tags: list) -> dict[str, object]:
    """The article in the words of schema.org, for search engines."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "inLanguage": "en" if is_english() else "zh-Hans",
        "headline": article.words.title,
        "description": article.lead,
        "datePublished": article.first_published_at.isoformat() if article.first_published_at else "",
        "articleSection": article.column.words.name,
        "mainEntityOfPage": settings.SITE_URL + article.get_absolute_url(),
        "author": {"@type": "Organization", "name": article.byline or str(article.source or "")},
        "keywords": [tag.words.name for tag in tags],
        "image": f"{settings.SITE_URL}{article.lead_photo.url()}" if article.lead_photo else "",
        "isBasedOn": article.original_url if article.is_reprint else "",
    }
    return {key: value for key, value in data.items() if value}
