"""The figures of an article beside its editor: what each may be, and one click to answer for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from portal.indicators.models import FigureUse, Indicator

from ..models import Article
from ..printed.entering import enter_figure, telling
from ..printed.forms import NewValueForm, TieForm
from ..printed.rows import Row, Sheet, decode, read_step


class PrintedAdmin:
    """Who may edit the article may tie its figures; entering a value needs the right to enter values, too."""

    change_form_template = "admin/news/article_form.html"

    def get_urls(self) -> list:
        site = self.admin_site
        return [
            path("<int:pk>/figures/", site.admin_view(self.figures_view), name="news_article_figures"),
            path("<int:pk>/figures/tie/", site.admin_view(self.tie_view), name="news_article_tie"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        if article := kwargs.get("obj"):
            context |= self._figures(request, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def _figures(self, request: HttpRequest, article: Article) -> dict[str, object]:
        return {
            "sheet": Sheet.of(article),
            "figures_address": reverse("admin:news_article_figures", args=[article.pk]),
            "may_tie": self.has_change_permission(request, article),
            "may_enter": request.user.has_perm("indicators.add_vintage"),
        }

    def figures_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the list alone. POST: one step, then the list again, or the article's page without a script."""
        article = self._article(request, pk)
        if request.method == "POST":
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            self._step(request, Sheet.of(article), read_step(request.POST.get("step", "")))
            return self._answered(request, article)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return TemplateResponse(request, "admin/news/_figures.html", self._figures(request, article))

    def _answered(self, request: HttpRequest, article: Article) -> HttpResponse:
        """The list anew for the script, which says so; else back to the article."""
        if "X-Part" not in request.headers:
            return HttpResponseRedirect(reverse("admin:news_article_change", args=[article.pk]) + "#figures")
        context = self._figures(request, article) | {"told": messages.get_messages(request)}
        return TemplateResponse(request, "admin/news/_figures.html", context, headers={"X-List": "1"})

    def tie_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tie a figure to anything, or enter it as a new value, by hand."""
        article = self._article(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        sheet = Sheet.of(article)
        try:
            row = sheet.row(request.GET.get("start", ""), request.GET.get("quoted", ""))
        except ValidationError as error:
            raise Http404 from error
        is_new = request.POST.get("step") == "enter"
        tie = TieForm(self.admin_site, request.POST if request.method == "POST" and not is_new else None)
        new = NewValueForm(self.admin_site, request.POST if is_new else None, initial=self._guess(row))
        if request.method == "POST" and self._by_hand(request, sheet, row, new if is_new else tie):
            return self._answered(request, article)
        context = self.admin_site.each_context(request) | self._figures(request, article)
        context |= {"title": gettext("Tie a figure"), "opts": self.opts, "row": row, "tie": tie, "new": new,
                    "original": article, "media": self.media + tie.media + new.media}  # fmt: skip
        part = "X-Part" in request.headers
        return TemplateResponse(request, "admin/news/_tie.html" if part else "admin/news/tie.html", context)

    def _article(self, request: HttpRequest, pk: int) -> Article:
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    @staticmethod
    def _guess(row: Row) -> dict[str, object]:
        figure = row.figure
        return {
            "indicator": row.indicator, "new_period": figure.period or figure.period_proposal or "",
            "qualifier": telling(figure), "is_target": "planned" in figure.qualifier,
        }  # fmt: skip

    def _by_hand(self, request: HttpRequest, sheet: Sheet, row: Row, form: TieForm | NewValueForm) -> bool:
        if not form.is_valid():
            return False
        try:
            with transaction.atomic():
                if isinstance(form, TieForm):
                    sheet.tie(row, by=request.user, **form.answer())
                else:
                    enter_figure(sheet, row, form.cleaned_data["indicator"], by=request.user, **form.values())
                    messages.success(
                        request, gettext("“%(figure)s” was entered as a draft.") % {"figure": row.figure.text}
                    )
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        return True

    def _step(self, request: HttpRequest, sheet: Sheet, step: dict[str, str]) -> None:
        """One button; every refusal becomes a message."""
        try:
            with transaction.atomic():
                self._do(request, sheet, step)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        except PermissionDenied:
            messages.error(request, gettext("You have no right to this step."))

    def _do(self, request: HttpRequest, sheet: Sheet, step: dict[str, str]) -> None:
        by, do = request.user, step.get("do", "")
        if do == "sure":
            n = sheet.accept_sure(by=by)
            messages.success(request, ngettext("%(n)s figure tied.", "%(n)s figures tied.", n) % {"n": n})
        elif do == "rest":
            n = sheet.leave_rest(by=by)
            messages.success(request, ngettext("%(n)s figure left alone.", "%(n)s figures left alone.", n) % {"n": n})
        elif do in ("free", "live", "pin"):
            uses = FigureUse.objects.of(sheet.article).filter(pk=step.get("use", "0"))
            uses.delete() if do == "free" else uses.filter(is_left=False).update(is_live=do == "live")
        elif do in ("tie", "leave", "new"):
            row = sheet.row(step.get("start", ""), step.get("quoted", ""))
            if do == "new":
                indicator = Indicator.objects.filter(pk=step.get("indicator", "0")).first()
                if indicator is None:
                    raise ValidationError(gettext("There is no such indicator."))
                enter_figure(sheet, row, indicator, by=by)
                messages.success(request, gettext("“%(figure)s” was entered as a draft.") % {"figure": row.figure.text})
            else:
                sheet.tie(row, by=by, **({"is_left": True} if do == "leave" else decode(step.get("to", ""))))
