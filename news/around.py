"""What stands around an article on its page: projects, figures, tags, neighbours and what to read next."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.indicators.marks import print_figures, told
from portal.indicators.models import Indicator
from portal.lib.html import script_data
from portal.lib.language import is_english
from portal.site.body import photo_ids, render_body
from portal.site.embeds import embedded
from projects.models import Project

from .contents import with_contents
from .models import Article
from .nearby import nearby
from .printing import COMMENTS, Printed


def page_context(article: Article) -> dict[str, object]:
    """Everything that the article's page shows, whoever may see it (the public address and the preview)."""
    inside = embedded(article.words.body)
    printed = Printed.of(article, inside)
    also = printed.project_ids | set(inside.get("project", []))
    printed.projects = {project.pk: project for project in _projects(article, also)}
    projects = [project for project in printed.projects.values() if project.is_named]
    at_hand = printed.figures()
    figures = [figure for pk, figure in at_hand.items() if pk in printed.about]
    parts = {"project": printed.projects, "figure": at_hand, "panel": printed.panels(), "file": printed.files}
    parts = {kind: dict.fromkeys(ids) | parts.get(kind, {}) for kind, ids in inside.items()}
    # What is tied stands at places of the Chinese text.
    text = article.words.body if is_english() else print_figures(article.body, printed)
    body, contents = with_contents(render_body(text, parts))
    return {
        "article": article,
        "column": article.column,
        "lead_photo": None if article.lead_photo_id in photo_ids(article.words.body) else article.lead_photo,
        "body": body,
        "contents": contents,
        "notes": told([(note.noted_at, note.quoted, note.vintage_id) for note in printed.notes], printed),
        "projects": projects,
        "figures": figures,
        "tags": printed.tags,
        "topics": printed.topics,
        **nearby(article, projects, printed.tags),
        "comments": printed.comments[:COMMENTS],
        "has_more_comments": len(printed.comments) > COMMENTS,
        "has_samples": any(
            thing.is_sample
            for thing in [*printed.projects.values(), *(figure.indicator for figure in at_hand.values())]
        ),
        "data": script_data(news_article(article, printed.tags)),
    }


def tie(article: Article) -> None:
    """An article in whose text a project's card or a figure stands is about them."""
    found = embedded(article.body)
    article.projects.add(*Project.objects.published().filter(pk__in=found.get("project", [])))
    article.indicators.add(*Indicator.objects.filter(pk__in=found.get("figure", []), is_public=True))


def _projects(article: Article, also: set[int]) -> QuerySet:
    """Public records that the article is about (`is_named`), and those among `also`."""
    named = Article.projects.through.objects.filter(article=article, project=OuterRef("pk"))
    found = Project.objects.published().annotate(is_named=Exists(named))
    return found.filter(Q(is_named=True) | Q(pk__in=also))


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
        "keywords": [tag.name for tag in tags],
        "image": f"{settings.SITE_URL}{article.lead_photo.url()}" if article.lead_photo else "",
        "isBasedOn": article.original_url if article.is_reprint else "",
    }
    return {key: value for key, value in data.items() if value}
