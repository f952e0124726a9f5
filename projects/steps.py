"""The six steps that readers see, and when a project took each: read from its stage entries, the truth about it.

Hidden stages never appear; the days of entering the books and of full capacity are internal (project_fields.csv).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from .stages import STAGE_GROUP, STEPS, Group, Stage

_INTERNAL_DATES = frozenset({Stage.RESERVED, Stage.AT_CAPACITY})


class Entry(Protocol):
    """A stage entry, or anything that says as much as one."""

    stage: str
    date: str
    is_seen: bool
    is_correction: bool


@dataclass(frozen=True)
class When:
    """As precise as known, "" when not; with `is_seen`, a source saw it there then, and nobody says since when."""

    date: str = ""
    is_seen: bool = False


@dataclass(frozen=True)
class Step:
    group: str
    word: str
    state: str  # "done", "now" or "": ahead, or not known
    when: When = When()


def _step(stage: str) -> int:
    group = STAGE_GROUP.get(stage, "")
    return STEPS.index(group) if group in STEPS else -1


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Entries (oldest record first) that still hold: a correction takes back what had been said of later steps."""
    kept: list[Entry] = []
    for entry in entries:
        if entry.is_correction:
            kept = [old for old in kept if _step(old.stage) <= _step(entry.stage)]
        kept.append(entry)
    return kept


def public_date(entry: Entry) -> str:
    return "" if entry.stage in _INTERNAL_DATES else entry.date


def when(group: str, entries: Iterable[Entry]) -> When:
    """When the step was reached first or, where nobody says that, when it was seen there last."""
    mine = [entry for entry in entries if STAGE_GROUP.get(entry.stage) == group and public_date(entry)]
    if reached := [entry.date for entry in mine if not entry.is_seen]:
        return When(min(reached))
    return When(max(entry.date for entry in mine), is_seen=True) if mine else When()


def steps(stage: str, entries: Iterable[Entry]) -> list[Step]:
    """The strip of a project in `stage`: what lies behind, where it stands, what lies ahead. All blank when unknown."""
    now, entries = _step(stage), list(entries)
    states = ["done" if n < now else "now" if n == now else "" for n in range(len(STEPS))]
    words = [str(Group(group).label) for group in STEPS]
    return [Step(g, word, state, when(g, entries)) for g, word, state in zip(STEPS, words, states, strict=True)]
