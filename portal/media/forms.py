"""Forms of photos: the upload, and the field that chooses one."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.lib.files import MAX_BYTES as MAX_FILE
from portal.lib.files import BadFile, kind_of
from portal.lib.images import MAX_BYTES, BadImage, clean_image

from .models import Attachment, Photo


class PhotoForm(forms.ModelForm):
    """A photo with its words; the uploaded file is cleaned while the form is checked and isn't kept itself."""

    file = forms.FileField(
        label=_("picture file"), help_text=_("JPEG, PNG, WebP or GIF, up to 20 MB. Place and device data are removed."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip

    class Meta:
        model = Photo
        fields = ["title", "alt", "credit", "caption", "alt_en", "caption_en", "is_sample"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.instance.pk

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            self.clean_picture = clean_image(file.read(MAX_BYTES + 1))
        except BadImage as error:
            raise ValidationError(str(error)) from error
        return file

    def save(self, commit: bool = True) -> Photo:
        photo = super().save(commit=False)
        if commit:
            self.keep(photo)
        return photo

    def keep(self, photo: Photo) -> None:
        """Save the row and, when there is a new picture, its files."""
        if self.cleaned_data.get("file"):
            photo.keep(self.clean_picture)
        else:
            photo.save()


class AttachmentForm(forms.ModelForm):
    file = forms.FileField(label=_("file"), help_text=_("PDF, OFD, Word, Excel, PowerPoint or text, up to 30 MB."))

    class Meta:
        model = Attachment
        fields = ["title"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = bool(self.instance.pk)
        if self.instance.pk:
            del self.fields["file"]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        self.data_read = file.read(MAX_FILE + 1)
        try:
            kind_of(self.data_read, file.name)
        except BadFile as error:
            raise ValidationError(str(error)) from error
        return file

    def save(self, commit: bool = True) -> Attachment:
        attachment = super().save(commit=False)
        return self.keep(attachment) if commit else attachment

    def keep(self, attachment: Attachment) -> Attachment:
        """Write the row and, for a new one, the file."""
        if attachment.pk:
            attachment.save(update_fields=["title"])
            return attachment
        made = Attachment.add(self.data_read, name=self.cleaned_data["file"].name, title=attachment.title)
        attachment.__dict__.update(made.__dict__)
        return attachment


class PhotoWidget(forms.HiddenInput):
    """The chosen photo as a thumbnail, with the picker to choose another."""

    class Media:
        js = ["portal/js/picker.js"]

    @property
    def is_hidden(self) -> bool:
        return False

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        known = Photo.objects.filter(pk=value).first() if str(value or "").isdigit() else None
        return mark_safe(render_to_string("admin/media/photo_widget.html", context | {"photo": known}))


class PhotoField(ModelChoiceField):
    def __init__(self, **kwargs) -> None:
        kwargs["widget"] = PhotoWidget
        super().__init__(**{"queryset": Photo.objects.all()} | kwargs)

    def label_from_instance(self, obj: Model) -> str:
        return str(obj)
