"""The form of a value: typed as it stands in its source."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import read_period
from portal.publishing.forms import PublishForm, VersionedForm
from projects.models import Project

from .models import Indicator, NamedProject, RefArea, Vintage
from .values import read_value

FIELDS = [
    "value", "text", "qualifier", "obs_status", "as_of", "is_reported", "rank_total", "rank_among",
    "source_name", "source_url", "note", "reason",
]  # fmt: skip
EXAMPLES = _(
    "One a line: 同比 24% · 环比 -3% · 百分点 1.5 · 倍数 6.66 全市平均值 · 位次 1/6 市内各区 · 完成率 104.8% · 连续 5年"
)


class PeriodField(forms.CharField):
    def to_python(self, value: object) -> str:
        try:
            return read_period(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ValueField(forms.CharField):
    """A number with or without its unit; shown without the zeros that only fill its places. `unit` is the
    indicator's."""

    unit = ""

    def prepare_value(self, value: object) -> object:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:
        return read_value(super().to_python(value)[:40], self.unit)

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


def _value() -> ValueField:
    label = Vintage._meta.get_field("value").verbose_name
    return ValueField(
        label=label,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "class": "amount", "maxlength": 40}),
    )


def _comparisons() -> forms.CharField:
    widget = forms.Textarea({"rows": 3, "class": "vLargeTextField"})
    return forms.CharField(label=_("comparisons"), required=False, max_length=600, widget=widget, help_text=EXAMPLES)


def _as_of() -> PeriodField:
    return PeriodField(label=Vintage._meta.get_field("as_of").verbose_name, required=False)


class VintageForm(VersionedForm):
    """A draft of a value."""

    value, as_of, comparisons = _value(), _as_of(), _comparisons()

    class Meta:
        model = Vintage
        fields = FIELDS

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fit(self, self.instance.observation.indicator)
            if "comparisons" in self.fields:
                self.fields["comparisons"].initial = "\n".join(map(str, self.instance.comparisons.all()))

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.compare(self.cleaned_data["comparisons"])

    def clean_comparisons(self) -> str:
        text = self.cleaned_data["comparisons"]
        self.instance.check_comparisons(text)
        return text


class PublishValueForm(PublishForm):
    """`alone`: why there is no second person; the value's own note is another field of the same page."""

    alone = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        return {"publish_at": data.get("publish_at"), "note": data.get("alone", "")}


class EnterForm(forms.ModelForm):
    """A new value of an indicator; `Indicator.enter` checks and writes it."""

    required_css_class = "required"

    period = PeriodField(
        label=_("period"), required=False,
        help_text=_("2024, 2024-Q3, 2024-11, 2026/2030; empty when the source gives none."),
    )  # fmt: skip
    ref_area = forms.ModelChoiceField(
        RefArea.objects.all(), label=_("area"), required=False, empty_label=_("the zone itself")
    )
    is_target = forms.BooleanField(label=_("plan or target"), required=False)
    value, as_of, comparisons = _value(), _as_of(), _comparisons()
    alone = forms.CharField(
        label=_("Reason to publish alone"), required=False, max_length=200,
        help_text=_("Only where nobody else can review: the value is reviewed afterwards."),
    )  # fmt: skip
    field_order = ["period", "ref_area", "is_target", *FIELDS[:8], "comparisons", *FIELDS[8:], "alone"]

    class Meta:
        model = Vintage
        fields = FIELDS

    def __init__(self, *args, indicator: Indicator, may_publish: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fit(self, indicator)
        if not RefArea.objects.exists():
            del self.fields["ref_area"]
        if not may_publish:
            del self.fields["alone"]

    def _post_clean(self) -> None:
        """The whole value is checked by `enter`, which knows its observation."""

    def enter(self, indicator: Indicator, by) -> Vintage | None:
        """The draft, or None; what the verb refuses becomes errors of the fields that it names."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "alone"}
        try:
            return indicator.enter(by=by, **given)
        except ValidationError as error:
            found = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
            for name, errors in found.items():
                self.add_error(name if name in self.fields else None, errors)
            return None


class NamedForm(forms.ModelForm):
    """A record is told by its number, and only public ones can be: this is no door to the others."""

    project = forms.ModelChoiceField(
        Project.objects.none(), to_field_name="code", label=_("Number of the public record"), required=False,
        widget=forms.TextInput({"placeholder": "GX-001"}),
    )  # fmt: skip

    class Meta:
        model = NamedProject
        fields = ["name", "project"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.published()  # now, not when the class was made
        matched = self.fields["project"].queryset.filter(pk=self.instance.project_id).first()
        self.initial["project"] = matched.code if matched else None


def fit(form: forms.Form, indicator: Indicator) -> None:
    """Only what a value of this indicator has: a total belongs to a ranking."""
    if "value" in form.fields:
        form.fields["value"].unit = indicator.unit
        form.fields["value"].help_text = gettext("In %(unit)s, or with its own unit.") % {"unit": indicator.unit}
    if indicator.kind != Indicator.Kind.RANK:
        for name in ("rank_total", "rank_among"):
            form.fields.pop(name, None)
