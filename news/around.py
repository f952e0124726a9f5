"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from portal.indicators.models import Indicator
from portal.lib.html import script_data
from portal.site.body import photo_ids, render_body
from projects.models import Project

from .models import Article, ArticleQuerySet
from .printing import Printed, print_figures

RELATED = 6


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    printed = Printed.of(article)
    printed.projects = {project.pk: project for project in _projects(article, printed.project_ids)}
    projects = [project for project in printed.projects.values() if project.is_named]
    known = list(_indicators(article, printed.measure_names))
    printed.measures = {indicator.measure: indicator for indicator in known}
    indicators = [indicator for indicator in known if indicator.is_named]
    figures = printed.figures_of(indicators)
    tags = list(article.tags.order_by("name"))
    older, newer, others = around(article, projects, tags)
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.body) else article.lead_photo,
        "body": render_body(print_figures(article, printed)),
        "notes": printed.notes,
        "projects": projects,
        "figures": figures,
        "tags": tags,
        "older": older,
        "newer": newer,
        "related": others,
        "has_samples": any(thing.is_sample for thing in [*projects, *indicators]),
        "data": script_data(news_article(article, tags)),
    }


def _projects(article: Article, also: set[int]) -> QuerySet:
    """Public records that the article is about (`is_named`), and those among `also`."""
    named = Article.projects.through.objects.filter(article=article, project=OuterRef("pk"))
    found = Project.objects.published().annotate(is_named=Exists(named))
    return found.filter(Q(is_named=True) | Q(pk__in=also))


def _indicators(article: Article, measures: set[str]) -> QuerySet:
    """Public indicators that the article is about (`is_named`), and those computed by one of `measures`."""
    named = Article.indicators.through.objects.filter(article=article, indicator=OuterRef("pk"))
    found = Indicator.objects.filter(is_public=True).annotate(is_named=Exists(named))
    return found.filter(Q(is_named=True) | Q(measure__in=measures))


def around(article: Article, projects: list, tags: list) -> tuple[Article | None, Article | None, list[Article]]:
    """(the one before in its column by date of publication, the one after, what to read next: articles about the same
    projects, then those with a tag in common, then the column's newest). One query. A draft has no neighbours."""
    date, pk = article.first_published_at, article.pk
    others = Article.objects.published().exclude(pk=pk)
    same_project = Article.projects.through.objects.filter(article=OuterRef("pk"), project__in=projects)
    same_tag = Article.tags.through.objects.filter(article=OuterRef("pk"), tag__in=tags)
    newest, oldest = ("-first_published_at", "-pk"), ("first_published_at", "pk")
    wanted = [
        others.filter(projects__in=projects).order_by(*newest)[:RELATED],
        others.filter(tags__in=tags).order_by(*newest)[:RELATED],
        others.filter(column_id=article.column_id).order_by(*newest)[:RELATED],
    ]
    if date is not None:
        beside = others.filter(column_id=article.column_id)
        before = beside.filter(Q(first_published_at__lt=date) | Q(pk__lt=pk), first_published_at__lte=date)
        after = beside.filter(Q(first_published_at__gt=date) | Q(pk__gt=pk), first_published_at__gte=date)
        wanted += [before.order_by(*newest)[:1], after.order_by(*oldest)[:1]]
    near = _any_of(*wanted).annotate(same_project=Exists(same_project), same_tag=Exists(same_tag))
    found = list(near.for_list().order_by("-same_project", "-same_tag", *newest))
    return *_neighbours(article, found), found[:RELATED]


def _neighbours(article: Article, found: list[Article]) -> tuple[Article | None, Article | None]:
    """Of those in its column the nearest before and after; both are among `found`."""
    if article.first_published_at is None:
        return None, None
    here = (article.first_published_at, article.pk)
    row = {(other.first_published_at, other.pk): other for other in found if other.column_id == article.column_id}
    older = max((place for place in row if place < here), default=None)
    newer = min((place for place in row if place > here), default=None)
    return row.get(older), row.get(newer)


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
