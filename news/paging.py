"""Pages of articles, the same on every list."""

from django.core.paginator import Paginator
from django.http import HttpRequest

from portal.lib.paging import nearest_page

from .models import ArticleQuerySet

PAGE_SIZE = 24


def paged(request: HttpRequest, articles: ArticleQuerySet) -> dict[str, object]:
    """`page_obj` for the address's `?page=`, and `message` when there is no such page."""
    page, message = nearest_page(Paginator(articles.for_list(), PAGE_SIZE), request.GET.get("page", ""))
    return {"page_obj": page, "message": message}
