"""What visitors fill in. Every form keeps what was typed; signs that can't be seen never get past it."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.html import shorten
from portal.lib.visitors import LineField, LinesField, VisitorForm

from .about import clean_path
from .models import Category
from .models.message import Satisfaction
from .models.office import Kind

SHORTEST = 5  # letters of a text that says anything


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, row: Category) -> str:
        return row.words.name


class FeedbackForm(VisitorForm):
    """What messages and reports have in common. `kinds` are those whose categories are offered."""

    kinds: tuple[str, ...] = ()

    category = CategoryField(
        Category.objects.none(), label=_("What is it about?"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose what it is about.")},
    )  # fmt: skip
    title = LineField(
        label=_("In one sentence"), max_length=60, error_messages={"required": _("Please give it a title.")}
    )
    body = LinesField(
        label=_("What happened, where and when"), max_length=2000, widget=forms.Textarea({"rows": 7}),
        error_messages={"required": _("Please write what it is about.")},
    )  # fmt: skip
    name = LineField(
        label=_("Your name"), max_length=40, help_text=_("Readers see only how it begins."),
        widget=forms.TextInput({"autocomplete": "name"}), error_messages={"required": _("Please give a name.")},
    )  # fmt: skip
    phone = LineField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Never public: only for whoever deals with the matter."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=120, required=False, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Never public."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(kind__in=self.kinds, is_active=True)

    def clean_phone(self) -> str:
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"])
        if phone and not re.fullmatch(r"\+?[\d\s()-]{6,25}", phone):
            raise ValidationError(gettext("“%(phone)s” is not a telephone number.") % {"phone": phone[:30]})
        return phone

    def clean_body(self) -> str:
        if len(self.cleaned_data["body"]) < SHORTEST:
            raise ValidationError(gettext("Please write a little more, so that somebody can answer."))
        return self.cleaned_data["body"]


class MessageForm(FeedbackForm):
    kinds = (Kind.MESSAGE,)

    consents = forms.TypedChoiceField(
        label=_("May others read it?"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes: when it is answered, question and answer may be published, without my name and contact data.")),
            ("no", _("No: only I look up the answer, by number and query code.")),
        ],
        error_messages={"required": _("Please choose whether it may be published.")},
    )  # fmt: skip


class ByKind(forms.models.ModelChoiceIterator):
    """Categories under the word for their kind."""

    def __iter__(self):
        yield "", self.field.empty_label
        rows = list(self.queryset)
        for kind in Kind:
            if mine := [self.choice(row) for row in rows if row.kind == kind]:
                yield kind.label, mine


class GroupedField(CategoryField):
    iterator = ByKind


class ReportForm(FeedbackForm):
    kinds = (Kind.ERROR, Kind.VIOLATION, Kind.RIGHTS)

    category = GroupedField(
        Category.objects.none(), label=_("What is it about?"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose what it is about.")},
    )  # fmt: skip
    title = None
    name = LineField(
        label=_("Your name"), max_length=40, required=False, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Claims need it, reports may be sent without."),
    )  # fmt: skip
    about = LineField(
        label=_("Page it is about"), max_length=300, required=False,
        help_text=_("Filled in when you come from that page; the address of a picture will do, too. Empty when it concerns no page."),
    )  # fmt: skip

    def clean_about(self) -> str:
        about = self.cleaned_data["about"]
        if about and not clean_path(about):
            raise ValidationError(gettext("The address must be one of this site and begin with /."))
        return clean_path(about)

    def clean(self) -> dict[str, object]:
        """Whoever claims a right can be reached; the other reports may be anonymous."""
        data = super().clean()
        category = data.get("category")
        if category and category.kind == Kind.RIGHTS:
            if not data.get("name"):
                self.add_error("name", gettext("A claim needs your name."))
            if not (data.get("phone") or data.get("email") or self.errors.keys() & {"phone", "email"}):
                self.add_error("phone", gettext("A claim needs a telephone number or a mail address."))
        data["title"] = shorten(data.get("body", ""), 40)
        return data


class LookupForm(forms.Form):
    number = LineField(
        label=_("Number"), max_length=20, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Please give the number of the message.")},
    )  # fmt: skip
    code = LineField(
        label=_("Query code"), max_length=20, widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Ten letters and digits; you got them when you sent the message."),
        error_messages={"required": _("Please give the query code.")},
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_code(self) -> str:
        return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", self.cleaned_data["code"])).upper()


class RatingForm(forms.Form):
    satisfaction = forms.TypedChoiceField(coerce=int, choices=Satisfaction.choices)
