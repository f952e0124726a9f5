"""The column tree as readers see it: visible columns with something in them, or in a column below."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest
from django.utils.translation import override

from portal.lib.language import ENGLISH, bare, is_english

from .kinds import is_filled
from .models import Column


@dataclass
class Node:
    column: Column
    children: list[Self] = field(default_factory=list)
    is_current: bool = False  # the page asked for is here or below
    is_here: bool = False  # it is this column's own page
    in_english: bool = False  # there is an English page with something on it

    @property
    def in_navigation(self) -> bool:
        return self.column.in_navigation

    @property
    def menu(self) -> list["Node"]:
        return [child for child in self.children if child.in_navigation]

    def walk(self) -> Iterator["Node"]:
        """This column, then all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Navigation:
    """`top` = the columns of the first level (home included); `trail` = from the first level to the current column."""

    top: list[Node]
    nodes: dict[int, Node]
    trail: list[Node]

    @property
    def here(self) -> Column | None:
        """The column that the page asked for belongs to."""
        return self.trail[-1].column if self.trail else None

    @property
    def standing(self) -> list[Node]:
        """Pages about the site itself, which stand in the footer."""
        return [node for node in self.nodes.values() if node.column.path.startswith("/pages/") and not node.children]

    def at(self, path: str) -> Column | None:
        """The column at `path`, if readers see it."""
        return next((node.column for node in self.nodes.values() if node.column.path == path), None)

    @classmethod
    def of(cls, request: HttpRequest, path: str = "") -> Self:
        """The navigation of this request, asked for once. `path`: where the page stands if its address doesn't say."""
        if not hasattr(request, "_navigation"):
            here = bare(request.path)
            request._navigation = cls.for_path(path or here, here)
        return request._navigation

    @classmethod
    def for_path(cls, path: str, here: str = "") -> Self:
        """`path`: the column whose trail is marked lies there or above; `here`: the address of the page. One query."""
        with override(ENGLISH):
            filled_in_english = is_filled()
        visible = Column.objects.filter(is_visible=True).annotate(is_filled=is_filled(), is_filled_en=filled_in_english)
        columns = list(visible.order_by("position", "pk"))
        nodes = {c.pk: Node(c, is_here=c.path == here) for c in columns}
        filled_en = cls._with_those_above(nodes, [c for c in columns if c.is_filled_en and c.in_english])
        for pk in filled_en:
            nodes[pk].in_english = nodes[pk].column.in_english
        keep = cls._with_those_above(nodes, [c for c in columns if c.is_filled])
        if is_english():
            keep = {pk for pk in filled_en if nodes[pk].in_english}
        top = []
        for pk in (column.pk for column in columns if column.pk in keep):
            parent = nodes[pk].column.parent_id
            if parent is None:
                top.append(nodes[pk])
            elif parent in keep:
                nodes[parent].children.append(nodes[pk])
        return cls(top, {pk: node for pk, node in nodes.items() if pk in keep}, cls._mark(nodes, keep, path))

    @staticmethod
    def _with_those_above(nodes: dict[int, Node], columns: list[Column]) -> set[int]:
        found: set[int] = set()
        for column in columns:
            above: Column | None = column
            while above is not None:
                found.add(above.pk)
                above = nodes[above.parent_id].column if above.parent_id in nodes else None
        return found

    @staticmethod
    def _mark(nodes: dict[int, Node], keep: set[int], path: str) -> list[Node]:
        """Mark the deepest column whose address the path lies under, and those above it."""
        below_home = (nodes[pk] for pk in keep if nodes[pk].column.path != "/" or path == "/")
        under = [node for node in below_home if path.startswith(node.column.path)]
        trail: list[Node] = []
        node = max(under, key=lambda n: len(n.column.path), default=None)
        while node is not None:
            node.is_current = True
            trail.insert(0, node)
            node = nodes.get(node.column.parent_id)
        return trail
