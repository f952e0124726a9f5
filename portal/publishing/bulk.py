"""Steps on many things at once: first a page that says what will happen to which and what is refused, then the doing.

The preview takes every step in earnest and rolls it back, so that it can't promise what the step itself would refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from .forms import NoteForm
from .models import AlreadyDone, Publishable

MOST = 200  # things a run
Act = Callable[[HttpRequest, Publishable, Form], None]
Action = Callable[[ModelAdmin, HttpRequest, QuerySet], HttpResponse | None]


@dataclass
class Bulk:
    """One act on many: `act(request, thing, form)` raises ValidationError or PermissionDenied where it is refused."""

    admin: ModelAdmin
    request: HttpRequest
    action: str
    label: str | Promise
    form_class: type[Form]
    act: Act
    rows: list[tuple[str, str, str]] = field(default_factory=list)  # (thing, its state before, why it is refused or "")

    def answer(self, things: QuerySet) -> HttpResponse | None:
        """The preview; or, confirmed with a form that holds, the result as a message (and None: back to the list)."""
        count = things.count()
        if count > MOST:
            words = {"count": count, "most": MOST}
            messages.error(
                self.request, gettext("%(count)s chosen, %(most)s at most in one go: narrow the list down.") % words
            )
            return None
        is_confirmed = "confirmed" in self.request.POST
        form = self.form_class(self.request.POST if is_confirmed else None)
        if is_confirmed and form.is_valid():
            self._try_all(things, form)
            self._tell()
            return None
        self._try_all(things, self.form_class(self._sample()), keep=False)
        return self._page(form, things)

    def _sample(self) -> dict[str, str]:
        """Something in every field that must be filled, so that the preview finds the other reasons for a refusal."""
        fields = {name: one for name, one in self.form_class().fields.items() if one.required}
        firsts = {
            name: one.queryset.values_list("pk", flat=True).first()
            for name, one in fields.items()
            if hasattr(one, "queryset")
        }
        return dict.fromkeys(fields, "…") | firsts

    def _try_all(self, things: QuerySet, form: Form, *, keep: bool = True) -> None:
        self.rows = [(str(thing), thing.state_word, self._try(thing, form, keep=keep)) for thing in things]

    def _try(self, thing: Publishable, form: Form, *, keep: bool) -> str:
        try:
            with transaction.atomic():
                self.act(self.request, thing, form)
                if not keep:
                    transaction.set_rollback(True)
        except AlreadyDone:
            return gettext("had been done already")
        except ValidationError as error:
            return " ".join(error.messages)
        except PermissionDenied:
            return gettext("You have no right to this step.")
        return ""

    @property
    def done(self) -> list[str]:
        return [thing for thing, _state, why in self.rows if not why]

    @property
    def refused(self) -> list[tuple[str, str]]:
        return [(thing, why) for thing, _state, why in self.rows if why]

    def _tell(self) -> None:
        words = {"label": self.label, "n": len(self.done)}
        if self.done:
            text = ngettext("%(label)s: done for %(n)s.", "%(label)s: done for %(n)s.", len(self.done)) % words
            messages.success(self.request, text)
        for thing, why in self.refused:
            messages.warning(
                self.request, gettext("“%(thing)s” stays as it was: %(why)s") % {"thing": thing, "why": why}
            )

    def _page(self, form: Form, things: QuerySet) -> HttpResponse:
        context = self.admin.admin_site.each_context(self.request) | {
            "opts": self.admin.opts, "title": self.label, "bulk": self, "form": form, "keys": [thing.pk for thing in things],
        }  # fmt: skip
        return TemplateResponse(self.request, "admin/publishing/bulk.html", context)


def step_action(verb: str) -> Action:
    """An action of a list for the verb; its name is `bulk_<verb>`."""

    def action(admin: ModelAdmin, request: HttpRequest, things: QuerySet) -> HttpResponse | None:
        def act(request: HttpRequest, thing: Publishable, form: Form) -> None:
            admin.do(request, thing, verb, form)

        form_class = admin.step_forms.get(verb, NoteForm)
        return Bulk(admin, request, f"bulk_{verb}", admin.verbs[verb][0], form_class, act).answer(things)

    return action
