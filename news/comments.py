"""Comments of readers: the pages that show and take them, and the reports of them.

Nothing is public before a reviewer of the column has approved it; see news.models.comment.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.throttle import allow, digest, minutes_left
from portal.lib.clients import client_ip
from portal.lib.language import is_english
from portal.lib.paging import nearest_page
from portal.lib.visitors import LineField, LinesField, NotTaken, VisitorForm, new_token, read_token
from portal.publishing.lookup import OnlyChinese, find_readable
from portal.site.navigation import Navigation

from . import commenting
from .models import Article, Comment, CommentReport

PER_HOUR, REPORTS_PER_HOUR, HOUR = 10, 20, 3600  # from one address
PAGE_SIZE = 20


class CommentForm(VisitorForm):
    text = LinesField(
        label=_("Your comment"), max_length=500, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Please write your comment.")},
    )  # fmt: skip
    name = LineField(
        label=_("Your name"), max_length=40, required=False, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Readers see only the family name, such as 张**."),
    )  # fmt: skip

    def clean_text(self) -> str:
        if len(self.cleaned_data["text"]) < 2:
            raise ValidationError(gettext("Please write a little more."))
        return self.cleaned_data["text"]


class ReportForm(VisitorForm):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=CommentReport.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )  # fmt: skip
    note = LineField(label=_("More about it"), max_length=200, required=False)


def are_shown(article: Article) -> bool:
    """They are written in Chinese, and English pages do without."""
    return article.column.has_comments and not is_english()


def are_taken(article: Article) -> bool:
    """Whether readers may write under the article now: an archived or expired one only shows what was written."""
    return are_shown(article) and article.status == "published" and not article.is_expired


def blank_form() -> CommentForm:
    return CommentForm(initial={"token": new_token()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments of an article, and the form; sent and in order, a word of thanks."""
    if is_english():
        raise OnlyChinese(f"/news/{pk}/comments/")
    article = find_readable(Article.objects.select_related("column"), pk=pk)
    if not article.column.has_comments:
        raise Http404
    Navigation.of(request, article.column.path)
    form, status = CommentForm(request.POST or None), 200
    takes = are_taken(article)
    if request.method == "POST" and takes and form.is_valid():
        try:
            _take(request, article, form)
            return render(request, "news/comment_sent.html", {"article": article, "column": article.column})
        except NotTaken as error:
            form.add_error(None, str(error))
            status = 429 if isinstance(error, TooMany) else 200
    rows = Comment.objects.published().filter(article=article).select_related("reply_department")
    page, message = nearest_page(Paginator(rows, PAGE_SIZE), request.GET.get("page", ""))
    context = {"article": article, "column": article.column, "page_obj": page, "message": message, "form": form}
    return render(request, "news/comment_list.html", context | {"takes": takes, "token": new_token()}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_report(request: HttpRequest, pk: int) -> HttpResponse:
    if is_english():
        raise OnlyChinese(f"/news/comments/{pk}/report/")
    rows = Comment.objects.published().select_related("article__column", "reply_department")
    comment = get_object_or_404(rows, pk=pk)
    Navigation.of(request, comment.article.column.path)
    form, status, is_sent = ReportForm(request.POST or None), 200, False
    if request.method == "POST" and form.is_valid():
        try:
            read_token(form.cleaned_data["token"])
            _count("comment-report", request, REPORTS_PER_HOUR)
            comment.report(form.cleaned_data["reason"], form.cleaned_data["note"], digest(client_ip(request)))
            is_sent = True
        except NotTaken as error:
            form.add_error(None, str(error))
            status = 429 if isinstance(error, TooMany) else 200
    context = {"comment": comment, "article": comment.article, "column": comment.article.column, "form": form}
    return render(
        request, "news/comment_report.html", context | {"is_sent": is_sent, "token": new_token()}, status=status
    )


class TooMany(NotTaken):
    pass


def _count(what: str, request: HttpRequest, limit: int) -> None:
    address = client_ip(request)
    if not allow(what, address, limit=limit, seconds=HOUR):
        words = {"minutes": minutes_left(what, address)}
        raise TooMany(_("Too much has come from your network; please send it again in %(minutes)s minutes.") % words)


def _take(request: HttpRequest, article: Article, form: CommentForm) -> None:
    form_id, content = read_token(form.cleaned_data["token"]), form.content()
    if commenting.is_sent(article, form_id, **content):
        return  # a second click
    _count("comment", request, PER_HOUR)
    commenting.receive(article, **content, form_id=form_id, sender=digest(client_ip(request)))
