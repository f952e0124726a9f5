"""What people are typing and have not saved: kept apart from the records themselves, seen by nobody but its writer.

Nothing here changes a record, its version or its history. A row goes when its form is saved, or when its writer throws
it away; what nobody came back to is dropped after a month.
"""

import re
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_SIZE = 2_000_000  # characters of one form
MOST_NEW = 10  # unsaved new records that one person keeps of one kind
KEPT_FOR = timedelta(days=30)
PRESENT_FOR = timedelta(seconds=90)  # a browser slows the timers of a window in the background down to a minute
NEW = "new-"
KEY = re.compile(rf"{NEW}[0-9a-f]{{32}}|[0-9]{{1,18}}")


class UnsavedText(models.Model):
    """The fields of one person's form as the browser last sent them. `key`: the record's pk, or "new-…" of a form that
    has no record yet."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    key = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)  # name -> list of values
    saved_at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-saved_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "content_type", "key"], name="one_unsaved_text_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.content_type.name} {self.key}"

    @classmethod
    def of(cls, person: models.Model, kind: type[models.Model]) -> models.QuerySet[Self]:
        return cls.objects.filter(person=person, content_type=ContentType.objects.get_for_model(kind))

    @classmethod
    def keep(cls, person: models.Model, kind: type[models.Model], key: str, data: QueryDict) -> Self:
        """Write what the form holds now over what it held before."""
        fields = {
            name: [value.replace("\0", "") for value in data.getlist(name)]  # PostgreSQL refuses to keep a NUL
            for name in data
            if name != "csrfmiddlewaretoken" and name[:1] != "_"
        }
        row, _made = cls.objects.update_or_create(
            person=person, content_type=ContentType.objects.get_for_model(kind), key=key,
            defaults={"fields": fields},
        )  # fmt: skip
        cls.objects.filter(person=person, saved_at__lt=timezone.now() - KEPT_FOR).delete()
        spare = cls.of(person, kind).filter(key__startswith=NEW).values_list("pk", flat=True)[MOST_NEW:]
        cls.objects.filter(pk__in=list(spare)).delete()
        return row

    @property
    def is_new(self) -> bool:
        return self.key.startswith(NEW)

    @property
    def name(self) -> str:
        """What to call it in a list: its title as typed."""
        return next((self.fields[name][0] for name in ("title", "name") if self.fields.get(name, [""])[0]), "")

    def as_post(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        return data


class OpenForm(models.Model):
    """Who has a record open in a form; said again every few seconds, believed for a minute and a half."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "person"], name="one_open_form_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.content_type.name} {self.object_id}"

    @classmethod
    def _of(cls, thing: models.Model) -> models.QuerySet[Self]:
        return cls.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)

    @classmethod
    def say(cls, person: models.Model, thing: models.Model) -> None:
        kind = ContentType.objects.get_for_model(thing)
        cls.objects.update_or_create(person=person, content_type=kind, object_id=thing.pk)

    @classmethod
    def leave(cls, person: models.Model, thing: models.Model) -> None:
        cls._of(thing).filter(person=person).delete()

    @classmethod
    def others(cls, person: models.Model, thing: models.Model) -> list[str]:
        """Names of the other people who have `thing` open now."""
        present = cls._of(thing).filter(seen_at__gt=timezone.now() - PRESENT_FOR).exclude(person=person)
        return [str(row.person) for row in present.select_related("person").order_by("opened_at")]
