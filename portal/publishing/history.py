"""Old versions in the back office. simple-history asks who may look, never who may bring back; here both are asked."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject, HistoricalChanges, ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper


class Wording(HistoricalRecordContextHelper):
    """Values as staff read them: words for codes, nothing for what was empty."""

    def prepare_delta_change_value(self, change: ModelChange, value: object) -> object:
        if value is None or isinstance(value, DeletedObject):
            return gettext("(deleted)") if isinstance(value, DeletedObject) and value.pk else ""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        choices = dict(self.model._meta.get_field(change.field).flatchoices)
        return str(choices[value]) if value in choices else super().prepare_delta_change_value(change, value)


class HistoryAdmin(SimpleHistoryAdmin):
    object_history_template = "admin/publishing/history.html"
    object_history_list_template = "admin/publishing/history_list.html"
    object_history_form_template = "admin/publishing/history_form.html"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: HistoricalChanges
    ) -> Wording:
        return Wording(self.model, historical_record)

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
            return super().history_form_view(request, object_id, version_id, extra_context)
