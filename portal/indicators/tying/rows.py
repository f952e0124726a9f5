"""The figures of a saved text, one row each, and the steps that answer for them."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from portal.lib.html import plain_text
from portal.lib.quantities import Figure
from portal.lib.sentences import sentence_span
from portal.publishing.models import Publishable
from projects.models import Project

from ..matching import Candidate, Proposal, about, propose
from ..models import FigureUse, Indicator, Vintage
from ..texts import found_figures
from .candidates import candidates, named_indicators

AROUND = 24  # characters of the sentence shown on either side


@dataclass
class Row:
    """`before`, `after`: the words around; `use`: what somebody has answered; else `proposals`."""

    figure: Figure
    before: str
    after: str
    use: FigureUse | None = None
    proposals: list[Proposal] = field(default_factory=list)
    indicator: Indicator | None = None  # whose name stands at the figure

    @property
    def same(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.is_same]

    @property
    def sure(self) -> Proposal | None:
        return next((proposal for proposal in self.proposals if proposal.is_sure), None)

    @property
    def about(self) -> Indicator | None:
        """The indicator that the words name, where its period is stated and no value of the ledger is this number."""
        return self.indicator if self.figure.period and not self.same else None

    def step(self, do: str, **more: object) -> str:
        """What a button sends: the place and the words that stood there when the page was made."""
        return urlencode({"do": do, "start": self.figure.start, "quoted": self.figure.text, **more})

    @property
    def leave(self) -> str:
        return self.step("leave")

    @property
    def enter(self) -> str:
        return self.step("new", indicator=self.about.pk)

    @property
    def ties(self) -> list[tuple[str, Proposal]]:
        return [(self.step("tie", to=code(proposal.answer)), proposal) for proposal in self.same]


@dataclass
class Sheet:
    """All rows of `thing`; `lost`: ties whose figure the text no longer has."""

    thing: Publishable
    text: str
    rows: list[Row]
    lost: list[FigureUse]

    @classmethod
    def of(cls, thing: Publishable, figures_known: list[Candidate] | None = None) -> "Sheet":
        text, figures = plain_text(thing.body), found_figures(thing)
        known = FigureUse.objects.of(thing).select_related("vintage__observation__indicator", "project")
        uses = list(known)
        standing = {use.start: use for use in uses if not use.is_lost}
        open_ = [figure for figure in figures if figure.start not in standing]
        proposals = propose(text, open_, candidates(thing, text, figures_known)) if open_ else {}
        rows = [Row(f, *_around(text, f), standing.get(f.start), proposals.get(f.start, [])) for f in figures]
        named = named_indicators() if open_ else []
        for row in rows:
            row.indicator = None if row.use else about(text, row.figure, named)
        return cls(thing, text, rows, [use for use in uses if use.is_lost and not use.is_left])

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.use is None]

    @property
    def tied(self) -> list[Row]:
        return [row for row in self.rows if row.use and not row.use.is_left]

    @property
    def left(self) -> list[Row]:
        return [row for row in self.rows if row.use and row.use.is_left]

    @property
    def sure(self) -> list[Row]:
        return [row for row in self.open if row.sure]

    def row(self, start: str, quoted: str) -> Row:
        """ValidationError when the saved text has another figure there by now."""
        for row in self.rows:
            if str(row.figure.start) == start and row.figure.text == quoted:
                return row
        raise ValidationError(gettext("The text was saved meanwhile; look at the figure again."))

    def tie(self, row: Row, *, by, **answer: Any) -> FigureUse:
        return FigureUse.objects.tie(self.thing, self.text, row.figure, by=by, **answer)

    def accept_sure(self, *, by) -> int:
        """Tie all figures whose proposal is sure; returns how many."""
        sure = self.sure
        for row in sure:
            self.tie(row, by=by, **row.sure.answer)
        return len(sure)

    def leave_rest(self, *, by) -> int:
        """Leave alone whatever isn't answered and has no sure proposal."""
        rest = [row for row in self.open if not row.sure]
        for row in rest:
            self.tie(row, by=by, is_left=True)
        return len(rest)


def _around(text: str, figure: Figure) -> tuple[str, str]:
    start, end = sentence_span(text, figure.start)
    before, after = text[start : figure.start].lstrip(), text[figure.end : end].rstrip()
    cut_before, cut_after = len(before) > AROUND, len(after) > AROUND
    return "…" * cut_before + before[-AROUND:], after[:AROUND] + "…" * cut_after


def code(answer: dict[str, Any]) -> str:
    """A proposal's answer in a word that a button can carry; `decode` reads it."""
    if vintage := answer.get("vintage"):
        return f"v{vintage.pk}"
    if project := answer.get("project"):
        return f"p{project.pk}.{answer['field']}"
    return f"m{answer['measure']}.{answer['period']}"


def decode(word: str) -> dict[str, Any]:
    """The answer behind a word. What isn't public can't be tied to this way: ValidationError."""
    kind, (key, _dot, rest) = word[:1], word[1:].partition(".")
    if kind == "m":
        return {"measure": key, "period": rest}
    found = None
    if key.isdigit() and kind == "v":
        found = Vintage.objects.published().filter(pk=key).first()
    elif key.isdigit() and kind == "p":
        found = Project.objects.published().filter(pk=key).first()
    if found is None:
        raise ValidationError(gettext("This value is no longer public; look at the figure again."))
    return {"vintage": found} if kind == "v" else {"project": found, "field": rest}


def read_step(sent: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(sent).items()}
