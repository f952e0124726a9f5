from django import forms
from django.utils.translation import gettext_lazy as _

from portal.media.forms import PhotoField
from portal.publishing.forms import ReviewedForm
from portal.site.models import Column

from .models import Article, Tag


class ArticleForm(ReviewedForm):
    lead_photo = PhotoField(required=False, label=Article._meta.get_field("lead_photo").verbose_name)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.fields["body"].required = False  # a draft may begin with its title; publishing asks for the text

    class Meta:
        model = Article
        exclude = []
        widgets = {
            "title": forms.TextInput({"class": "wide title"}),
            "kicker": forms.TextInput({"class": "wide"}),
            "subtitle": forms.TextInput({"class": "wide"}),
            "summary": forms.Textarea({"rows": 3}),
            "title_en": forms.TextInput({"class": "wide"}),
            "summary_en": forms.Textarea({"rows": 3}),
            "review_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }


class BulkForm(forms.Form):
    """What is public is changed at once only by who may do so in an emergency (`in_emergency`), with a reason."""

    edit_reason = forms.CharField(
        label=ReviewedForm.base_fields["edit_reason"].label, max_length=500, required=False,
        help_text=_("For those that are public already; they owe a review then."),
    )  # fmt: skip
    in_emergency = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.in_emergency:
            del self.fields["edit_reason"]


class MoveForm(BulkForm):
    """Many articles to another column: one that the person may write in."""

    field_order = ["column"]
    column = forms.ModelChoiceField(Column.objects.none(), label=Article._meta.get_field("column").verbose_name)

    columns = Column.objects.none()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = self.columns


class TagForm(BulkForm):
    field_order = ["tag"]
    tag = forms.ModelChoiceField(Tag.objects.all(), label=Tag._meta.verbose_name)
