"""Contradictions of a text with itself, with the ledger and with the project records, found before it is published.

Each names both places and both numbers. What may be a way of rounding or of saying it (余, 以上, 约) is none; a false alarm
costs trust, so every rule asks for words that leave no doubt what the figure is about.

    found(thing) -> list[(field, Said)]     each needs a reason, or the text is mended
    within.py  parts and wholes, sums, rates, ranks      tables.py  sums and rates of tables
    known.py   ledger and records                        years.py   years and dates
"""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from portal.lib.html import plain_text
from portal.lib.quantities import Figure, find
from portal.publishing.models import Publishable
from projects.models import Project

from ..matching import Candidate
from ..models import FigureUse
from ..texts import found_figures
from ..tying.candidates import announced, named_projects
from . import known, tables, within, years
from .said import Said

FIELDS = ("title", "summary", "body")


def found(thing: Publishable) -> list[tuple[str, Said]]:
    """Reads title, summary and the saved body. Five queries, two when there are no figures."""
    texts = {name: getattr(thing, name) for name in FIELDS} | {"body": plain_text(thing.body)}
    dated = thing.public_row
    day = timezone.localdate(dated.first_published_at or dated.go_live_at or timezone.now())
    figures = {name: found_figures(thing) if name == "body" else find(text, day) for name, text in texts.items()}
    uses = FigureUse.objects.of(thing).standing().select_related("vintage__observation__indicator")
    ties = {"body": {use.start: use for use in uses if not use.is_left}}  # left alone is no reason for another number
    values = list(announced()) if any(figures.values()) else []
    tied = {use.project_id for use in ties["body"].values() if use.project_id}
    projects = named_projects(thing, "\n".join(texts.values()), tied)
    return [("body", one) for one in tables.tables(thing.body)] + [
        (name, one)
        for name, text in texts.items()
        for one in _all_of(text, figures[name], ties.get(name, {}), day, values, projects)
    ]


def _all_of(text: str, figures: list[Figure], ties: dict[int, FigureUse], day: date, values: list[Candidate],
            projects: list[Project]) -> Iterator[Said]:  # fmt: skip
    yield from years.impossible(text, day)
    yield from years.ahead(text, figures, day)
    yield from within.all_of(text, figures)
    yield from known.ledger(text, figures, ties, values)
    yield from known.amounts(text, figures, projects, ties)
    yield from known.stages(text, projects)
