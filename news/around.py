"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings

from portal.indicators.figures import figures_of
from portal.indicators.models import Indicator
from portal.lib.html import script_data
from portal.lib.language import is_english
from portal.site.body import photo_ids, render_body

from .contents import with_contents
from .models import Article, Tag
from .nearby import nearby


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    projects = list(article.projects.published())
    indicators = list(article.indicators.filter(Indicator.language_q(), is_public=True))
    tags = list(article.tags.filter(Tag.language_q()).order_by("name"))
    body, contents = with_contents(render_body(article.words.body))
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.words.body) else article.lead_photo,
        "body": body,
        "contents": contents,
        "projects": projects,
        "figures": figures_of([(indicator, "") for indicator in indicators], {}, compared=False),
        "tags": tags,
        **nearby(article, projects, tags),
        "has_samples": any(thing.is_sample for thing in [*projects, *indicators]),
        "data": script_data(news_article(article, tags)),
    }


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
