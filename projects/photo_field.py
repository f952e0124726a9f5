"""Several photos in one field of a form, each chosen by the picker."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.media.forms import PhotoWidget
from portal.media.models import Photo

from .reporting import MOST_PHOTOS

FREE = 3  # empty places that a form offers besides those that are taken


class PhotosWidget(forms.Widget):
    class Media:
        js = PhotoWidget.Media.js

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        chosen = list(value or [])
        places = [*chosen, *[""] * min(FREE, max(MOST_PHOTOS - len(chosen), 0))]
        ident = (attrs or {}).get("id", f"id_{name}")
        return mark_safe(
            "".join(
                PhotoWidget().render(f"{name}_{n}", photo, {"id": ident if n == 0 else f"{ident}_{n}"}, renderer)
                for n, photo in enumerate(places)
            )
        )

    def value_from_datadict(self, data: MultiValueDict, files: object, name: str) -> list[str]:
        # One more than allowed is read, so that too many are told and not cut off.
        found = (data.get(f"{name}_{n}", "") for n in range(MOST_PHOTOS + FREE))
        return [value for value in found if value]

    def value_omitted_from_data(self, data: MultiValueDict, files: object, name: str) -> bool:
        return f"{name}_0" not in data


class PhotosField(forms.Field):
    """Gives ids of photos that exist, in order."""

    widget = PhotosWidget

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"label": _("Photos"), "required": False} | kwargs)

    def clean(self, value: list | None) -> list[int]:
        if not all(str(one).isdigit() for one in value or []):
            raise ValidationError(gettext("This photo doesn't exist."))
        ids = list(dict.fromkeys(int(one) for one in value or []))
        if Photo.objects.filter(pk__in=ids).count() != len(ids):
            raise ValidationError(gettext("This photo doesn't exist."))
        if len(ids) > MOST_PHOTOS:
            raise ValidationError(
                gettext("At most %(most)s photos; there are %(n)s.") % {"most": MOST_PHOTOS, "n": len(ids)}
            )
        return ids

    def has_changed(self, initial: list | None, data: list | None) -> bool:
        return [str(one) for one in initial or []] != [str(one) for one in data or []]
