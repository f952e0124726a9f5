"""What changed on a public record since it was published: field, before, after, day. From the field history.

Only fields that the page itself shows, in the form in which it shows them; who did it and why stays inside. Within a
day only its outcome counts: a slip that was mended at once was never news.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.lib.dates import show_period
from portal.site.templatetags.shown import money, number

from .models import Project
from .promises import by_quarter

MOST_STEPS = 300  # saved states looked back at
MOST_SHOWN = 20
MOST_LETTERS = 120

# field of the history -> how the page shows it
_PLAIN = ("name", "summary", "plan_period", "address", "approval_code", "industry_code")
_NAMES = ("industry", "park", "owner", "responsible_unit")
_PLANNED = ("planned_start", "planned_completion", "planned_production")
_CHOICES = ("category", "build_kind")
_NUMBERS = ("total_investment", "land_area", "expected_jobs")
_FLAGS = ("standard_land", "commitment")
PUBLIC = (*_PLAIN, *_NAMES, *_PLANNED, *_CHOICES, *_NUMBERS, *_FLAGS)


@dataclass(frozen=True)
class Change:
    """`old` and `new` are "" where nothing was said."""

    day: date
    label: str
    old: str
    new: str


def changes(project: Project) -> list[Change]:
    """The latest first. One query; internal columns aren't even read."""
    if not project.first_published_at:
        return []
    columns = [f"{name}__name" if name in _NAMES else name for name in PUBLIC]
    saved = Project.history.filter(id=project.pk).order_by("-history_date", "-history_id")
    found = list(saved.values("history_date", *columns)[:MOST_STEPS])[::-1]
    return list(_changes(found, project))[::-1][:MOST_SHOWN]


def _changes(saved: list[dict[str, Any]], project: Project) -> Iterator[Change]:
    """Oldest first; `saved` are states in the order in which they were saved."""
    before = [state for state in saved if state["history_date"] <= project.first_published_at]
    after = saved[len(before) :]
    old = _shown((before or after)[-1 if before else 0]) if saved else {}
    for day, states in groupby(after, key=lambda state: timezone.localtime(state["history_date"]).date()):
        new = _shown(list(states)[-1])
        for name in PUBLIC:
            if old[name] != new[name]:
                yield Change(day, str(Project._meta.get_field(name).verbose_name), _cut(old[name]), _cut(new[name]))
        old = new


def _shown(state: dict[str, Any]) -> dict[str, str]:
    """Field -> what the page says of it."""
    shown = {name: state[name] for name in _PLAIN} | {name: state[f"{name}__name"] or "" for name in _NAMES}
    shown |= {name: show_period(by_quarter(state[name])) for name in _PLANNED}
    for name in _CHOICES:
        shown[name] = str(dict(Project._meta.get_field(name).flatchoices).get(state[name], ""))
    for name in _NUMBERS:
        shown[name] = "" if state[name] is None else number(state[name])
    shown |= {name: _("yes") if state[name] else _("no") for name in _FLAGS}
    if state["total_investment"] is not None:
        shown["total_investment"] = money(state["total_investment"], "apart")
    return shown


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
