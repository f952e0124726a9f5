"""The column tree as readers see it: visible columns with something in them, or in a column below."""

from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest

from .kinds import filled_columns
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


@dataclass
class Navigation:
    """`top` = the columns of the first level (home included); `trail` = from the first level to the current column."""

    top: list[Node]
    nodes: dict[int, Node]
    trail: list[Node]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The navigation of this request, asked for once."""
        if not hasattr(request, "_navigation"):
            request._navigation = cls.for_path(request.path)
        return request._navigation

    @classmethod
    def for_path(cls, path: str) -> Self:
        columns = list(Column.objects.filter(is_visible=True).order_by("position", "pk"))
        filled = filled_columns(columns)
        nodes = {column.pk: Node(column) for column in columns}
        keep = set()
        for column in columns:
            above = column
            while column.pk in filled and above is not None:
                keep.add(above.pk)
                above = nodes[above.parent_id].column if above.parent_id in nodes else None
        top = []
        for pk in (column.pk for column in columns if column.pk in keep):
            parent = nodes[pk].column.parent_id
            if parent is None:
                top.append(nodes[pk])
            elif parent in keep:
                nodes[parent].children.append(nodes[pk])
        return cls(top, {pk: nodes[pk] for pk in keep}, cls._mark(nodes, keep, path))

    @staticmethod
    def _mark(nodes: dict[int, Node], keep: set[int], path: str) -> list[Node]:
        """Mark the deepest column whose address the path lies under, and those above it."""
        under = [nodes[pk] for pk in keep if path.startswith(nodes[pk].column.path)]
        trail: list[Node] = []
        node = max(under, key=lambda n: len(n.column.path), default=None)
        while node is not None:
            node.is_current = True
            trail.insert(0, node)
            node = nodes.get(node.column.parent_id)
        return trail
