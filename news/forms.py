from django import forms

from portal.media.forms import PhotoField
from portal.publishing.forms import VersionedForm

from .models import Article


class ArticleForm(VersionedForm):
    lead_photo = PhotoField(required=False, label=Article._meta.get_field("lead_photo").verbose_name)

    class Meta:
        model = Article
        exclude = []
        widgets = {
            "title": forms.TextInput({"class": "wide title"}),
            "kicker": forms.TextInput({"class": "wide"}),
            "subtitle": forms.TextInput({"class": "wide"}),
            "summary": forms.Textarea({"rows": 3}),
        }
