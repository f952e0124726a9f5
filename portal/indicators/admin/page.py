"""Standing pages with the figures of their text: the ledger adds what the page's own admin can't know of."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.publishing.reviewing import PASSING
from portal.site.admin import PageAdmin
from portal.site.models import Page

from ..contradictions import found
from ..contradictions.answers import answered, unanswered
from .tying import TyingAdmin

admin.site.unregister(Page)


@admin.register(Page)
class PageWithFigures(TyingAdmin, PageAdmin):
    change_form_template = "admin/indicators/page_form.html"

    def panel(self, request: HttpRequest, thing: Page | None) -> dict[str, object]:
        said = list(dict.fromkeys(one.text for _field, one in found(thing))) if thing else []
        known = answered(thing) if said else set()
        return super().panel(request, thing) | {"said": [(text, text in known) for text in said]}

    def do(self, request: HttpRequest, thing: Page, verb: str, form: Form) -> None:
        """A page with contradictions goes to and through its reviews and to its readers with a reason, which the log keeps.
        A reason holds as long as no contradiction is new: the ledger may have changed since."""
        is_towards_readers = verb in ("submit", *PASSING, "publish", "explain", "rush")
        thing.found = [one.text for _field, one in found(thing)] if is_towards_readers else []
        gives_none = verb != "rush" and form.is_valid() and not form.cleaned_data.get("note", "").strip()
        if thing.found and gives_none and (open_ := unanswered(thing)):
            ask = gettext("%(text)s Give a reason, or mend it.")
            raise ValidationError([ask % {"text": text} for text in open_])
        super().do(request, thing, verb, form)
