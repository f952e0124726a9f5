"""Projects as lists show them: what a row, an exported line and a feed entry need, and nothing internal."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from portal.media.models import Photo

from .models import Project, ProjectPhoto, StageChange
from .models.project import ProjectQuerySet
from .steps import Entry, When, public, when

# Never loaded for a public page.
INTERNAL = (
    "fixed_asset_investment", "expected_output", "expected_tax", "land_on", "entered_on", "capacity_on", "suspended_on",
    "resumed_on", "withdrawn_on", "internal_note", "signer", "carried_over",
    "land_mode", "stat_on", "stat_code", "stat_name",
)  # fmt: skip
_SAID = ("project_id", "stage", "date", "is_seen", "is_correction")  # what an entry tells a list


@dataclass(frozen=True)
class Row:
    project: Project
    aliases: list[str]
    levels: list[str]  # each word once, whatever the years
    entries: list[Entry]
    photo: Photo | None = None  # only of rows that were asked for `with_photo`

    @property
    def when(self) -> When:
        """Since when, or when, the project is known to be in its present stage."""
        return self.at(self.project.group)

    def at(self, group: str) -> When:
        return when(group, self.entries)


def rows(projects: ProjectQuerySet) -> list[Row]:
    """Four queries, however many projects; five when they come `with_photo`."""
    return [_row(project) for project in _whole(projects)]


def each_row(projects: ProjectQuerySet) -> Iterator[Row]:
    """The same, a chunk at a time: for files of any length."""
    for project in _whole(projects).iterator(chunk_size=500):
        yield _row(project)


def with_photo(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Rows of these know one picture each: the latest of what stands there, or of what is planned."""
    pictures = ProjectPhoto.objects.select_related("photo").order_by("-kind", "-taken_on", "-pk")
    return projects.prefetch_related(Prefetch("photos", pictures, to_attr="pictures"))


def _whole(projects: ProjectQuerySet) -> ProjectQuerySet:
    changes = StageChange.objects.only(*_SAID).order_by("pk")
    projects = projects.select_related("industry", "park", "owner", "responsible_unit").defer(*INTERNAL)
    return projects.prefetch_related("aliases", "levels", Prefetch("stage_changes", changes, to_attr="entries"))


def _row(project: Project) -> Row:
    levels = dict.fromkeys(str(level.get_level_display()) for level in project.levels.all())
    aliases = [alias.name for alias in project.aliases.all()]
    picture = next(iter(getattr(project, "pictures", [])), None)
    return Row(project, aliases, list(levels), public(project.entries), picture and picture.photo)
