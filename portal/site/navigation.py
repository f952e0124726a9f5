"""The column tree as readers see it: visible columns with something in them, or in a column below."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest

from .kinds import is_filled
from .models import Column


@dataclass
class Node:
    column: Column
    children: list[Self] = field(default_factory=list)
    is_current: bool = False  # the page asked for is here or below

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
            request._navigation = cls.for_path(path or request.path)
        return request._navigation

    @classmethod
    def for_path(cls, path: str) -> Self:
        visible = Column.objects.filter(is_visible=True).annotate(is_filled=is_filled())
        columns = list(visible.order_by("position", "pk"))
        nodes = {column.pk: Node(column) for column in columns}
        keep = set()
        for column in columns:
            above = column
            while column.is_filled and above is not None:
                keep.add(above.pk)
                above = nodes[above.parent_id].column if above.parent_id in nodes else None
        top = []
        for pk in (column.pk for column in columns if column.pk in keep):
            parent = nodes[pk].column.parent_id
            if parent is None:
                top.append(nodes[pk])
            elif parent in keep:
                nodes[parent].children.append(nodes[pk])
        return cls(top, {pk: node for pk, node in nodes.items() if pk in keep}, cls._mark(nodes, keep, path))

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
