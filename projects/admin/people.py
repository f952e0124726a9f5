"""Who answers for a project, handed over and released by verbs; and telephone numbers, for those with the right."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.sheets.admin import SheetAdmin

from ..forms import AssignmentForm
from ..models import Assignment, Contact, Role
from ..sheets import PeopleSheet
from ..stages import Stage
from .verbs import Verb, VerbAdmin


class GapFilter(admin.SimpleListFilter):
    """The gap list: records in which nobody holds a role today; the desk counts the same ones."""

    title = _("who is missing")
    parameter_name = "gap"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [choice for choice in Role.choices if choice[0] != Role.TASK_FORCE]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in Role.values:
            return queryset
        return queryset.exclude(stage=Stage.WITHDRAWN).without(self.value())


class HandOverForm(forms.Form):
    on = forms.DateField(label=_("From which day"), widget=AdminDateWidget)
    name = forms.CharField(label=_("name"), max_length=60, required=False)
    department = forms.ModelChoiceField(Department.objects.all(), label=_("unit"), required=False)
    post = forms.CharField(label=_("post"), max_length=80, required=False)


class EndForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=AdminDateWidget)


def _may_change(user, row: Assignment) -> bool:
    return row.until is None and row.successor_id is None and user.has_perm("projects.change_assignment")


def _release(row: Assignment, *, by) -> None:
    row.release(by=by)


def _take_back(row: Assignment, *, by) -> None:
    row.release(by=by, released=False)


def _may_release(released: bool):
    return lambda user, row: row.released != released and user.has_perm("projects.release_assignment")


@admin.register(Assignment)
class AssignmentAdmin(VerbAdmin, SheetAdmin):
    sheets = [PeopleSheet]
    form = AssignmentForm
    list_display = ["project", "role_word", "holder", "post", "since", "until", "released"]
    list_filter = ["role", "released"]
    list_select_related = ["project", "department"]
    search_fields = ["project__name", "project__code", "name", "department__name"]
    autocomplete_fields = ["project", "department"]
    fields = ["project", "role", "name", "department", "post", "since", "until", "released", "successor"]
    readonly_fields = ["released", "successor"]
    verbs = (
        Verb(
            "hand-over",
            _("Hand over"),
            _("“%(thing)s” was handed over."),
            Assignment.hand_over,
            _may_change,
            HandOverForm,
        ),
        Verb("end", _("End without a successor"), _("“%(thing)s” has ended."), Assignment.end, _may_change, EndForm),
        Verb(
            "release",
            _("Release the name for the public"),
            _("The name may be published now."),
            _release,
            _may_release(True),
        ),
        Verb("take-back", _("Take the name back"), _("The name is internal again."), _take_back, _may_release(False)),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Assignment | None = None) -> list[str]:
        return [*self.readonly_fields, "project", "role"] if obj else self.readonly_fields

    @admin.display(description=_("role"), ordering="role")
    def role_word(self, row: Assignment) -> str:
        return row.role_word

    @admin.display(description=_("name"))
    def holder(self, row: Assignment) -> str:
        return row.holder

    @admin.display(description=_("handed over to"))
    def successor(self, row: Assignment) -> str:
        return row.successor.holder if row.successor_id else ""


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    """The list is masked; a number stands in full only on its own page. The log keeps the masked text alone."""

    list_display = ["project", "masked", "post"]
    list_select_related = ["project"]
    search_fields = ["project__name", "project__code"]
    autocomplete_fields = ["project"]
    fields = ["project", "name", "post", "phone"]

    @admin.display(description=_("contact"))
    def masked(self, contact: Contact) -> str:
        return str(contact)
