"""Files that readers download. Like photos they have unguessable names, and the file view asks who may have them."""

import uuid
from pathlib import PurePath
from typing import Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from portal.lib.files import TYPES, clean_name, kind_of

from .uses import UseOf, remove_files, set_uses


class Attachment(models.Model):
    """Made through `Attachment.add`. `kind` is what the bytes say; `name` is "files/<uuid>.<kind>"."""

    name = models.CharField(max_length=60, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("type"), max_length=8, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def add(cls, data: bytes, *, name: str, title: str = "") -> Self:
        """BadFile when it may not be taken; no file stays behind when the row can't be written."""
        kind = kind_of(data, name)
        title = title.strip() or clean_name(name) or str(_("attachment"))
        file = cls(name=f"files/{uuid.uuid4().hex}.{kind}", title=title[:120], kind=kind, size=len(data))
        try:
            with transaction.atomic():
                file.save()
                default_storage.save(file.name, ContentFile(data))
        except BaseException:
            remove_files([file.name])
            raise
        return file

    def delete(self, *args, **kwargs):
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: remove_files([self.name]))
        return result

    @property
    def url(self) -> str:
        return f"/media/{self.name}"

    @property
    def content_type(self) -> str:
        return TYPES[self.kind]

    @property
    def download_name(self) -> str:
        return f"{clean_name(self.title + '.x') or PurePath(self.name).stem}.{self.kind}"

    @property
    def about(self) -> str:
        """“PDF · 1.2 MB”."""
        return f"{self.kind.upper()} · {filesizeformat(self.size)}"


class AttachmentUse(UseOf):
    """Who offers which file; written by whoever offers it (`set_files`)."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="uses")

    class Meta(UseOf.Meta):
        constraints = [
            models.UniqueConstraint(fields=["attachment", "content_type", "object_id"], name="one_use_of_an_attachment")
        ]

    def __str__(self) -> str:
        return f"{self.attachment} · {self.thing}"


def set_files(thing: models.Model, ids: list[int]) -> None:
    """Say which attachments `thing` offers, in order."""
    set_uses(AttachmentUse, "attachment", thing, ids)
