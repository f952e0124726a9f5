from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from ..words import Query, Words

TABLE = "search_words"  # what an engine inside the database calls its own
EXACT, IN_NAME, IN_TEXT = 0, 1, 2  # how well a document answers


@dataclass(frozen=True)
class Found:
    ids: list[int]
    total: int


class Engine(ABC):
    @abstractmethod
    def create(self) -> None:
        """Make the table of the index where there is none."""

    @abstractmethod
    def index(self, words: Mapping[int, Words]) -> None: ...

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

    def search(self, query: Query, among: QuerySet, order: str = "", start: int = 0, stop: int = 20) -> Found:
        """The best first: what is called so, then what has it in its name, then the rest; the newest of each first.
        `order="date"`: the newest first."""
        found = self.matching(query, among)
        return Found(self.page(query, found, order, start, stop), found.count())

    def page(self, query: Query, found: QuerySet, order: str, start: int, stop: int) -> list[int]:
        if order == "date":
            return list(found.order_by("-date", "-pk").values_list("pk", flat=True)[start:stop])
        ranked = found.alias(
            rank=Case(
                When(Q(pk__in=self.rows_named(query.whole)), then=Value(EXACT)),
                When(Q(pk__in=self.rows(query, named=True)), then=Value(IN_NAME)),
                default=Value(IN_TEXT),
                output_field=IntegerField(),
            )
        )
        return list(ranked.order_by("rank", "-date", "-pk").values_list("pk", flat=True)[start:stop])
