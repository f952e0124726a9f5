"""The form of a value: typed as it stands in its source."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import read_period
from portal.publishing.forms import VersionedForm

from .models import Indicator, Vintage

FIELDS = [
    "value", "text", "qualifier", "obs_status", "as_of", "rank", "rank_total", "rank_among", "ratio", "ratio_base",
    "source_name", "source_url", "note", "reason",
]  # fmt: skip


class PeriodField(forms.CharField):
    def to_python(self, value: object) -> str:
        try:
            return read_period(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class PlainDecimalField(forms.DecimalField):
    """Shows a stored number without the zeros that only fill its places."""

    def prepare_value(self, value: object) -> object:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _number(name: str) -> PlainDecimalField:
    field = Vintage._meta.get_field(name)
    return PlainDecimalField(
        label=field.verbose_name, required=False, max_digits=field.max_digits, decimal_places=field.decimal_places,
        widget=forms.TextInput({"inputmode": "decimal", "class": "amount"}),
    )  # fmt: skip


class VintageForm(VersionedForm):
    """A draft of a value."""

    value = _number("value")
    ratio = _number("ratio")
    as_of = PeriodField(label=Vintage._meta.get_field("as_of").verbose_name, required=False)

    class Meta:
        model = Vintage
        fields = FIELDS


class EnterForm(forms.ModelForm):
    """A new value of an indicator; `Indicator.enter` checks and writes it."""

    period = PeriodField(
        label=_("period"), required=False,
        help_text=_("2024, 2024-Q3, 2024-11, 2026/2030; empty when the source gives none."),
    )  # fmt: skip
    is_target = forms.BooleanField(label=_("plan or target"), required=False)
    value = _number("value")
    ratio = _number("ratio")
    as_of = PeriodField(label=Vintage._meta.get_field("as_of").verbose_name, required=False)
    field_order = ["period", "is_target", *FIELDS]

    class Meta:
        model = Vintage
        fields = FIELDS

    def _post_clean(self) -> None:
        """The whole value is checked by `enter`, which knows its observation."""

    def enter(self, indicator: Indicator, by) -> Vintage | None:
        """The draft, or None; what the verb refuses becomes errors of the fields that it names."""
        try:
            return indicator.enter(by=by, **self.cleaned_data)
        except ValidationError as error:
            found = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
            for name, errors in found.items():
                self.add_error(name if name in self.fields else None, errors)
            return None
