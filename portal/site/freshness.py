"""How old the columns are, against their update cycles and the limits of the inspection of government websites
(rules R10, R19, R20): the home page red at 14 days, five blank columns or ten stale ones fail a site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from .health import Finding
from .kinds import is_filled, newest
from .models import Column, SiteSettings

HOME_WARN, HOME_RED = 10, 14  # days
BLANK_WARN, BLANK_RED = 2, 5  # columns
STALE_WARN, STALE_RED = 6, 10  # columns
SOON = 0.8  # of the cycle
COLUMNS, SETTINGS = "/admin/site/column/", "/admin/site/sitesettings/1/change/"


@dataclass
class Age:
    """A visible column. `newest`: when something last appeared in it or below; `days` since then."""

    column: Column
    newest: datetime | None
    is_filled: bool

    @property
    def days(self) -> int | None:
        return (timezone.localdate() - timezone.localdate(self.newest)).days if self.newest else None

    @property
    def is_stale(self) -> bool:
        cycle = self.column.update_cycle_days
        return bool(cycle and self.days is not None and self.days > cycle)

    @property
    def is_soon(self) -> bool:
        """Not stale yet, but most of the cycle is over."""
        cycle = self.column.update_cycle_days
        return bool(cycle and self.days is not None and SOON * cycle <= self.days <= cycle)


def ages() -> list[Age]:
    """Every visible column that is meant to have something, in the order of the tree; one query."""
    columns = (
        Column.objects.with_tree_fields().filter(is_visible=True).annotate(filled=is_filled(), newest_own=newest())
    )
    found = {column.path: Age(column, column.newest_own, column.filled) for column in columns}
    for path, age in found.items():
        below = [other for place, other in found.items() if place.startswith(path)]
        if age.column.kind in ("list", "home"):
            age.newest = max((other.newest for other in below if other.newest), default=None)
            age.is_filled = any(other.is_filled for other in below)
    return [age for age in found.values() if age.column.kind not in ("planned", "link")]


def findings() -> Iterator[Finding]:
    found = ages()
    yield from _home(max((age.newest for age in found if age.newest), default=None))
    yield from _counted(
        [age for age in found if not age.is_filled], BLANK_WARN, BLANK_RED,
        gettext("Columns without content (hidden from readers): %(names)s"),
    )  # fmt: skip
    yield from _counted(
        [age for age in found if age.is_stale], STALE_WARN, STALE_RED,
        gettext("Columns past their update cycle: %(names)s"),
    )  # fmt: skip
    if missing := SiteSettings.load().missing():
        text = gettext("The footer lacks: %(names)s") % {"names": gettext(", ").join(missing)}
        yield Finding("warn", text, len(missing), SETTINGS)


def _home(last: datetime | None) -> Iterator[Finding]:
    if last is None:
        yield Finding("red", gettext("Nothing has been published on this site yet."), address="/admin/news/article/")
        return
    days = (timezone.localdate() - timezone.localdate(last)).days
    if days >= HOME_WARN:
        text = gettext("Nothing new on the home page for %(days)s days; at %(limit)s the site fails the inspection.")
        level = "red" if days >= HOME_RED else "warn"
        yield Finding(level, text % {"days": days, "limit": HOME_RED}, days, "/admin/news/article/")


def _counted(columns: list[Age], warn: int, red: int, text: str) -> Iterator[Finding]:
    if len(columns) >= warn:
        names = gettext(", ").join(age.column.name for age in columns)
        yield Finding("red" if len(columns) >= red else "warn", text % {"names": names}, len(columns), COLUMNS)
