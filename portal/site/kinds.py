"""What a column can be. Each app says for its own kinds how such a column is shown and when it has something to show.

`register("articles", view, filled, newest)` is called in `AppConfig.ready`; the navigation hides columns that have nothing, and
the resolver in `views.column` asks the kind's view. A kind nobody has registered has nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, DateTimeField, Exists, Subquery, When
from django.http import HttpRequest, HttpResponse

ColumnView = Callable[[HttpRequest, "object"], HttpResponse]
Filled = Callable[[], Exists | bool]
Newest = Callable[[], Subquery]


@dataclass(frozen=True)
class Kind:
    """`view(request, column)`; `filled()` -> whether a column of this kind has public content: an `Exists` in which
    `OuterRef("pk")` is the column, or one answer for all. `view` is None for kinds whose address belongs to an app's
    own urls. `newest()` -> when the newest public thing of a column appeared; None for kinds that don't age."""

    view: ColumnView | None
    filled: Filled
    newest: Newest | None = None


KINDS: dict[str, Kind] = {}


def register(name: str, view: ColumnView | None, filled: Filled, newest: Newest | None = None) -> None:
    KINDS[name] = Kind(view, filled, newest)


def is_filled() -> Case:
    """Whether a column has something to show itself, as one expression, so that the navigation stays one query."""
    cases = (When(kind=name, then=kind.filled()) for name, kind in KINDS.items())
    return Case(*cases, default=False, output_field=BooleanField())


def newest() -> Case:
    """When a column's own newest public thing appeared, as one expression; null where there is none."""
    cases = (When(kind=name, then=kind.newest()) for name, kind in KINDS.items() if kind.newest)
    return Case(*cases, output_field=DateTimeField())
