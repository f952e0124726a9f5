"""What a person fills in to tie a figure to something that wasn't proposed, or to enter it as a new value."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.qualifiers import Qualifier
from projects.models import Fact, Project

from .. import measures
from ..forms import PeriodField
from ..models import FigureUse, Indicator, Observation, Vintage
from ..models.uses import FACT, PROJECT_FIELDS

FORM_ID = "figure-form"  # the form stands outside the text's; its inputs name it


def _picker(model: type, name: str, site: AdminSite) -> AutocompleteSelect:
    return AutocompleteSelect(model._meta.get_field(name), site, attrs={"form": FORM_ID})


class _Outside(forms.Form):
    """A form whose inputs stand elsewhere on the page than its element."""

    def __init__(self, site: AdminSite, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, (model, field) in self.pickers.items():
            self.fields[name].widget = _picker(model, field, site)
            self.fields[name].widget.choices = self.fields[name].choices
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID

    pickers: dict[str, tuple[type, str]] = {}


class TieForm(_Outside):
    """Exactly one of a value, a measure or a field of a record."""

    pickers = {"vintage": (FigureUse, "vintage"), "project": (FigureUse, "project")}

    vintage = forms.ModelChoiceField(Vintage.objects.all(), label=_("value of the ledger"), required=False)
    project = forms.ModelChoiceField(Project.objects.all(), label=_("project"), required=False)
    field = forms.CharField(label=_("field of the record, or a fact it states"), required=False)
    measure = forms.ChoiceField(label=_("measure"), required=False)
    period = PeriodField(label=_("period of the measure"), required=False)
    is_live = forms.BooleanField(
        label=_("prints the current value"), required=False, help_text=_("Otherwise it stays as printed on the day.")
    )

    def __init__(self, *args, by, records: Iterable[Project] = (), **kwargs) -> None:
        """`by`: picks only among what they may look at. `records`: those whose stated facts are offered, and the chosen
        one's when the form comes back."""
        super().__init__(*args, **kwargs)
        for name, right in (("vintage", "indicators.view_vintage"), ("project", "projects.view_project")):
            if not by.has_perm(right):
                del self.fields[name]
        if "project" in self.fields:
            self.fields["project"].queryset = Project.objects.for_colleague(by)
        else:
            del self.fields["field"]
            records = ()
        self.fields["measure"].choices = [("", "—"), *measures.choices()]
        chosen = self.data.get("project", "")
        stated = Fact.objects.filter(project__in=[chosen] if chosen.isdigit() else [one.pk for one in records])
        facts = dict.fromkeys(stated.order_by("label").values_list("label", flat=True))
        choices = [("", "—"), *PROJECT_FIELDS.items(), *((f"{FACT}{label}", label) for label in facts)]
        if "field" in self.fields:
            self.fields["field"].widget = forms.Select(choices=choices, attrs={"form": FORM_ID})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [name for name in ("vintage", "project", "measure") if data.get(name)]
        if len(given) != 1 and not self.errors:
            raise ValidationError(gettext("A printed figure is tied to exactly one thing, or left alone."))
        if data.get("project") and not data.get("field"):
            self.add_error("field", gettext("Say which field of the record it is."))
        return data

    def answer(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("vintage"):
            tie = {"vintage": data["vintage"]}
        elif data.get("project"):
            tie = {"project": data["project"], "field": data["field"]}
        else:
            tie = {"measure": data["measure"], "period": data["period"]}
        return tie | {"is_live": data["is_live"]}


class NewValueForm(_Outside):
    """The figure as a draft of the ledger."""

    pickers = {"indicator": (Observation, "indicator")}

    indicator = forms.ModelChoiceField(Indicator.objects.all(), label=_("indicator"))
    new_period = PeriodField(
        label=_("period"),
        required=False,
        help_text=_("2024, 2024-Q3, 2024-11, 2026/2030; empty when the source gives none."),
    )
    is_target = forms.BooleanField(label=_("plan or target"), required=False)
    qualifier = forms.ChoiceField(label=_("qualifier"), choices=Qualifier.choices)
    reason = forms.ChoiceField(label=_("reason"), choices=Vintage.Reason.choices)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"period": data.pop("new_period"), **{key: data[key] for key in ("is_target", "qualifier", "reason")}}


__all__ = ["FACT", "FORM_ID", "NewValueForm", "TieForm"]
