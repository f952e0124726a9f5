"""What a column can be. Each app says for its own kinds how such a column is shown and when it has something to show.

`register("articles", view, filled)` is called in `AppConfig.ready`; the navigation hides columns that have nothing, and
the resolver in `views.column` asks the kind's view. A kind nobody has registered has nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

ColumnView = Callable[[HttpRequest, "object"], HttpResponse]
Filled = Callable[[], set[int] | bool]


@dataclass(frozen=True)
class Kind:
    """`view(request, column)`; `filled()` -> ids of the columns of this kind with public content, or one answer for all.
    `view` is None for kinds whose address belongs to an app's own urls."""

    view: ColumnView | None
    filled: Filled


KINDS: dict[str, Kind] = {}


def register(name: str, view: ColumnView | None, filled: Filled) -> None:
    KINDS[name] = Kind(view, filled)


def filled_columns(columns: list) -> set[int]:
    """Ids of those columns that have something to show themselves; one question for each kind in use."""
    ids: set[int] = set()
    for name in sorted({column.kind for column in columns} & KINDS.keys()):
        answer = KINDS[name].filled()
        mine = {column.pk for column in columns if column.kind == name}
        ids |= mine if answer is True else mine & answer if isinstance(answer, set) else set()
    return ids
