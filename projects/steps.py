"""The six steps that readers see, and when a project took each: read from its stage entries, the truth about it.

Hidden stages never appear; the days of entering the books and of full capacity are internal (project_fields.csv).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from .stages import DATE_COLUMNS, HIDDEN, ORDER, STAGE_GROUP, STEPS, Group, Stage, find_move

INTERNAL_DATES = frozenset({Stage.RESERVED, Stage.AT_CAPACITY})


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


def _rank(stage: str) -> int:
    return ORDER.index(stage) if stage in ORDER else -1


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Entries (oldest record first) that still hold.

    A correction takes back what had been said of later stages and, where it brings a date, the old dates of its own.
    """
    kept: list[Entry] = []
    for entry in entries:
        if entry.is_correction:
            kept = [old for old in kept if not _taken_back(old, entry)]
        kept.append(entry)
    return kept


def _taken_back(old: Entry, correction: Entry) -> bool:
    if old.stage == correction.stage:
        return bool(correction.date and old.date and not old.is_seen)
    return _rank(old.stage) > _rank(correction.stage)


def reached_on(dates: Iterable[str]) -> str:
    """When a stage was reached first, as precisely as sources that agree say: "2024" and "2024-11" give "2024-11"."""
    known = [date for date in dates if date]
    least = min([date for date in known if not date.startswith("-")] or known, default="")
    return max((date for date in known if date.startswith(least)), key=len, default="")


class Recorded(Entry, Protocol):
    previous: str


_LAST_TIME = frozenset({"suspended_on", "resumed_on", "withdrawn_on"})
COPIES: tuple[str, ...] = (*DATE_COLUMNS.values(), "resumed_on")


def date_copies(entries: Iterable[Recorded]) -> dict[str, str]:
    """What the project's date columns must say: column -> date, from the entries that hold; "" where nobody dated it.

    Standstill, resumption and withdrawal can happen again, so of these the last counts, of all others the first.
    """
    found: dict[str, list[str]] = {column: [] for column in COPIES}
    for entry in standing(entries):
        move = None if entry.is_correction else find_move(entry.previous, entry.stage)
        column = move.column if move else DATE_COLUMNS.get(entry.stage, "")
        if column and entry.date and not entry.is_seen:
            found[column].append(entry.date)
    return {name: dates[-1] if dates and name in _LAST_TIME else reached_on(dates) for name, dates in found.items()}


def public_date(entry: Entry) -> str:
    return "" if entry.stage in INTERNAL_DATES else entry.date


def when(group: str, entries: Iterable[Entry]) -> When:
    """When the step was reached first or, where nobody says that, when it was seen there last."""
    mine = [entry for entry in entries if STAGE_GROUP.get(entry.stage) == group and public_date(entry)]
    if reached := [entry.date for entry in mine if not entry.is_seen]:
        return When(reached_on(reached))
    return When(max(entry.date for entry in mine), is_seen=True) if mine else When()


def public(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that hold and that the public may know of. `entries` must be all of them: a hidden one can be a correction."""
    return [entry for entry in standing(entries) if entry.stage not in HIDDEN]


def since(stage: str, entries: Iterable[Entry]) -> str:
    """The date beside the present stage in lists (`Project.moved_on`); for a hidden stage the latest date there is."""
    kept = standing(entries)
    if stage in HIDDEN:
        return max((entry.date for entry in kept), default="")
    return when(STAGE_GROUP[stage], kept).date


def steps(stage: str, entries: Iterable[Entry]) -> list[Step]:
    """The strip of a project in `stage`: what lies behind, where it stands, what lies ahead. All blank when unknown."""
    now, entries = _step(stage), list(entries)
    states = ["done" if n < now else "now" if n == now else "" for n in range(len(STEPS))]
    words = [str(Group(group).label) for group in STEPS]
    return [Step(g, word, state, when(g, entries)) for g, word, state in zip(STEPS, words, states, strict=True)]
