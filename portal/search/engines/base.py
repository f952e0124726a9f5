from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from ..words import Query, Words

TABLE = "search_words"  # what an engine inside the database calls its own
NEXT = f"{TABLE}_next"  # the same, while it is being made anew
EXACT, IN_NAME, IN_TEXT = 0, 1, 2  # how well a document answers

# Everything that is found and may be seen is gone through once: counted by kind, column and year, and the best picked.
_SEARCH = """
WITH found (id, kind, column_id, year, date, rank) AS MATERIALIZED ({found})
SELECT kind, column_id, year, COUNT(*), 0 FROM found GROUP BY kind, column_id, year
UNION ALL
SELECT NULL, NULL, NULL, id, ROW_NUMBER() OVER (ORDER BY rank, date DESC, id DESC)
FROM (SELECT id, rank, date FROM found WHERE {narrow} ORDER BY rank, date DESC, id DESC LIMIT {limit} OFFSET {start}) best
"""


@dataclass(frozen=True)
class Cell:
    """How many documents of one kind, column and year were found."""

    kind: str
    column: int | None
    year: int
    count: int


@dataclass(frozen=True)
class Found:
    """`cells` count all that was found, whatever it was narrowed to; `ids` are one page of the narrowed, in order."""

    ids: list[int] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def cells_under(self, narrow: Mapping[str, object]) -> list[Cell]:
        return [cell for cell in self.cells if all(getattr(cell, name) == value for name, value in narrow.items())]


class Engine(ABC):
    version: str  # another one for every change of what the index holds: one made before is made anew

    @abstractmethod
    def create(self) -> None:
        """Make the index where there is none."""

    @abstractmethod
    def begin(self) -> None:
        """An empty index beside the one in use, to be filled; what is indexed or deleted meanwhile goes to both."""

    @abstractmethod
    def finish(self) -> None:
        """It takes the place of the one in use."""

    @abstractmethod
    def index(self, words: Mapping[int, Words]) -> None:
        """Take in, or replace, the words of these documents."""

    @abstractmethod
    def delete(self, ids: Iterable[int]) -> None: ...

    @abstractmethod
    def rows(self, query: Query, *, named: bool = False) -> RawSQL:
        """A subquery of the ids of all documents that hold the query; `named`: in their names."""

    @abstractmethod
    def rows_named(self, whole: str, *, begins: bool = False) -> RawSQL:
        """Ids of documents of which one name, as a whole, is this one, or begins with it."""

    @abstractmethod
    def rows_like(self, pairs: Iterable[str], sounds: Iterable[str]) -> RawSQL:
        """Ids of documents whose names hold any of these tokens, or sound like any: for guesses at what was meant."""

    def matching(self, query: Query, among: QuerySet) -> QuerySet:
        return among.filter(pk__in=self.rows(query))

    def search(
        self, query: Query, among: QuerySet, *, narrow: Mapping[str, object] | None = None, order: str = "",
        start: int = 0, stop: int = 20,
    ) -> Found:  # fmt: skip
        """The best first: what is called so, then what has it in its name, then the rest; the newest of each first.
        `order="date"`: the newest first. `narrow`: a kind, column or year that the page is narrowed to."""
        ranked = self.matching(query, among).annotate(rank=self._rank(query) if order != "date" else Value(IN_TEXT))
        narrow = {("column_id" if name == "column" else name): value for name, value in (narrow or {}).items()}
        try:
            rows = ranked.order_by().values_list("pk", "kind", "column_id", "year", "date", "rank")
            sql, params = rows.query.sql_with_params()
        except EmptyResultSet:
            return Found()
        wanted = " AND ".join(f"{name} = %s" for name in narrow) or "1 = 1"
        text = _SEARCH.format(found=sql, narrow=wanted, limit=max(0, int(stop) - int(start)), start=int(start))
        with connection.cursor() as cursor:
            cursor.execute(text, [*params, *narrow.values()])
            return _read(cursor.fetchall())

    def _rank(self, query: Query) -> Case:
        return Case(
            When(Q(pk__in=self.rows_named(query.whole)), then=Value(EXACT)),
            When(Q(pk__in=self.rows(query, named=True)), then=Value(IN_NAME)),
            default=Value(IN_TEXT),
            output_field=IntegerField(),
        )


def _read(rows: Sequence[tuple]) -> Found:
    best = sorted((place, pk) for *_facets, pk, place in rows if place)
    return Found([pk for _place, pk in best], [Cell(*cell) for *cell, place in rows if not place])
