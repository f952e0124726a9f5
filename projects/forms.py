"""Forms of the project office: money typed in 亿元, dates as precise as known, the change of a stage."""

import re
from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import read_period, validate_past, validate_period
from portal.publishing.forms import VersionedForm
from portal.sheets.widgets import NumberWidget

from .models import MonthlyReport, Project, StageChange
from .stages import Stage

_WAN = {"亿元": Decimal(10_000), "亿": Decimal(10_000), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}
_AMOUNT = re.compile(r"(.*?)\s*(亿元|亿|万元|万|元)?")


class AmountField(forms.CharField):
    """An amount typed with its unit, or without one in `unit`; gives Decimal in 万元, None when empty."""

    def __init__(self, *, unit: str = "亿元", **kwargs) -> None:
        self.unit, self.empty_value = unit, None
        super().__init__(**{"empty_value": None} | kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "amount", "data-unit": unit}

    def to_python(self, value: object) -> Decimal | None:
        text = super().to_python(value)
        if text is None:
            return None
        number, unit = _AMOUNT.fullmatch(text.replace(" ", "")).groups()
        try:
            amount = NumberWidget().clean(number)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if amount is None:
            return None
        if amount < 0:
            raise ValidationError(gettext("An amount isn't negative; leave it empty when it isn't known."))
        wan = (amount * _WAN[unit or self.unit]).quantize(Decimal("0.01"))
        if wan > 10**8:
            raise ValidationError(gettext("This is more than 10,000 亿元; is it in another unit?"))
        return wan

    def prepare_value(self, value: object) -> object:
        """In the field's unit; what a person typed comes back as it was typed."""
        return f"{(value / _WAN[self.unit]).normalize():f}" if isinstance(value, Decimal) else value


class PeriodField(forms.CharField):
    """2024, 2025年11月, 2025-03-04, 2025年第三季度 …; gives the stored form (portal.lib.dates)."""

    def to_python(self, value: object) -> str:
        try:
            return read_period(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


def formfield_for(db_field: models.Field, *, unit: str = "亿元") -> forms.Field | None:
    """Our own field for amounts and periods of a model; None for the rest."""
    words = {"label": db_field.verbose_name, "required": not db_field.blank, "help_text": db_field.help_text}
    if isinstance(db_field, models.DecimalField) and db_field.max_digits == 16:
        label = gettext("%(name)s (%(unit)s)") % {"name": db_field.verbose_name, "unit": unit}
        return AmountField(unit=unit, **words | {"label": label})
    if any(check in (validate_period, validate_past) for check in db_field.validators):
        return PeriodField(**words | {"help_text": db_field.help_text or _("Such as 2026, 2026-03 or 2026-03-15.")})
    return None


class ProjectForm(VersionedForm):
    def last_change(self) -> tuple[str, datetime | None]:
        """A change of stage counts, too."""
        who, when = super().last_change()
        entry = self.instance.stage_changes.select_related("by").last()
        return (str(entry.by), entry.at) if entry and (not when or entry.at > when) else (who, when)


class ReportForm(forms.ModelForm):
    """An approved report stays as it was approved."""

    month_amount = AmountField(unit="万元", label=_("investment of the month (10,000 yuan)"))

    class Meta:
        model = MonthlyReport
        fields = ["month", "month_amount", "visible_progress", "physical_progress", "next_step", "problems"]
        widgets = {"problems": forms.Textarea({"rows": 2}), "next_step": forms.TextInput()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state == MonthlyReport.State.APPROVED:
            for field in self.fields.values():
                field.disabled = True


class StageForm(forms.Form):
    """What `Project.enter_stage` needs, in its words."""

    to = forms.ChoiceField(label=_("New stage"), choices=Stage)
    date = PeriodField(
        label=_("Date"), required=False, max_length=16,
        help_text=_("As precise as the source gives it: 2026, 2026-03 or 2026-03-15; empty when it gives none."),
    )  # fmt: skip
    seen = forms.BooleanField(
        label=_("Seen in this stage on that date; when it got there isn't known"), required=False
    )
    statement = forms.CharField(label=_("What is said"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    source_name = forms.CharField(label=_("Source"), max_length=100)
    source_url = forms.URLField(label=_("Address of the source"), max_length=300, required=False, assume_scheme="https")
    evidence = forms.CharField(label=_("Evidence (internal)"), max_length=300, required=False)
    correction = forms.BooleanField(
        label=_("Correct an earlier entry"), required=False,
        help_text=_("Goes back to any stage; needs a reason and the right to correct."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason (internal)"), max_length=300, required=False)

    def __init__(self, *args, project: Project, may_correct: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        opening = not project.stage_changes.exists()
        self.forbidden = [(label, error) for stage, label in Stage.choices if (error := self._error(stage, opening))]
        if not may_correct:
            del self.fields["correction"]

    def _error(self, stage: str, opening: bool) -> str:
        return "" if stage == self.project.stage else self.project.stage_error(stage, opening=opening)

    def enter(self, by) -> StageChange:
        """Do it. What the verb refuses becomes an error of the field that it names."""
        data = dict(self.cleaned_data)
        return self.project.enter_stage(data.pop("to"), by=by, **data)
