"""Standing pages with the figures of their text: the ledger adds what the page's own admin can't know of."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.site.admin import PageAdmin
from portal.site.models import Page

from ..contradictions import found
from .tying import TyingAdmin

admin.site.unregister(Page)


@admin.register(Page)
class PageWithFigures(TyingAdmin, PageAdmin):
    change_form_template = "admin/indicators/page_form.html"

    def panel(self, request: HttpRequest, thing: Page | None) -> dict[str, object]:
        return super().panel(request, thing) | {"said": [said for _field, said in found(thing)] if thing else []}

    def do(self, request: HttpRequest, thing: Page, verb: str, form: Form) -> None:
        """A page with contradictions goes to its reviewers with a reason, which the log keeps."""
        goes_bare = verb == "submit" and form.is_valid() and not form.cleaned_data["note"].strip()
        if goes_bare and (said := found(thing)):
            ask = gettext("%(text)s Give a reason, or mend it.")
            raise ValidationError([ask % {"text": one.text} for _field, one in said])
        super().do(request, thing, verb, form)
