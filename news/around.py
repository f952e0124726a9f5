"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings

from portal.indicators.figures import Figure, in_order
from portal.indicators.models import Indicator, Vintage
from portal.lib.html import script_data
from portal.site.body import photo_ids, render_body
from portal.site.embeds import embedded
from projects.models import Project

from .contents import with_contents
from .models import Article
from .nearby import nearby


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    projects = list(article.projects.published())
    figures = figures_about(article)
    tags = list(article.tags.order_by("name"))
    known = {"project": {p.pk: p for p in projects}, "figure": {f.indicator.pk: f for f in figures}}
    body, contents = with_contents(render_body(article.body, known))
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.body) else article.lead_photo,
        "body": body,
        "contents": contents,
        "projects": projects,
        "figures": figures,
        "tags": tags,
        **nearby(article, projects, tags),
        "has_samples": any(thing.is_sample for thing in [*projects, *(figure.indicator for figure in figures)]),
        "data": script_data(news_article(article, tags)),
    }


def figures_about(article: Article) -> list[Figure]:
    """The article's indicators with the values that count now; one without any would be a name and no figure. One query."""
    values = Vintage.objects.published().current().filter(
        observation__indicator__articles=article, observation__indicator__is_public=True, observation__ref_area=None
    )  # fmt: skip
    found: dict[Indicator, list[Vintage]] = {}
    for value in values.select_related("observation__indicator"):
        found.setdefault(value.observation.indicator, []).append(value)
    ordered = sorted(found, key=lambda indicator: (indicator.category, indicator.code))
    return [Figure(indicator, tuple(in_order(found[indicator]))) for indicator in ordered]


def tie(article: Article) -> None:
    """An article in whose text a project's card or a figure stands is about them."""
    found = embedded(article.body)
    article.projects.add(*Project.objects.published().filter(pk__in=found.get("project", [])))
    article.indicators.add(*Indicator.objects.filter(pk__in=found.get("figure", []), is_public=True))


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
