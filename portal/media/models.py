"""Photos. Files are cleaned on the way in, have unguessable names and are served by one view."""

import uuid
from typing import Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.lib.images import CleanImage, clean_image
from portal.lib.language import TwoLanguages

from .attachments import Attachment, AttachmentUse, set_files
from .uses import UseOf, UseQuerySet, remove_files, set_uses

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Photo",
    "PhotoUse",
    "UseQuerySet",
    "drop_uses",
    "remove_files",
    "set_files",
    "set_photos",
]


class Photo(TwoLanguages, models.Model):
    """A picture with everything a reader must be told about it. Made through `Photo.add`, never with raw bytes."""

    name = models.CharField(max_length=60, unique=True, editable=False)  # "photos/<uuid>"; renditions add an ending
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(default=list, editable=False)  # of the renditions, ascending
    has_avif = models.BooleanField(default=False, editable=False)
    title = models.CharField(_("title"), max_length=100)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    caption_en = models.CharField(_("English caption"), max_length=400, blank=True)
    alt = models.CharField(
        _("text for those who don't see it"), max_length=200, help_text=_("What is to be seen, in one sentence.")
    )
    alt_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=80, help_text=_("Who took or made the picture."))
    is_sample = models.BooleanField(_("sample picture"), default=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def add(cls, data: bytes, **fields) -> Self:
        """Clean `data`, write its files, and the row. BadImage when it isn't a picture; no file stays behind then."""
        photo = cls(**fields)
        photo.take(data)
        return photo

    def take(self, data: bytes) -> None:
        """Put a new picture in the place of the old one. BadImage when `data` isn't one."""
        self.keep(clean_image(data))

    def keep(self, clean: CleanImage) -> None:
        """Write the files under a new name (an old address never shows another picture) and save."""
        old = self.file_names() if self.pk else []
        self.name = f"photos/{uuid.uuid4().hex}"
        self.width, self.height = clean.width, clean.height
        self.widths = sorted(int(end[1:-4]) for end in clean.files if end.endswith(".jpg"))
        self.has_avif = any(end.endswith(".avif") for end in clean.files)
        written = []
        try:
            with transaction.atomic():
                self.save()
                for ending, content in clean.files.items():
                    written.append(default_storage.save(self.name + (ending or ".jpg"), ContentFile(content)))
        except BaseException:
            remove_files(written)
            raise
        transaction.on_commit(lambda: remove_files(old))

    def delete(self, *args, **kwargs):
        names = self.file_names()
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: remove_files(names))
        return result

    def file_names(self) -> list[str]:
        kinds = ("jpg", "avif") if self.has_avif else ("jpg",)
        return [f"{self.name}.jpg", *(f"{self.name}-{width}.{kind}" for width in self.widths for kind in kinds)]

    def url(self, width: int | None = None, kind: str = "jpg") -> str:
        return f"/media/{self.name}{f'-{width}' if width else ''}.{kind}"

    def as_figure(self) -> str:
        """The photo as it stands in a body: the editor's node, bound to this row by `data-file`."""
        return format_html(
            '<figure><img src="{}" alt="{}" width="{}" height="{}" data-file="{}"><figcaption>{}</figcaption></figure>',
            self.url(), self.alt, self.width, self.height, self.pk, self.caption,
        )  # fmt: skip

    @property
    def thumb_url(self) -> str:
        return self.url(self.widths[0])

    def srcset(self, kind: str) -> str:
        """All renditions of one kind for a srcset; the full JPEG closes the list."""
        parts = [f"{self.url(width, kind)} {min(width, self.width)}w" for width in self.widths]
        if kind == "jpg" and self.width > self.widths[-1]:
            parts.append(f"{self.url()} {self.width}w")
        return ", ".join(parts)


class PhotoUse(UseOf):
    """Who shows which photo; written by whoever shows it (`set_photos`). The file view asks it who may see a file."""

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="uses")

    class Meta(UseOf.Meta):
        constraints = [
            models.UniqueConstraint(fields=["photo", "content_type", "object_id"], name="one_use_of_a_photo")
        ]

    def __str__(self) -> str:
        return f"{self.photo} · {self.thing}"


def set_photos(thing: models.Model, photo_ids: list[int]) -> None:
    """Say which photos `thing` shows, in order; photos that don't exist are passed over."""
    set_uses(PhotoUse, "photo", thing, photo_ids)


def drop_uses(copy: models.Model, original: models.Model) -> None:
    """A working copy whose text is public now shows nothing itself any more."""
    set_photos(copy, [])
    set_files(copy, [])
