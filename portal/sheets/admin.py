"""Spreadsheets on the list pages of the back office: upload, check, confirm; template and export."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import audit

from .models import SheetUpload
from .sheet import Outcome, Sheet
from .tables import BadTable, read_table
from .workbook import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # problems on one page


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("spreadsheet"), help_text=_(".xlsx or .csv (UTF-8); the first row holds the column names."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )  # fmt: skip


class SheetAdmin(admin.ModelAdmin):
    sheets: ClassVar[list[type[Sheet]]] = []
    change_list_template = "admin/sheets/change_list.html"

    def get_urls(self) -> list:
        wrap, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}_sheet"
        return [
            path("sheets/<slug:kind>/", wrap(self.sheet_upload), name=name),
            path("sheets/<slug:kind>/template/", wrap(self.sheet_template), name=f"{name}_template"),
            path("sheets/<slug:kind>/export/", wrap(self.sheet_export), name=f"{name}_export"),
            path("sheets/<slug:kind>/<int:pk>/", wrap(self.sheet_confirm), name=f"{name}_confirm"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        kinds = [sheet for sheet in self.sheets if self.may_read(request, sheet)]
        tools = {"sheet_address": self._address("sheet", kinds[0])} if kinds else {}
        return super().changelist_view(request, tools | (extra_context or {}))

    # --- the four pages ----------------------------------------------------------------------

    def sheet_upload(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        if request.method != "POST":
            return self._page(request, sheet, form=UploadForm())
        if not sheet.is_allowed(request.user):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, sheet, form=form)
        file = form.cleaned_data["file"]
        try:
            table = read_table(file.read(), file.name)
        except BadTable as error:
            return self._page(request, sheet, form=UploadForm(), file_name=file.name, outcome=Outcome(problems=[error.problem]))
        upload = SheetUpload.keep(kind, file.name, table, request.user)
        return self._checked(request, sheet, upload, sheet().run(upload.table, by=request.user, write=False))

    def sheet_confirm(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        sheet = self._sheet(request, kind)
        if request.method != "POST":
            return HttpResponseRedirect(self._address("sheet", sheet))
        upload = SheetUpload.objects.filter(pk=pk, kind=kind, by=request.user).first()
        if upload is None:
            messages.warning(request, gettext("This table was imported already or has expired; upload it again."))
            return HttpResponseRedirect(self._address("sheet", sheet))
        outcome = sheet().run(upload.table, by=request.user, write=True)
        if outcome.problems:
            return self._checked(request, sheet, upload, outcome)
        upload.delete()
        self._record(request, audit.Kind.IMPORT, sheet, f"{upload.file_name}: {outcome}")
        messages.success(request, f"{sheet.title}：{outcome}")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def sheet_template(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        return self._file(gettext("%(title)s, template") % {"title": sheet.title}, write_xlsx(sheet().headers, []))

    def sheet_export(self, request: HttpRequest, kind: str) -> HttpResponse:
        sheet = self._sheet(request, kind)
        rows = list(sheet().cells())
        self._record(request, audit.Kind.EXPORT, sheet, gettext("%(n)s rows") % {"n": len(rows)})
        return self._file(str(sheet.title), write_xlsx(sheet().headers, rows))

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

    def _address(self, page: str, sheet: type[Sheet], **ids: int) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, kwargs={"kind": sheet.kind()} | ids)

    def _checked(self, request: HttpRequest, sheet: type[Sheet], upload: SheetUpload, outcome: Outcome) -> HttpResponse:
        """What the check found. Only a table without problems waits for its confirmation."""
        found = {"outcome": outcome, "file_name": upload.file_name, "form": UploadForm()}
        if outcome.problems:
            upload.delete()
        elif outcome.new or outcome.changed:
            found["confirm"] = self._address("sheet_confirm", sheet, pk=upload.pk)
        return self._page(request, sheet, **found)

    def _page(self, request: HttpRequest, sheet: type[Sheet], outcome: Outcome | None = None, **context) -> HttpResponse:
        kinds = [other for other in self.sheets if self.may_read(request, other)]
        context |= self.admin_site.each_context(request) | {
            "title": gettext("Spreadsheet: %(title)s") % {"title": sheet.title},
            "opts": self.opts,
            "outcome": outcome,
            "problems": outcome.problems[:SHOWN] if outcome else [],
            "kinds": [(other.title, self._address("sheet", other), other is sheet) for other in kinds],
            "columns": sheet().columns(),
            "may_import": sheet.is_allowed(request.user),
            "upload_address": self._address("sheet", sheet),
            "template_address": self._address("sheet_template", sheet),
            "export_address": self._address("sheet_export", sheet),
        }
        return TemplateResponse(request, "admin/sheets/page.html", context)

    def _record(self, request: HttpRequest, kind: str, sheet: type[Sheet], detail: str) -> None:
        audit.record(kind, request, request.user.get_username(), f"{sheet.title}：{detail}")

    @staticmethod
    def _file(name: str, content: bytes) -> HttpResponse:
        disposition = content_disposition_header(True, f"{name}.xlsx")
        return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})
