"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from portal.indicators.figures import figures_of
from portal.indicators.models import Indicator
from portal.lib.html import script_data
from portal.site.body import photo_ids, render_body
from portal.site.embeds import embedded
from projects.models import Project

from .models import Article, ArticleQuerySet

RELATED = 6
NEWEST = ("-first_published_at", "-pk")


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    projects = list(article.projects.published())
    indicators = list(article.indicators.filter(is_public=True))
    figures = figures_of([(indicator, "") for indicator in indicators], {}, compared=False)
    tags = list(article.tags.order_by("name"))
    older, newer, near = beside(article, projects, tags)
    known = {"project": {p.pk: p for p in projects}, "figure": {f.indicator.pk: f for f in figures}}
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.body) else article.lead_photo,
        "body": render_body(article.body, known),
        "projects": projects,
        "figures": figures,
        "tags": tags,
        "older": older,
        "newer": newer,
        "related": near,
        "has_samples": any(thing.is_sample for thing in [*projects, *indicators]),
        "data": script_data(news_article(article, tags)),
    }


def beside(article: Article, projects: list, tags: list) -> tuple[Article | None, Article | None, list[Article]]:
    """(the article before, the one after, related ones): neighbours stand in the same column by date of publication;
    related are those about the same projects, then those with a tag in common, then the column's newest. One query."""
    others = Article.objects.published().exclude(pk=article.pk)
    same_project = Article.projects.through.objects.filter(article=OuterRef("pk"), project__in=projects)
    same_tag = Article.tags.through.objects.filter(article=OuterRef("pk"), tag__in=tags)
    column = others.filter(column_id=article.column_id)
    groups = (others.filter(projects__in=projects), others.filter(tags__in=tags), column)
    found = _any_of(*(group.order_by(*NEWEST)[:RELATED] for group in groups), *_either_side(article, column))
    near = found.annotate(same_project=Exists(same_project), same_tag=Exists(same_tag))
    rows = list(near.for_list().order_by("-same_project", "-same_tag", *NEWEST))
    older, newer = _neighbours(article, rows)
    distant = {one.pk for one in (older, newer) if one} - {one.pk for one in _newest(article, rows)}
    return older, newer, [one for one in rows if one.same_project or one.same_tag or one.pk not in distant][:RELATED]


def _either_side(article: Article, column: ArticleQuerySet) -> tuple[ArticleQuerySet, ...]:
    """The one before and the one after, as slices; a draft has none."""
    date, pk = article.first_published_at, article.pk
    if date is None:
        return ()
    before = column.filter(Q(first_published_at__lt=date) | Q(pk__lt=pk), first_published_at__lte=date)
    after = column.filter(Q(first_published_at__gt=date) | Q(pk__gt=pk), first_published_at__gte=date)
    return before.order_by(*NEWEST)[:1], after.order_by("first_published_at", "pk")[:1]


def _neighbours(article: Article, rows: list[Article]) -> tuple[Article | None, Article | None]:
    """Of the rows in its column the nearest on either side; the true neighbours are always among them."""
    if article.first_published_at is None:
        return None, None
    here = (article.first_published_at, article.pk)
    places = {(one.first_published_at, one.pk): one for one in rows if one.column_id == article.column_id}
    older = max((place for place in places if place < here), default=None)
    newer = min((place for place in places if place > here), default=None)
    return places.get(older), places.get(newer)


def _newest(article: Article, rows: list[Article]) -> list[Article]:
    """The rows that would stand there for being the column's newest, had the neighbours not been asked for."""
    column = [one for one in rows if one.column_id == article.column_id]
    return sorted(column, key=lambda one: (one.first_published_at, one.pk), reverse=True)[:RELATED]


def tie(article: Article) -> None:
    """An article in whose text a project's card or a figure stands is about them."""
    found = embedded(article.body)
    article.projects.add(*Project.objects.published().filter(pk__in=found.get("project", [])))
    article.indicators.add(*Indicator.objects.filter(pk__in=found.get("figure", []), is_public=True))


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
        "headline": article.title,
        "description": article.lead,
        "datePublished": article.first_published_at.isoformat() if article.first_published_at else "",
        "articleSection": article.column.name,
        "mainEntityOfPage": settings.SITE_URL + article.get_absolute_url(),
        "author": {"@type": "Organization", "name": article.byline or str(article.source or "")},
        "keywords": [tag.name for tag in tags],
        "image": f"{settings.SITE_URL}{article.lead_photo.url()}" if article.lead_photo else "",
        "isBasedOn": article.original_url if article.is_reprint else "",
    }
    return {key: value for key, value in data.items() if value}
