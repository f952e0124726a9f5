"""Old versions in the back office. simple-history asks who may look, never who may bring back; here both are asked."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

from . import effects
from .relations import with_relations
from .steps import LOGGED
from .versions import changed_fields, public_versions


class HistoryAdmin(SimpleHistoryAdmin):
    object_history_template = "admin/publishing/history.html"
    object_history_list_template = "admin/publishing/history_list.html"
    object_history_form_template = "admin/publishing/history_form.html"
    history_list_per_page = 20

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<path:object_id>/compare/<int:version_id>/", view, name=name), *super().get_urls()]

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Page, **kwargs) -> None:
        """Give every version of the page what it changed, and whether readers have seen it."""
        records = list(historical_records)
        with_relations(records)
        seen = (
            public_versions(records[0].instance_type._base_manager.filter(pk=records[0].id).first()) if records else []
        )
        historical_records.public, historical_records.newest = seen[-1:], historical_records.number == 1
        for record, older in zip(records, [*records[1:], records[-1].prev_record if records else None], strict=False):
            record.differences = changed_fields(older, record) if older else []
            record.why = LOGGED.get(record.history_change_reason, record.history_change_reason)
            record.was_public, record.is_first = record.history_id in seen, older is None

    def compare_view(self, request: HttpRequest, object_id: str, version_id: int) -> HttpResponse:
        """One old version beside the record as it stands now."""
        thing = self._in_history(request, object_id)
        version = get_object_or_404(thing.history.select_related("history_user"), pk=version_id)
        seen = public_versions(thing)
        context = self.admin_site.each_context(request) | {
            "title": gettext("Compare with the present text"), "subtitle": str(thing), "opts": self.opts,
            "original": thing, "version": version, "differences": changed_fields(version, thing),
            "is_public": version_id in seen[-1:], "was_public": version_id in seen,
            "may_restore": self.may_write_text(request, thing),
        }  # fmt: skip
        return TemplateResponse(request, "admin/publishing/compare.html", context)

    def may_write_text(self, request: HttpRequest, thing: Model) -> bool:
        """Whether an old version may be brought back in place."""
        return self.has_change_permission(request, thing)

    def _in_history(self, request: HttpRequest, object_id: str) -> Model:
        thing = admin.ModelAdmin.get_object(self, request, unquote(object_id))
        if thing is None:
            raise Http404
        if not self.has_view_history_or_change_history_permission(request, thing):
            raise PermissionDenied
        return thing

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context=None
    ) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST":
                thing = admin.ModelAdmin.get_object(self, request, object_id)
                if thing is None:
                    raise Http404
                if not self.has_change_permission(request, thing):
                    raise PermissionDenied
                request.brought_back = thing
            return super().history_form_view(request, object_id, version_id, extra_context)

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        if hasattr(request, "brought_back"):  # this way round nothing else says that the text has changed
            effects.start(obj)
        return super().response_change(request, obj)
