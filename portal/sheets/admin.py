"""Spreadsheets on the list pages of the back office: form and export; upload, check part by part, preview, confirm."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import audit

from .models import SheetUpload
from .outcome import Outcome
from .sheet import Sheet
from .tables import MAX_BYTES, MAX_ROWS, BadTable, read_table
from .workbook import write_csv, write_xlsx

TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
}
SHOWN = 200  # problems on one page
ROWS = 100  # rows on one page of the preview


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("spreadsheet"),
        help_text=_(".xlsx or .csv (UTF-8), up to %(rows)s rows; the column names stand above the rows.")
        % {"rows": MAX_ROWS},
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )


class SheetAdmin(admin.ModelAdmin):
    sheets: ClassVar[list[type[Sheet]]] = []
    change_list_template = "admin/sheets/change_list.html"

    def get_urls(self) -> list:
        wrap, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}_sheet"
        return [
            path("sheets/<slug:kind>/", wrap(self.sheet_upload), name=name),
            path("sheets/<slug:kind>/template/", wrap(self.sheet_template), name=f"{name}_template"),
            path("sheets/<slug:kind>/form/", wrap(self.sheet_form), name=f"{name}_form"),
            path("sheets/<slug:kind>/export/", wrap(self.sheet_export), name=f"{name}_export"),
            path("sheets/<slug:kind>/<int:pk>/", wrap(self.sheet_review), name=f"{name}_review"),
            path("sheets/<slug:kind>/<int:pk>/confirm/", wrap(self.sheet_confirm), name=f"{name}_confirm"),
            path("sheets/<slug:kind>/<int:pk>/again/", wrap(self.sheet_again), name=f"{name}_again"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        kinds = [sheet for sheet in self.sheets if self.may_read(request, sheet)]
        tools = {"sheet_address": self._address("sheet", kinds[0])} if kinds else {}
        return super().changelist_view(request, tools | (extra_context or {}))

    # --- in ----------------------------------------------------------------------------------

    def sheet_upload(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        if request.method != "POST":
            return self._page(request, sheet, form=UploadForm())
        if not sheet.is_allowed(request.user):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, sheet, form=form)
        file, reader = form.cleaned_data["file"], sheet()
        try:
            table = read_table(file.read(MAX_BYTES + 1), file.name, reader.headers)
            problems = reader.table_problems(table, by=request.user)
        except BadTable as error:
            problems = [error.problem]
        if problems:
            return self._page(request, sheet, file_name=file.name, outcome=Outcome(problems=problems))
        upload = SheetUpload.keep(kind, file.name, table, request.user)
        return HttpResponseRedirect(self._address("sheet_review", sheet, pk=upload.pk))

    def sheet_review(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Each call checks one more part; the page's script calls until all is checked, else the page reloads."""
        sheet, upload = self._waiting_upload(request, kind, pk)
        if upload is None:
            return self._gone(request, sheet)
        upload.check_more(sheet())
        if request.accepts("text/html"):
            return self._review(request, sheet, upload)
        return JsonResponse({"checked": upload.checked, "rows": upload.rows, "done": upload.is_checked})

    def sheet_confirm(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        sheet, upload = self._waiting_upload(request, kind, pk)
        if upload is None:
            return self._gone(request, sheet)
        if request.method != "POST" or not upload.is_checked:
            return HttpResponseRedirect(self._address("sheet_review", sheet, pk=pk))

        def then(outcome: Outcome) -> None:
            self._record(request, audit.Kind.IMPORT, sheet, f"{upload.file_name}: {outcome}")

        outcome = upload.write(sheet(), then)
        if outcome is None:
            return self._gone(request, sheet)
        if outcome.problems:
            return self._page(
                request, sheet, upload=upload, outcome=outcome, again=self._address("sheet_again", sheet, pk=pk)
            )
        messages.success(request, f"{sheet.title}：{outcome}")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def sheet_again(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        sheet, upload = self._waiting_upload(request, kind, pk)
        if upload is None:
            return self._gone(request, sheet)
        if request.method == "POST":
            upload.check_again()
        return HttpResponseRedirect(self._address("sheet_review", sheet, pk=pk))

    # --- out ---------------------------------------------------------------------------------

    def sheet_template(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        return self._file(gettext("%(title)s, template") % {"title": sheet.title}, "xlsx", sheet(), [])

    def sheet_form(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The sheet with a row for each of the person's projects, to be filled in and uploaded again."""
        sheet = self._sheet(request, kind)
        if not sheet.is_allowed(request.user):
            raise PermissionDenied
        reader = sheet()
        rows = list(reader.cells(reader.form(request.user, sample=request.GET.get("sample") == "1")))
        self._record(request, audit.Kind.EXPORT, sheet, gettext("form, %(n)s rows") % {"n": len(rows)})
        return self._file(gettext("%(title)s, to fill in") % {"title": sheet.title}, "xlsx", reader, rows)

    def sheet_export(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        ending = "csv" if request.GET.get("format") == "csv" else "xlsx"
        rows = list(sheet().cells())
        self._record(request, audit.Kind.EXPORT, sheet, gettext("%(n)s rows") % {"n": len(rows)})
        return self._file(str(sheet.title), ending, sheet(), rows)

    # --- parts -------------------------------------------------------------------------------

    def may_read(self, request: HttpRequest, sheet: type[Sheet]) -> bool:
        meta = sheet._meta.model._meta
        return request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}")

    def _sheet(self, request: HttpRequest, kind: str) -> type[Sheet]:
        sheet = next((sheet for sheet in self.sheets if sheet.kind() == kind), None)
        if sheet is None:
            raise Http404
        if not self.may_read(request, sheet):
            raise PermissionDenied
        return sheet

    def _waiting_upload(self, request: HttpRequest, kind: str, pk: int) -> tuple[type[Sheet], SheetUpload | None]:
        """The person's own upload; None when it is another's, used or expired."""
        sheet = self._sheet(request, kind)
        if not sheet.is_allowed(request.user):
            raise PermissionDenied
        return sheet, SheetUpload.objects.waiting(request.user).filter(pk=pk, kind=kind).first()

    def _gone(self, request: HttpRequest, sheet: type[Sheet]) -> HttpResponse:
        if not request.accepts("text/html"):
            return JsonResponse({"done": True})
        messages.warning(request, gettext("This table was imported already or has expired; upload it again."))
        return HttpResponseRedirect(self._address("sheet", sheet))

    def _address(self, page: str, sheet: type[Sheet], **ids: int) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, kwargs={"kind": sheet.kind()} | ids)

    def _review(self, request: HttpRequest, sheet: type[Sheet], upload: SheetUpload) -> HttpResponse:
        if not upload.is_checked:
            return self._page(request, sheet, upload=upload, rows_checked=upload.checked)
        outcome = upload.outcome()
        shown = {"upload": upload, "outcome": outcome}
        if not outcome.problems:
            shown["page_obj"] = Paginator(outcome.changes, ROWS).get_page(request.GET.get("page"))
            if outcome.changes:
                shown["confirm"] = self._address("sheet_confirm", sheet, pk=upload.pk)
        return self._page(request, sheet, **shown)

    def _page(
        self, request: HttpRequest, sheet: type[Sheet], outcome: Outcome | None = None, **context
    ) -> HttpResponse:
        kinds = [other for other in self.sheets if self.may_read(request, other)]
        reader, upload = sheet(), context.get("upload")
        context = {"form": UploadForm(), "file_name": upload and upload.file_name} | context
        context |= self.admin_site.each_context(request) | {
            "title": gettext("Spreadsheet: %(title)s") % {"title": sheet.title},
            "opts": self.opts,
            "list_address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "outcome": outcome,
            "problems": outcome.problems[:SHOWN] if outcome else [],
            "kinds": [(other.title, self._address("sheet", other), other is sheet) for other in kinds],
            "columns": reader.all_columns(),
            "may_import": sheet.is_allowed(request.user),
            "has_form": sheet.form is not Sheet.form,
            "has_samples": sheet.has_samples(),
            "upload_address": self._address("sheet", sheet),
            "template_address": self._address("sheet_template", sheet),
            "form_address": self._address("sheet_form", sheet),
            "export_address": self._address("sheet_export", sheet),
        }
        return TemplateResponse(request, "admin/sheets/page.html", context)

    def _record(self, request: HttpRequest, kind: str, sheet: type[Sheet], detail: str) -> None:
        audit.record(kind, request, request.user.get_username(), f"{sheet.title}：{detail}")

    @staticmethod
    def _file(name: str, ending: str, sheet: Sheet, rows: list) -> HttpResponse:
        content_type, write = TYPES[ending]
        headers = {
            "Content-Disposition": content_disposition_header(True, f"{name}.{ending}"),
            "Cache-Control": "no-store",
        }
        return HttpResponse(write(sheet.all_columns(), rows), content_type=content_type, headers=headers)
