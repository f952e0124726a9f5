"""Places of a body's plain text in its HTML: what was found in the text can be marked on the page."""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import NamedTuple

from .html import BLOCK_END, CELL_END, plain_text

_TOKEN = re.compile(
    rf"(?P<end>{BLOCK_END.pattern})|(?P<cell>{CELL_END.pattern})|(?P<tag><[^>]*>)|(?P<entity>&#?\w+;?)|(?P<char>.)",
    re.I | re.S,
)
_LINK = re.compile(r"<(/?)a\b", re.I)
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


class Place(NamedTuple):
    """One character of the text: html[start:end], and whether it stands inside a link."""

    start: int
    end: int
    in_link: bool


class Mark(NamedTuple):
    """`before` and `after` go around text[start:end]; `text` stands instead of it, `note` (HTML) behind it.

    Inside a link there is no second one: then the words stay bare.
    """

    start: int
    end: int
    before: str
    after: str
    text: str = ""
    note: str = ""


def places(html: str) -> list[Place]:
    """A Place for every character of `plain_text(html)`; none at all where the HTML is too odd to tell."""
    lines: list[list[tuple[str, Place]]] = [[]]
    space: Place | None = None
    for char, place in _characters(html):
        if char in _LINE_ENDS:
            lines.append([])
            space = None
        elif char.isspace():
            space = place
        else:
            if space and lines[-1]:
                lines[-1].append((" ", space))
            space = None
            lines[-1].append((char, place))
    found: list[tuple[str, Place]] = []
    for line in filter(None, lines):
        if found:
            found.append(("\n", Place(found[-1][1].end, found[-1][1].end, False)))
        found += line
    return [place for _char, place in found] if "".join(char for char, _ in found) == plain_text(html) else []


def _characters(html: str) -> Iterable[tuple[str, Place]]:
    in_link = False
    for token in _TOKEN.finditer(html):
        if link := _LINK.match(token[0]):
            in_link = not link[1]
        if token["end"] or token["cell"]:
            yield "\n" if token["end"] else " ", Place(*token.span(), in_link)
        elif not token["tag"]:
            for char in unescape(token[0]):
                yield char, Place(*token.span(), in_link)


def mark(html: str, marks: Iterable[Mark]) -> str:
    """`html` with every mark around its words, piece by piece where tags stand between them."""
    known = places(html)
    edits: list[tuple[int, int, str]] = []
    for one in marks:
        if one.end <= len(known) and one.start < one.end:
            edits += _edits(html, known[one.start : one.end], one)
    out, last = [], 0
    for start, end, new in sorted(edits):
        if start >= last:
            out += [html[last:start], new]
            last = end
    return "".join(out) + html[last:]


def _edits(html: str, known: list[Place], one: Mark) -> list[tuple[int, int, str]]:
    runs: list[list[int]] = []
    for place in known:
        if runs and "<" not in html[runs[-1][1] : place.start]:
            runs[-1][1] = max(runs[-1][1], place.end)
        else:
            runs.append([place.start, place.end])
    bare = any(place.in_link for place in known)
    edits = []
    for index, (start, end) in enumerate(runs):
        words = html[start:end] if not one.text else escape(one.text) if index == 0 else ""
        shown = words if bare or not words else f"{one.before}{words}{one.after}"
        edits.append((start, end, shown + (one.note if index == len(runs) - 1 else "")))
    return edits
