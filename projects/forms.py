"""Forms of the project office: money typed in 亿元, dates as precise as known, the change of a stage."""

import re
from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import read_period, validate_past, validate_period
from portal.publishing.forms import VersionedForm
from portal.sheets.widgets import NumberWidget

from .models import MonthlyReport, Project, StageApplication, StageChange
from .models.plans import validate_month
from .models.reports import OPEN
from .needs import stages_that_ask_for
from .photo_field import PhotosField
from .stages import ORDER, Opened, Proof, Stage, find_move, way_back

_WAN = {"亿元": Decimal(10_000), "亿": Decimal(10_000), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}
_AMOUNT = re.compile(r"(.*?)\s*(亿元|亿|万元|万|元)?")


class AmountField(forms.CharField):
    """An amount typed with its unit, or without one in `unit`; gives Decimal in 万元, None when empty.

    `signed`: a month may be negative, where it puts an earlier one right.
    """

    def __init__(self, *, unit: str = "亿元", signed: bool = False, **kwargs) -> None:
        self.unit, self.signed, self.empty_value = unit, signed, None
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
        if amount < 0 and not self.signed:
            raise ValidationError(gettext("An amount isn't negative; leave it empty when it isn't known."))
        wan = (amount * _WAN[unit or self.unit]).quantize(Decimal("0.01"))
        if abs(wan) > 10**8:
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


class MonthField(PeriodField):
    """2026-03, 2026年3月, 2026/3; gives "2026-03". What is no month is told before the record is weighed with it."""

    def to_python(self, value: object) -> str:
        month = super().to_python(value)
        if month:
            validate_month(month)
        return month


def formfield_for(db_field: models.Field, *, unit: str = "亿元") -> forms.Field | None:
    """Our own field for amounts and periods of a model; None for the rest."""
    words = {"label": db_field.verbose_name, "required": not db_field.blank, "help_text": db_field.help_text}
    if isinstance(db_field, models.DecimalField) and db_field.max_digits == 16:
        label = gettext("%(name)s (%(unit)s)") % {"name": db_field.verbose_name, "unit": unit}
        return AmountField(unit=unit, **words | {"label": label})
    if validate_month in db_field.validators:
        return MonthField(**words)
    if any(check in (validate_period, validate_past) for check in db_field.validators):
        return PeriodField(**words | {"help_text": db_field.help_text or _("Such as 2026, 2026-03 or 2026-03-15.")})
    return None


class ProjectForm(VersionedForm):
    def last_change(self) -> tuple[str, datetime | None]:
        """A change of stage counts, too."""
        who, when = super().last_change()
        entry = self.instance.stage_changes.select_related("by").last()
        return (str(entry.by), entry.at) if entry and (not when or entry.at > when) else (who, when)


class RecordForm(forms.ModelForm):
    """What the model says of a field that this form doesn't show stands above the form."""

    def _update_errors(self, errors: ValidationError) -> None:
        if not hasattr(errors, "error_dict"):
            return super()._update_errors(errors)
        here: dict[str, list] = {}
        for name, found in errors.error_dict.items():
            here.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(found)
        return super()._update_errors(ValidationError(here))


class YearForm(RecordForm):
    """Approved amounts are adjusted by a verb, not typed over."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.approved_at:
            for name in ("plan_amount", "adjusted_amount"):
                if name in self.fields:
                    self.fields[name].disabled = True


class AssignmentForm(RecordForm):
    """A name that was released isn't typed over: the next one is handed over to, and released by itself."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.released:
            for name in ("name", "department", "post"):
                if name in self.fields:
                    self.fields[name].disabled = True


class ReportForm(RecordForm):
    """What was handed in stays as it was handed in; a month that is closed isn't begun any more."""

    may_be_late = False  # set for whoever may take reports of the past over
    month_amount = AmountField(
        unit="万元", signed=True, label=_("investment of the month (10,000 yuan)"),
        help_text=_("Negative only to put an earlier month right, with its reason."),
    )  # fmt: skip

    class Meta:
        model = MonthlyReport
        fields = [
            "month", "month_amount", "amount_reason", "visible_progress", "physical_progress", "progress_reason",
            "progress_note", "stage", "stage_date", "in_statistics", "statistics_reason", "next_step", "problems",
        ]  # fmt: skip
        widgets = {
            "problems": forms.Textarea({"rows": 2}), "next_step": forms.TextInput(),
            "progress_note": forms.Textarea({"rows": 2}),
        }  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state not in OPEN:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict:
        data = super().clean()
        month = "" if self.instance.pk or self.may_be_late else data.get("month")
        if month and (error := MonthlyReport(month=month).closed_error()):
            self.add_error("month", error)
        return data


class ReportPageForm(ReportForm):
    """With its photos, which are rows of their own."""

    photos = PhotosField(help_text=_("Up to nine; March, June, September and December need one."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["photos"].initial = list(self.instance.photos.values_list("pk", flat=True))


class StageForm(forms.Form):
    """What `Project.enter_stage` needs, in its words."""

    to = forms.ChoiceField(label=_("New stage"), choices=Stage)
    date = PeriodField(
        label=_("Date"), required=False, max_length=16,
        help_text=_("As precise as the source gives it: 2026, 2026-03 or 2026-03-15; empty when it gives none."),
    )  # fmt: skip
    seen = forms.BooleanField(label=_("Seen in this stage on that date; when it got there isn't known"), required=False)
    statement = forms.CharField(
        label=_("What is said"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    source_name = forms.CharField(
        label=_("Source"), max_length=100, required=False,
        help_text=_("An opening entry needs it; for a move it stands in for proof that isn't at hand."),
    )  # fmt: skip
    source_url = forms.URLField(label=_("Address of the source"), max_length=300, required=False, assume_scheme="https")
    proof = forms.ChoiceField(label=_("Kind of evidence"), choices=[("", "—"), *Proof.choices], required=False)
    evidence = forms.CharField(
        label=_("Evidence (internal)"), max_length=300, required=False,
        help_text=_("Number or file of the agreement, permit or record."),
    )  # fmt: skip
    phase = forms.CharField(
        label=_("Phase in production"), max_length=60, required=False,
        help_text=_("Only where a project produces while it is built."),
    )  # fmt: skip
    word = forms.ChoiceField(
        label=_("What going into operation is called"), choices=[("", "—"), *Opened.choices], required=False
    )
    reached_share = forms.DecimalField(
        label=_("Share of the expected output or tax reached (%)"), required=False, min_value=0, max_digits=6, decimal_places=1,
    )  # fmt: skip
    photos = PhotosField()
    correction = forms.BooleanField(
        label=_("Correct an earlier entry"), required=False,
        help_text=_("Goes back to any stage; needs a reason and the right to correct."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason (internal)"), max_length=300, required=False)

    def __init__(self, *args, project: Project, may_correct: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["to"].initial = project.stage
        self.opening = not project.stage_changes.exists()
        errors = {stage: self._error(stage) for stage in Stage.values}
        self.forbidden = [(Stage(stage).label, error) for stage, error in errors.items() if error]
        self.next = [stage for stage, error in errors.items() if not error and stage != project.stage]
        behind = [stage for stage in ORDER if errors[stage] and way_back(project.stage, stage)] if may_correct else []
        # A stage that can't be chosen may still be sent: the verb says why it is refused.
        self.fields["to"].widget.choices = [
            (heading, [(stage, Stage(stage).label) for stage in stages])
            for heading, stages in (
                (_("The present stage"), [project.stage]),
                (_("Next stages"), self.next),
                (_("Only as a correction"), behind),
            )
            if stages
        ]
        for name in ("phase", "word", "reached_share"):
            self.fields[name].widget.attrs["data-stages"] = " ".join(stages_that_ask_for(name))
        if not may_correct:
            del self.fields["correction"]

    def _error(self, stage: str) -> str:
        return "" if stage == self.project.stage else self.project.stage_error(stage, opening=self.opening)

    def lacking(self, by) -> list[tuple[str, list[str]]]:
        """(next stage, sentences that say what it still needs if entered today); a record's opening needs only its source."""
        if self.opening:
            return []
        today = timezone.localdate().isoformat()
        lacks = ((stage, self.project.missing_for(stage, by=by, date=today)) for stage in self.next)
        return [(Stage(stage).label, [each for said in found.values() for each in said]) for stage, found in lacks]

    @property
    def takes_two(self) -> bool:
        """Whether a move from here is applied for by one person and decided by another."""
        moves = (find_move(self.project.stage, stage) for stage in Stage.values)
        return any(move and move.applicant for move in moves)

    def enter(self, by) -> StageChange:
        """Do it. What the verb refuses becomes an error of the field that it names."""
        data = dict(self.cleaned_data)
        return self.project.enter_stage(data.pop("to"), by=by, **data)

    def apply(self, by) -> StageApplication:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "correction")}
        return self.project.apply_for(data.pop("to"), by=by, **data)
