from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.publishing.lookup import find_readable

from .models import Article


def article_detail(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    article = find_readable(Article.objects.select_related("column", "source", "lead_photo"), pk=pk)
    return render(request, "news/article_detail.html", {"article": article, "column": article.column})


def article_list(request: HttpRequest, column) -> HttpResponse:
    articles = Article.objects.published().in_column(column).for_list()
    return render(request, "news/article_list.html", {"articles": articles, "column": column})


def overview(request: HttpRequest, column) -> HttpResponse:
    return render(request, "news/overview.html", {"column": column})


def filled_columns() -> set[int]:
    """Ids of columns with at least one public article."""
    return set(Article.objects.published().order_by().values_list("column_id", flat=True).distinct())
