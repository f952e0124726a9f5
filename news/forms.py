from django import forms

from portal.media.forms import PhotoField
from portal.publishing.forms import VersionedForm

from .models import Article


class ArticleForm(VersionedForm):
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
        }
