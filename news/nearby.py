"""Other articles beside an article: the neighbours in its column, the related ones, the most read. One query for all."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, Subquery

from .models import Article, ArticleQuerySet, PolicyDocument, Tag
from .readers import in_order, ranking

RELATED, MOST_READ = 6, 8
_NEWEST = ("-first_published_at", "-pk")


def nearby(article: Article, projects: list, tags: list[Tag]) -> dict[str, object]:
    """`older` and `newer` in the same column (a draft has none), `related`, `most_read` (of the last seven days);
    of a policy document what replaced it and what explains it, of an explanation the documents."""
    ranked = dict(list(ranking("7d").items())[: MOST_READ + 1])
    others = Article.objects.published().exclude(pk=article.pk)
    first = Article.related_first.through.objects.filter(from_article=article).values("to_article")
    beside = others.filter(column_id=article.column_id)
    found = _any_of(
        *_neighbours(article, beside),
        others.filter(projects__in=projects).order_by(*_NEWEST)[:RELATED],
        others.filter(tags__in=tags).order_by(*_NEWEST)[:RELATED],
        beside.order_by(*_NEWEST)[:RELATED],
        others.filter(pk__in=ranked),
        others.filter(pk__in=first),
        others.filter(replaces__article=article),
        others.filter(interprets__article=article),
        others.filter(policy__interpretations=article),
    )
    same_project = Article.projects.through.objects.filter(article=OuterRef("pk"), project__in=projects)
    same_tag = Article.tags.through.objects.filter(article=OuterRef("pk"), tag__in=tags)
    found = found.annotate(
        same_project=Exists(same_project), same_tag=Exists(same_tag), is_first=Exists(first.filter(to_article=OuterRef("pk"))),
        is_replacement=Exists(PolicyDocument.objects.filter(article=article, replaced_by=OuterRef("pk"))),
        explains=Exists(PolicyDocument.interpretations.through.objects.filter(policydocument__article=article, article=OuterRef("pk"))),
        is_explained=Exists(PolicyDocument.interpretations.through.objects.filter(article=article, policydocument__article=OuterRef("pk"))),
    )  # fmt: skip
    rows = list(found.for_list())
    return {
        "older": max(
            (row for row in _beside(article, rows) if _place(row) < _place(article)), key=_place, default=None
        ),
        "newer": min(
            (row for row in _beside(article, rows) if _place(row) > _place(article)), key=_place, default=None
        ),
        "related": _related(article, rows),
        "replaced_by": next((row for row in rows if row.is_replacement), None),
        "interpretations": [row for row in rows if row.explains],
        "explained": [row for row in rows if row.is_explained],
        "most_read": in_order(ranked, {row.pk: row for row in rows})[:MOST_READ],
    }


def _neighbours(article: Article, beside: ArticleQuerySet) -> list[ArticleQuerySet]:
    date, pk = article.first_published_at, article.pk
    if date is None:
        return []
    before = beside.filter(Q(first_published_at__lt=date) | Q(pk__lt=pk), first_published_at__lte=date)
    after = beside.filter(Q(first_published_at__gt=date) | Q(pk__gt=pk), first_published_at__gte=date)
    return [before.order_by(*_NEWEST)[:1], after.order_by("first_published_at", "pk")[:1]]


def _beside(article: Article, rows: list[Article]) -> Iterable[Article]:
    return (row for row in rows if article.first_published_at and row.column_id == article.column_id)


def _place(article: Article) -> tuple:
    return article.first_published_at, article.pk


def _related(article: Article, rows: list[Article]) -> list[Article]:
    """The editor's own choice first, then about the same projects, then with a tag in common, then the column's newest."""
    near = [
        row for row in rows if row.is_first or row.same_project or row.same_tag or row.column_id == article.column_id
    ]
    near.sort(key=lambda row: (row.is_first, row.same_project, row.same_tag, *_place(row)), reverse=True)
    return near[:RELATED]


def _any_of(*slices: ArticleQuerySet) -> ArticleQuerySet:
    """The public articles in any of the slices, as one query."""
    wanted = Q()
    for part in slices:
        wanted |= Q(pk__in=Subquery(part.values("pk")))
    return Article.objects.published().filter(wanted)
