"""The one body field: what the editor offers and what the sanitiser lets through come from one declaration."""

import re

import nh3
from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget

from portal.lib.html import drop_schemeless_links

from .embeds import KINDS

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
# What editor.js adds: who is quoted, galleries, parts of other pages (embeds.py).
OWN_TAGS = {"cite": set(), "div": {"data-embed", "data-id", "data-label", "data-gallery"}}
_EMPTY = re.compile(r"(?:<p></p>)*")


def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    allowed["tags"] |= OWN_TAGS.keys()
    allowed["attributes"] |= {tag: names for tag, names in OWN_TAGS.items() if names}
    return nh3.Cleaner(**allowed)


_sanitize = _cleaner().clean


def clean_body(html: str) -> str:
    """The HTML that may be stored and shown: only what the editor can make."""
    clean = drop_schemeless_links(_sanitize(html or ""))
    return "" if _EMPTY.fullmatch(clean) else clean


class BodyWidget(AdminProseEditorWidget):
    """The editor with what `editor.js` adds to it: clean pasting and the photo picker."""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["portal/js/picker.js"])

    def get_config(self) -> dict[str, object]:
        config = super().get_config()
        config["extensions"].pop("Blockquote", None)  # ours has room for the speaker
        config["extensions"] |= {
            "WordPaste": True, "Quote": True, "Speaker": True, "Gallery": True,
            "PhotoPicker": {"address": reverse("admin:media_photo_picker")},
            "Embed": {"address": reverse("admin:site_body_embeds"), "kinds": {name: str(kind.label) for name, kind in KINDS.items()}},
            "DocumentImport": {"address": reverse("admin:site_body_import")},
        }  # fmt: skip
        return config | {"js_modules": [static("portal/js/editor.js"), static("portal/js/paste.js")]}


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
