"""What every form for strangers has: fields without unseen signs, a trap for machines, a signed time of its making."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .personal import plain_line, plain_lines

MIN_SECONDS = 3  # nobody reads and fills a form faster
MAX_SECONDS = 12 * 3600
_signer = TimestampSigner(salt="portal.feedback.form")


class NotTaken(Exception):
    """Why a form is shown again, as a sentence."""


class LineField(forms.CharField):
    def to_python(self, value: object) -> str:
        return plain_line(str(value or ""))


class LinesField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return plain_lines(str(value or ""))


class VisitorForm(forms.Form):
    """`content()` is what was said, without the trap and the token (see `read_token`)."""

    # People never see it; what fills in every field does.
    website = forms.CharField(
        label=_("Please leave this empty"), required=False, max_length=200,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("This field must stay empty; please clear it and send again."))
        return ""

    def content(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("website", "token")}


def new_token() -> str:
    """A form's own number with the time it was made, signed."""
    return _signer.sign(secrets.token_urlsafe(16))


def read_token(token: str) -> str:
    """The form's number. NotTaken when it is forged, too old, or came back faster than anybody writes."""
    try:
        form_id = _signer.unsign(token, max_age=MAX_SECONDS)
    except SignatureExpired:
        raise NotTaken(
            _("The form had been open for very long. Everything is still there: please send it once more.")
        ) from None
    except BadSignature:
        raise NotTaken(_("The form was not complete. Please send it once more.")) from None
    try:
        _signer.unsign(token, max_age=MIN_SECONDS)
    except SignatureExpired:
        return form_id
    raise NotTaken(_("That was faster than one can write. Please check your text and send it once more."))
