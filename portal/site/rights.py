"""Who works in which column: the departments that write there, the persons named for its reviews, how many reviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest

from .models import Column, ColumnReviewer, SiteSettings

EVERYWHERE = "site.work_in_all_columns"


@dataclass(frozen=True)
class ColumnRules:
    """The rules of all columns, read at once. A column without a rule of its own has that of the column above it."""

    above: dict[int, int | None]
    departments: dict[int, set[int]]
    named: dict[tuple[int, str], set[int]]  # (column, review) -> persons
    own_reviews: dict[int, int]
    default: int

    @classmethod
    def load(cls) -> Self:
        """Four small queries."""
        columns = list(Column.objects.values_list("pk", "parent_id", "reviews"))
        departments: dict[int, set[int]] = {}
        for column, department in Column.departments.through.objects.values_list("column_id", "department_id"):
            departments.setdefault(column, set()).add(department)
        named: dict[tuple[int, str], set[int]] = {}
        for column, step, person in ColumnReviewer.objects.values_list("column_id", "step", "person_id"):
            named.setdefault((column, step), set()).add(person)
        return cls(
            {pk: parent for pk, parent, _reviews in columns}, departments, named,
            {pk: reviews for pk, _parent, reviews in columns if reviews}, SiteSettings.load().reviews,
        )  # fmt: skip

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read once a request."""
        if not hasattr(request, "_column_rules"):
            request._column_rules = cls.load()
        return request._column_rules

    def _up(self, column: int | None) -> Iterator[int]:
        while column is not None:
            yield column
            column = self.above.get(column)

    def reviews(self, column: int) -> int:
        return next((self.own_reviews[pk] for pk in self._up(column) if pk in self.own_reviews), self.default)

    def admits(self, column: int, user, verb: str = "view") -> bool:
        """Whether the person works in the column; for a review that has named persons: is one of them."""
        if user.is_superuser:
            return True
        if named := next((self.named[pk, verb] for pk in self._up(column) if (pk, verb) in self.named), None):
            return user.pk in named
        if user.has_perm(EVERYWHERE):
            return True
        writers = next((self.departments[pk] for pk in self._up(column) if pk in self.departments), None)
        if not writers or user.department_id in writers:
            return True
        return verb == "view" and any(
            user.pk in self.named.get((pk, step), ()) for pk in self._up(column) for step, _name in ColumnReviewer.STEPS
        )

    def open_to(self, user, verb: str = "view") -> list[int]:
        """Ids of the columns in which the person may do this."""
        return [column for column in self.above if self.admits(column, user, verb)]

    def with_reviews(self, number: int) -> list[int]:
        """Ids of the columns whose texts have so many reviews."""
        return [column for column in self.above if self.reviews(column) == number]


@dataclass(frozen=True)
class ColumnScope:
    """One column, as the reviews of a text in it see it (`portal.publishing.reviewed.Scope`)."""

    rules: ColumnRules
    column: int

    @property
    def reviews(self) -> int:
        return self.rules.reviews(self.column)

    def admits(self, user, verb: str) -> bool:
        return self.rules.admits(self.column, user, verb)
