from django import forms

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


class MoveForm(forms.Form):
    """Many articles to another column: one that the person may write in."""

    column = forms.ModelChoiceField(Column.objects.none(), label=Article._meta.get_field("column").verbose_name)

    columns = Column.objects.none()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = self.columns


class TagForm(forms.Form):
    tag = forms.ModelChoiceField(Tag.objects.all(), label=Tag._meta.verbose_name)
