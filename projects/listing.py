"""Projects as lists show them: what a row, an exported line and a feed entry need, and nothing internal."""

from dataclasses import dataclass

from django.db.models import Prefetch

from .models import Project, StageChange
from .models.project import ProjectQuerySet
from .stages import HIDDEN
from .steps import Entry, When, standing, when

# Never loaded for a public page.
INTERNAL = (
    "fixed_asset_investment", "expected_output", "expected_tax", "land_on", "entered_on", "capacity_on", "suspended_on",
    "withdrawn_on", "internal_note", "signer",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    project: Project
    aliases: list[str]
    levels: list[str]  # each word once, whatever the years
    entries: list[Entry]

    @property
    def when(self) -> When:
        """Since when, or when, the project is known to be in its present stage."""
        return self.at(self.project.group)

    def at(self, group: str) -> When:
        return when(group, self.entries)


def rows(projects: ProjectQuerySet) -> list[Row]:
    """Four queries, however many projects."""
    changes = StageChange.objects.exclude(stage__in=HIDDEN).defer("evidence", "reason", "by").order_by("pk")
    projects = projects.select_related("industry", "park", "owner", "responsible_unit").defer(*INTERNAL)
    stages = Prefetch("stage_changes", changes, to_attr="public_changes")
    return [_row(project) for project in projects.prefetch_related("aliases", "levels", stages)]


def _row(project: Project) -> Row:
    levels = dict.fromkeys(str(level.get_level_display()) for level in project.levels.all())
    aliases = [alias.name for alias in project.aliases.all()]
    return Row(project, aliases, list(levels), standing(project.public_changes))
