"""Public pages of the news."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.publishing.lookup import find_readable
from portal.site.models import Column
from portal.site.navigation import Navigation

from . import comments
from .around import page_context
from .models import Article, Slot, Tag, recommended
from .paging import paged
from .readers import most_read, with_readers

SECTION_SIZE = 5
PICTURES = 5
RANKED = 8
RECOMMENDED = 6


@require_safe
def article_detail(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    article = find_readable(
        with_readers(Article.objects.select_related("column", "source", "lead_photo", "policy")), pk=pk
    )
    if not request.path.endswith(article.get_absolute_url()):
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    Navigation.of(request, article.column.path)
    context = page_context(article)
    if comments.are_shown(article):
        context |= {"takes_comments": comments.are_taken(article), "comment_form": comments.blank_form()}
    response = render(request, "news/article_detail.html", context)
    if comments.are_shown(article):  # each form is one reader's own
        patch_cache_control(response, private=True)
    return response


@require_safe
def article_list(request: HttpRequest, column: Column) -> HttpResponse:
    articles = Article.objects.published().in_column(column)
    context = {"column": column, "most_read": most_read("30d", column, RANKED)} | paged(request, articles)
    if context["page_obj"].number == 1:
        context["pinned"] = list(articles.for_list().on_top())
        context["recommended"] = recommended(column)[Slot.ITEM][:RECOMMENDED]
    return render(request, "news/article_list.html", context)


@require_safe
def overview(request: HttpRequest, column: Column) -> HttpResponse:
    """The newest of every column below, what the editors put forward and the newest pictures, and the pages that stand there."""
    here = Navigation.of(request).nodes.get(column.pk)
    below = [node.column for node in here.walk()][1:] if here else []
    newest = Article.objects.newest_of([other for other in below if other.kind == "articles"], SECTION_SIZE)
    pictures = Article.objects.published().in_column(column).filter(lead_photo__isnull=False).for_list()
    slots = recommended(column)
    first = [*slots[Slot.LEAD], *slots[Slot.PICTURE]]
    lead, *others = list(dict.fromkeys([*first, *pictures[:PICTURES]]))[:PICTURES] or [None]
    context = {
        "column": column,
        "lead": lead,
        "sections": [(other, newest[other.pk]) for other in below if other.pk in newest],
        "links": [other for other in below if other.pk not in newest],
        "pictures": others if len(others) > 1 else [],  # one alone was most likely the lead, again
        "recommended": slots[Slot.ITEM][:RECOMMENDED],
    }
    return render(request, "news/overview.html", context)


@require_safe
def tag_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A tag that stands on no public article answers like one that doesn't exist: its name may tell too much."""
    tag = get_object_or_404(Tag, pk=pk)
    if tag.is_foreign:
        raise Http404
    context = {"tag": tag} | paged(request, Article.objects.published().filter(tags=tag))
    if not context["page_obj"].paginator.count:
        raise Http404
    return render(request, "news/tag_detail.html", context)


def has_article() -> Exists:
    return Exists(Article.objects.published().filter(column=OuterRef("pk")))


def newest_article() -> Subquery:
    newest = Article.objects.published().filter(column=OuterRef("pk")).order_by("-first_published_at")
    return Subquery(newest.values("first_published_at")[:1])
