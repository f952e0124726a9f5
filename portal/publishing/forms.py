"""Forms of things with a public life: the version check, and what the steps ask for."""

from datetime import datetime

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .relations import related_then
from .unsaved import UnsavedText


class RestoredForm(forms.ModelForm):
    """Filled from an old version (see history.py), it brings what the version stood with, too."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if version := getattr(self.instance, "_history", None):
            self.initial |= related_then(version)


class VersionedForm(RestoredForm):
    """Notices when somebody saved the record after it was opened here: nothing is overwritten, nothing typed is lost.

    The caller locks the row before the form is made, so that what `clean` finds still holds when it saves.
    """

    seen_version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    restored: UnsavedText | None = None  # the kept text the form was filled with, see writing.py
    is_conflict = False
    not_text = frozenset({"seen_version"})  # fields of the form that are none of the record's

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        self.version = rows.values_list("version", flat=True).first() if self.instance.pk else None
        self.fields["seen_version"].initial = self.version

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if self.restored:
            raise ValidationError(self._restored())
        # The button under the two texts names the version that its writer has seen beside their own.
        known = (data.get("seen_version"), self.data.get("_mine"))
        if self.version is not None and self.version != known[0] and str(self.version) != known[1]:
            self.is_conflict = True
            raise ValidationError(self._conflict())
        return data

    def changes(self) -> set[str]:
        """Names of the fields that differ from what is stored; the form itself compares with what it was opened with, which
        may be an old version."""
        thing, meta = self.instance, self._meta.model._meta
        now = self._meta.model._base_manager.get(pk=thing.pk)
        fields = {field.name: field.attname for field in meta.concrete_fields}
        related = {field.name for field in meta.many_to_many if field.name in self.cleaned_data}
        own = {name for name in self.fields if name in fields}
        changed = {name for name in own if getattr(thing, fields[name]) != getattr(now, fields[name])}
        changed |= {
            name
            for name in related
            if {one.pk for one in self.cleaned_data[name]} != set(getattr(now, name).values_list("pk", flat=True))
        }
        rest = {name for name in self.changed_data if name not in fields and name not in related}
        return (changed | rest) - self.not_text

    def last_change(self) -> tuple[str, datetime | None]:
        """Who changed the record last, and when; "" when that isn't known."""
        thing = self.instance
        if hasattr(thing, "history") and (record := thing.history.select_related("history_user").first()):
            return str(record.history_user or ""), record.history_date
        return "", thing.updated_at

    def changed_by(self) -> str:
        """“小张 2026-01-05 09:30”: who saved last, and when."""
        who, when = self.last_change()
        return f"{who or gettext('somebody else')} {_minute(when)}".strip()

    def _conflict(self) -> str:
        who, when = self.last_change()
        words = {"who": who or gettext("somebody else"), "when": _minute(when)}
        return (
            gettext(
                "%(who)s saved this record at %(when)s, after you had opened it. Nothing was overwritten, and your text is"
                " still below: compare the two and decide."
            )
            % words
        )

    def _restored(self) -> str:
        words = {"when": date_format(timezone.localtime(self.restored.saved_at), "Y-m-d H:i")}
        return gettext("This is the text kept at %(when)s. It is not saved yet: look through it, then save.") % words


class ReviewedForm(VersionedForm):
    """Of a text with reviews. Who may change at once what readers see (`in_emergency`) is asked for the reason."""

    edit_reason = forms.CharField(
        label=_("Why it is changed at once"), max_length=500, required=False, widget=AdminTextareaWidget({"rows": 1}),
        help_text=_("This text is public: what you change here is seen at once and owes a review by another person. Otherwise"
                    " write a working copy. Not asked for where no words change: pins, dates, order."),
    )  # fmt: skip
    in_emergency = False
    not_text = VersionedForm.not_text | {"edit_reason"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.in_emergency:
            del self.fields["edit_reason"]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.in_emergency or self.errors or self.cleaned_data.get("edit_reason", "").strip():
            return
        if self.changes() - self._meta.model.unreviewed:
            self.add_error("edit_reason", gettext("What readers see is changed at once only in an emergency: say why, or write"
                                                  " a working copy."))  # fmt: skip


def _minute(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "Y-m-d H:i") if when else ""


class MomentInput(forms.DateTimeInput):
    """Date and time to the minute, in the browser's own input."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PublishForm(forms.Form):
    """When to go public: empty is now."""

    publish_at = forms.DateTimeField(
        label=_("Goes live at"), required=False, help_text=_("Empty: at once."), widget=MomentInput,
        error_messages={"invalid": _("The time of publication is not a date and time.")},
    )  # fmt: skip

    def clean_publish_at(self) -> datetime | None:
        at = self.cleaned_data["publish_at"]
        if at and at < timezone.now():
            raise ValidationError(
                gettext("The time of publication lies in the past; leave it empty to publish at once.")
            )
        return at


class PublishReviewedForm(PublishForm):
    """`note`: why it may go public though something was found."""

    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the readers"), max_length=200, help_text=_("Readers see it at the address of the withdrawn text."),
        widget=AdminTextareaWidget({"rows": 2}),
        error_messages={"required": _("A withdrawal needs a reason that readers may see.")},
    )  # fmt: skip


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class TicksField(forms.Field):
    """The sentences that were ticked; which ones have to be is the review's own affair."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: list[str] | None) -> list[str]:
        return list(value or [])


class ReviewForm(forms.Form):
    note = forms.CharField(label=_("Opinion"), max_length=500, required=False, widget=AdminTextareaWidget({"rows": 3}))
    ticks = TicksField(required=False)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=_("What has to be changed"), max_length=500, widget=AdminTextareaWidget({"rows": 3}),
        error_messages={"required": _("Returning a text needs a reason for its writer.")},
    )  # fmt: skip


class RushForm(PublishForm):
    """Publication before the reviews."""

    rush_reason = forms.CharField(
        label=_("Reason of the emergency"), max_length=500, widget=AdminTextareaWidget({"rows": 2}),
        error_messages={"required": _("Publishing in an emergency needs a reason.")},
    )  # fmt: skip
