"""Who shows what: rows that the file view asks before it hands out a photo or an attachment."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import models, transaction

from portal.publishing.models import PublishableQuerySet


class UseQuerySet(models.QuerySet):
    def of(self, thing: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)

    def any_readable(self) -> bool:
        """Whether something that the public may read shows the file."""
        for type_id in set(self.values_list("content_type", flat=True)):
            model = ContentType.objects.get_for_id(type_id).model_class()
            things = model._default_manager.all()
            if isinstance(things, PublishableQuerySet):
                ids = self.filter(content_type=type_id).values_list("object_id", flat=True)
                if things.readable().filter(pk__in=list(ids)).exists():
                    return True
        return False


class UseOf(models.Model):
    """One thing that shows one file; subclasses name the file."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    position = models.PositiveSmallIntegerField(default=0)

    objects = UseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]


def set_uses(kind: type[UseOf], name: str, thing: models.Model, ids: list[int]) -> None:
    """Replace what `thing` shows of one kind (its foreign key is `name`); ids of nothing are passed over."""
    wanted = list(dict.fromkeys(ids))
    files = kind._meta.get_field(name).related_model
    known = set(files._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    place = {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk}
    with transaction.atomic():
        kind._default_manager.filter(**place).delete()
        kind._default_manager.bulk_create(
            kind(**place, **{f"{name}_id": pk}, position=n) for n, pk in enumerate(wanted) if pk in known
        )


def remove_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
