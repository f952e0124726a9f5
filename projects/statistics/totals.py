"""How many projects and how much total investment, over any set of records. Amounts in 万元; None where none is
known."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Count, Sum
from django.db.models.functions import Substr

from ..models.project import ProjectQuerySet
from ..stages import STAGE_GROUP, Group
from .records import Record


@dataclass(frozen=True)
class Totals:
    """`investment` in 万元 over the `known` of `count` projects whose amount is known; None when none is."""

    count: int
    investment: Decimal | None
    known: int


@dataclass(frozen=True)
class StageRow(Totals):
    """Totals of one public group of stages; `group` is its code, `word` what readers see."""

    group: str
    word: str


_SUMS = {"count": Count("pk"), "investment": Sum("total_investment"), "known": Count("total_investment")}


def totals(projects: ProjectQuerySet) -> Totals:
    """One query."""
    return Totals(**projects.order_by().aggregate(**_SUMS))


def added(rows: Iterable[Totals]) -> Totals:
    """The totals of rows that don't overlap."""
    rows = list(rows)
    amounts = [row.investment for row in rows if row.investment is not None]
    investment = sum(amounts, Decimal(0)) if amounts else None
    return Totals(sum(row.count for row in rows), investment, sum(row.known for row in rows))


def stage_board(projects: ProjectQuerySet) -> list[StageRow]:
    """All six groups in order and the unknown stage last, those without projects included. One query."""
    found: dict[str, list[dict]] = {}
    for row in projects.order_by().values("stage").annotate(**_SUMS):
        found.setdefault(STAGE_GROUP.get(row["stage"], ""), []).append(row)
    board = []
    for group in Group:
        rows = found.get(group.value, [])
        amounts = [row["investment"] for row in rows if row["investment"] is not None]
        board.append(
            StageRow(
                group=group.value,
                word=str(group.label),
                count=sum(row["count"] for row in rows),
                investment=sum(amounts, Decimal(0)) if amounts else None,
                known=sum(row["known"] for row in rows),
            )
        )
    return board


@dataclass(frozen=True)
class Tally(Totals):
    """Totals of the projects of one stage whose dates fall into the same years ("2025"; "" when the year isn't
    known)."""

    stage: str
    signed: str
    started: str
    completed: str
    production: str


def tally(record: Record) -> Tally:
    """Of one record that has been read already."""
    years = {name: getattr(record, f"{name}_on")[:4] for name in ("signed", "started", "completed", "production")}
    return Tally(
        1, record.investment, int(record.investment is not None), record.stage,
        **{name: year if year.isdigit() else "" for name, year in years.items()},
    )  # fmt: skip


def tallies(projects: ProjectQuerySet) -> list[Tally]:
    """Rows that don't overlap and cover all of `projects`. One query."""
    years = {
        name: Substr(f"{name}_on", 1, 4, output_field=CharField())
        for name in ("signed", "started", "completed", "production")
    }  # fmt: skip
    rows = projects.order_by().annotate(**years).values("stage", *years).annotate(**_SUMS)
    return [Tally(**row | {name: row[name] if row[name].isdigit() else "" for name in years}) for row in rows]
