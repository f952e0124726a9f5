"""The one body field: what the editor offers and what the sanitiser lets through come from one declaration."""

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.fields import ProseEditorField, create_sanitizer
from django_prose_editor.widgets import AdminProseEditorWidget

from portal.lib.html import drop_schemeless_links

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "History": True,
}
_sanitize = create_sanitizer(EXTENSIONS)


def clean_body(html: str) -> str:
    """The HTML that may be stored and shown: only what the editor can make."""
    return drop_schemeless_links(_sanitize(html or ""))


class BodyWidget(AdminProseEditorWidget):
    """The editor with what `editor.js` adds to it: clean pasting and the photo picker."""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["portal/js/picker.js"])

    def get_config(self) -> dict[str, object]:
        config = super().get_config()
        config["extensions"] |= {"WordPaste": True, "PhotoPicker": {"address": reverse("admin:media_photo_picker")}}
        return config | {"js_modules": [static("portal/js/editor.js")]}


class BodyField(ProseEditorField):
    """A body is cleaned by forms and again on every save, because an ORM save would keep a <script>."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("extensions", EXTENSIONS)
        super().__init__(*args, sanitize=clean_body, **kwargs)

    def formfield(self, **kwargs) -> forms.Field:
        return super().formfield(**kwargs | {"widget": BodyWidget})

    def pre_save(self, instance, add: bool) -> str:
        value = clean_body(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value
