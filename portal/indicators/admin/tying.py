"""The figures of a text beside its editor: what each may be, and one click to answer for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from portal.publishing.models import Publishable

from ..models import FigureUse, Indicator, Vintage
from ..tying.candidates import named_projects
from ..tying.entering import enter_figure, telling
from ..tying.forms import NewValueForm, TieForm
from ..tying.rows import Row, Sheet, decode, read_step


class TyingAdmin:
    """Who may edit the text may tie its figures; entering a value needs the right to enter values, too."""

    def get_urls(self) -> list:
        site, name = self.admin_site, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:pk>/figures/", site.admin_view(self.figures_view), name=f"{name}_figures"),
            path("<int:pk>/figures/tie/", site.admin_view(self.tie_view), name=f"{name}_tie"),
            *super().get_urls(),
        ]

    def enter_figure(self, sheet: Sheet, row: Row, indicator: Indicator, *, by, **fields) -> Vintage:
        """What a kind adds: where its source is kept."""
        return enter_figure(sheet, row, indicator, by=by, **fields)

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        if thing := kwargs.get("obj"):
            context |= self._figures(request, thing)
        return super().render_change_form(request, context, *args, **kwargs)

    def _figures(self, request: HttpRequest, thing: Publishable) -> dict[str, object]:
        return {
            "sheet": Sheet.of(thing),
            "figures_address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_figures", args=[thing.pk]),
            "may_tie": self.has_change_permission(request, thing),
            "may_enter": request.user.has_perm("indicators.add_vintage"),
        }

    def figures_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the list alone. POST: one step, then the list again, or the text's form without a script."""
        thing = self._text(request, pk)
        if request.method == "POST":
            if not self.has_change_permission(request, thing):
                raise PermissionDenied
            self._step(request, Sheet.of(thing), read_step(request.POST.get("step", "")))
            return self._answered(request, thing)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return TemplateResponse(request, "admin/indicators/_figures.html", self._figures(request, thing))

    def _answered(self, request: HttpRequest, thing: Publishable) -> HttpResponse:
        """The list anew for the script, which says so; else back to the text."""
        if "X-Part" not in request.headers:
            return HttpResponseRedirect(f"{self.address(thing)}#figures")
        context = self._figures(request, thing) | {"told": messages.get_messages(request)}
        return TemplateResponse(request, "admin/indicators/_figures.html", context, headers={"X-List": "1"})

    def tie_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tie a figure to anything, or enter it as a new value, by hand."""
        thing = self._text(request, pk)
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        sheet = Sheet.of(thing)
        try:
            row = sheet.row(request.GET.get("start", ""), request.GET.get("quoted", ""))
        except ValidationError as error:
            raise Http404 from error
        is_new = request.POST.get("step") == "enter"
        sent = request.POST if request.method == "POST" and not is_new else None
        tie = TieForm(self.admin_site, sent, by=request.user, records=named_projects(thing, sheet.text))
        new = NewValueForm(self.admin_site, request.POST if is_new else None, initial=self._guess(row))
        if request.method == "POST" and self._by_hand(request, sheet, row, new if is_new else tie):
            return self._answered(request, thing)
        context = self.admin_site.each_context(request) | self._figures(request, thing)
        context |= {"title": gettext("Tie a figure"), "opts": self.opts, "row": row, "tie": tie, "new": new,
                    "original": thing, "media": self.media + tie.media + new.media}  # fmt: skip
        part = "X-Part" in request.headers
        return TemplateResponse(request, "admin/indicators/_tie.html" if part else "admin/indicators/tie.html", context)

    def _text(self, request: HttpRequest, pk: int) -> Publishable:
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return thing

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
                    self.enter_figure(sheet, row, form.cleaned_data["indicator"], by=request.user, **form.values())
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
            uses = FigureUse.objects.of(sheet.thing).filter(pk=step.get("use", "0"))
            uses.delete() if do == "free" else uses.set_live(do == "live")
        elif do in ("tie", "leave", "new"):
            row = sheet.row(step.get("start", ""), step.get("quoted", ""))
            if do == "new":
                indicator = Indicator.objects.filter(pk=step.get("indicator", "0")).first()
                if indicator is None:
                    raise ValidationError(gettext("There is no such indicator."))
                self.enter_figure(sheet, row, indicator, by=by)
                messages.success(request, gettext("“%(figure)s” was entered as a draft.") % {"figure": row.figure.text})
            else:
                sheet.tie(row, by=by, **({"is_left": True} if do == "leave" else decode(step.get("to", ""))))
