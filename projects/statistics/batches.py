"""三个一批: whether what went into production came from what was started the period before. Internal, over plain rows."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Turned:
    """The batch in production of one period: `n` of its `m` projects stood in the batch started the period before."""

    number: int
    n: int
    m: int


def turned(rows: Iterable[tuple[int, str, int]]) -> list[Turned]:
    """Of rows (project, "signed", "started" or "production", period number), the newest period first."""
    found: dict[tuple[str, int], set[int]] = {}
    for project, kind, number in rows:
        found.setdefault((kind, number), set()).add(project)
    periods = sorted((number for kind, number in found if kind == "production"), reverse=True)
    return [
        Turned(number, len(found["production", number] & found.get(("started", number - 1), set())),
               len(found["production", number]))
        for number in periods
    ]  # fmt: skip
