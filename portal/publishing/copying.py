"""Working copies in the back office: how one is opened, what its form shows, how it stands beside the public text."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import BaseModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .copies import OPEN, WithCopies
from .lists import StateList
from .models import Status
from .versions import changed_fields


class CopiesAdmin(StateList):
    """For models with working copies."""

    # --- lists --------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        open_ = self.model._base_manager.filter(revises=OuterRef("pk"), status__in=OPEN)
        return super().get_queryset(request).annotate(open_copy_id=Subquery(open_.values("pk")[:1]))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """Nothing is tied to a copy: pickers offer what it revises."""
        found, duplicates = super().get_search_results(request, queryset, term)
        is_picker = request.path.endswith("/autocomplete/")
        return (found.filter(revises=None) if is_picker else found), duplicates

    @admin.display(description=_("state"), ordering="status")
    def state(self, thing: WithCopies) -> SafeString:
        state = super().state(thing)
        if thing.is_copy:
            return format_html('{} <span class="state copy">{}</span>', state, gettext("working copy"))
        if pk := getattr(thing, "open_copy_id", None):
            here = self.address(thing).replace(f"/{thing.pk}/", f"/{pk}/")
            return format_html('{} <a class="state copy" href="{}">{}</a>', state, here, gettext("has a working copy"))
        return state

    # --- rights -------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: WithCopies | None = None) -> bool:
        """A copy that was taken over keeps the log of its reviews."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_copy)

    def is_before_readers(self, thing: WithCopies | None) -> bool:
        """Also where the form is filled from an old version, which has the state of its day."""
        if not (thing and thing.pk):
            return False
        stored = self.model._base_manager.filter(pk=thing.pk).first() if hasattr(thing, "_history") else thing
        return bool(stored and stored.is_before_readers)

    def in_emergency(self, request: HttpRequest, thing: WithCopies | None) -> bool:
        """Whether the form changes what readers see, at once."""
        return self.is_before_readers(thing) and thing.may(request.user, "edit_published")

    def may_write_text(self, request: HttpRequest, thing: WithCopies) -> bool:
        may = super().may_write_text(request, thing)
        return may and (not self.is_before_readers(thing) or self.in_emergency(request, thing))

    # --- form ---------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: WithCopies | None = None, **kwargs) -> type[BaseModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.in_emergency = self.in_emergency(request, obj)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: WithCopies | None = None) -> list[str]:
        """Of a public text only what isn't reviewed is changed in place."""
        names = list(super().get_readonly_fields(request, obj))
        if self.is_before_readers(obj) and not self.in_emergency(request, obj):
            names += [field.name for field in self.model.text_fields()]
        return names

    def get_fieldsets(self, request: HttpRequest, obj: WithCopies | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if obj and obj.is_copy:
            for _name, options in fieldsets:
                options["fields"] = [name for name in options["fields"] if name not in self.model.unreviewed]
            fieldsets = [(name, options) for name, options in fieldsets if options["fields"]]
        elif self.in_emergency(request, obj) and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"] = ["edit_reason", *fieldsets[0][1]["fields"]]
        return fieldsets

    def get_inlines(self, request: HttpRequest, obj: WithCopies | None) -> list:
        """Rows beside the text belong to what is public."""
        return [] if obj and obj.is_copy else super().get_inlines(request, obj)

    # --- steps --------------------------------------------------------------------------------

    def steps_open_to(self, request: HttpRequest, thing: WithCopies | None) -> set[str]:
        steps = super().steps_open_to(request, thing)
        if thing and thing.is_before_readers and thing.may(request.user, "revise"):
            steps.add("revise")
        if thing and thing.is_copy and thing.status in OPEN and self.has_change_permission(request, thing):
            steps.add("catch_up")
        return steps

    def after_step(self, request: HttpRequest, thing: WithCopies, verb: str) -> str:
        copy = thing.open_copy if verb == "revise" else None
        return self.address(copy) if copy else super().after_step(request, thing, verb)

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self) -> list:
        name, view = (
            f"{self.opts.app_label}_{self.opts.model_name}_beside",
            self.admin_site.admin_view(self.beside_view),
        )
        return [path("<int:pk>/beside/", view, name=name), *super().get_urls()]

    def panel(self, request: HttpRequest, thing: WithCopies | None) -> dict[str, object]:
        panel = super().panel(request, thing)
        if thing is None:
            return panel
        if thing.is_copy:
            return panel | {"copy_of": self.copy_of(request, thing)}
        copy, merged = thing.open_copy, thing.copies.filter(status=Status.MERGED).order_by("-updated_at")
        return panel | {
            "open_copy": copy,
            "copy_address": self.address(copy) if copy else "",
            "revise": "revise" in panel["verbs"],
            "is_locked": thing.is_before_readers and not self.in_emergency(request, thing),
            "merged": [(copy, self.address(copy)) for copy in merged[:10]],
        }

    def copy_of(self, request: HttpRequest, copy: WithCopies) -> dict[str, object]:
        """What the pages of a copy say about the text it revises."""
        original = copy.revises
        is_open = copy.status in OPEN
        return {
            "original": original,
            "address": self.address(original),
            "public": self.get_view_on_site_url(original),
            "beside": self.address(copy).replace("/change/", "/beside/"),
            "is_open": is_open,
            "is_merged": copy.status == Status.MERGED,
            "errors": copy.copy_errors() if is_open else [],
        }

    def beside_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The copy beside the public text; what was changed in that text meanwhile; of a copy that was taken over: what it
        changed."""
        copy = self.get_object(request, str(pk))
        if copy is None or not copy.is_copy:
            raise Http404
        panel = self.panel(request, copy)
        drift, untouched = ([], set()) if copy.status not in OPEN else (copy.drift(), copy.untouched())
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "original": copy, "panel": panel, "title": gettext("Beside the public text"), "subtitle": str(copy),
            "differences": self.copy_differences(copy),
            "drift": [(one, one.name in untouched) for one in drift],
            "may_catch_up": "catch_up" in panel["verbs"] and copy.revises.is_before_readers,
        }  # fmt: skip
        return TemplateResponse(request, "admin/publishing/beside.html", context)

    @staticmethod
    def copy_differences(copy: WithCopies) -> list:
        if copy.status != Status.MERGED:
            return copy.differences()
        base, names = copy.base(), {field.name for field in copy.text_fields()}
        return [one for one in changed_fields(base, copy) if one.name in names] if base else []
