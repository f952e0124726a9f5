"""History that remembers with which tags, projects, indicators … a version stood."""

from collections.abc import Iterable

from django.db.models import Model
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_reverse_field_name

_CHANGES = ("post_add", "post_remove", "post_clear")


class RelatedHistory(HistoricalRecords):
    """simple-history writes one more version for each relation that is set after a save; here they all belong to the
    version of that save. Set from the other side (`tag.articles.add`) a relation leaves no version."""

    def create_historical_record_m2ms(self, history_instance: Model, instance: Model) -> None:
        super().create_historical_record_m2ms(history_instance, instance)
        instance._saved_version = history_instance

    def m2m_changed(self, instance: Model, action: str, attr: str, pk_set: set | None, reverse: bool, **more) -> None:
        if reverse or action not in _CHANGES:
            return
        version = instance.__dict__.get("_saved_version")
        if version is None or version.pk != instance.history.values_list("history_id", flat=True).first():
            super().m2m_changed(instance, action, attr, pk_set, reverse, **more)
            return
        for field in version._history_m2m_fields:
            self.m2m_models[field].objects.filter(history=version).delete()
        self.create_historical_record_m2ms(version, instance)


def with_relations(versions: Iterable[Model]) -> None:
    """Give versions of one model what each stood with, by name of the relation (`related_then`): one query a relation.
    What has been deleted since is left out."""
    found = {version.pk: version for version in versions if hasattr(version, "_history_m2m_fields")}
    for version in found.values():
        version.related_then = {field.name: [] for field in version._history_m2m_fields}
    for field in next(iter(found.values()))._history_m2m_fields if found else ():
        other, name = get_m2m_reverse_field_name(field), field.name
        rows = type(next(iter(found.values()))).__dict__[name].model.objects.filter(history__in=found)
        for row in rows.select_related(other):
            if getattr(row, other):
                found[row.history_id].related_then[name].append(getattr(row, other))


def related_then(version: Model) -> dict[str, list[Model]]:
    """Name of the relation -> what this version stood with; {} for models whose history keeps none."""
    if "related_then" not in version.__dict__:
        with_relations([version])
    return version.__dict__.get("related_then", {})
