"""Standing pages with the figures of their text: the ledger adds what the page's own admin can't know of."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.publishing.models import ReviewLog
from portal.publishing.reviewing import PASSING
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
        """A page with contradictions goes to and through its reviews with a reason, which the log keeps. A reason holds as
        long as no contradiction is new: the ledger may have changed since."""
        said = [one.text for _field, one in found(thing)] if verb in ("submit", *PASSING) else []
        if said and form.is_valid() and not form.cleaned_data.get("note", "").strip() and not _answered(thing, said):
            ask = gettext("%(text)s Give a reason, or mend it.")
            raise ValidationError([ask % {"text": text} for text in said])
        thing.found = said
        super().do(request, thing, verb, form)


def _answered(thing: Page, said: list[str]) -> bool:
    """Whether all of it had been found before by a step that gave a reason."""
    steps = ReviewLog.of(thing).exclude(note="").values_list("findings", flat=True)
    return set(said) <= {text for findings in steps for text in findings}
