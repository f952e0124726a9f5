"""Two texts side by side: which lines and which words differ, and which of the figures in them. Pure.

Chinese has no spaces, so a word here is one character; a number with its point and per cent sign, or a run of Latin
letters, stays whole (122.3 → 123.2, never 12 2.3 → 12 3.2).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from .quantities import Figure, find

_TOKEN = re.compile(r"\d[\d,.]*\d[%％‰]?|\d[%％‰]?|[A-Za-z]+|\s+|.", re.S)
PAIR_LIMIT = 1_000_000  # comparisons of one pair of lines; longer ones are shown as wholly replaced
TOTAL_LIMIT = 6_000_000  # of a whole text: a hostile one must not hold a worker
LIKENESS = 0.35  # of two lines that are one line changed, by common pairs of characters


@dataclass(frozen=True)
class Piece:
    """`kind`: same, gone (only in the old text) or new (only in the new one)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """One row of the two texts. `kind`: same, gone, new, changed; `skipped` counts lines left out before it."""

    kind: str
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    skipped: int = 0


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """(the old line, the new line), each cut into what both have and what only it has."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > PAIR_LIMIT:
        return (Piece("gone", old),), (Piece("new", new),)
    left: list[Piece] = []
    right: list[Piece] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for n, (code, a, b, c, d) in enumerate(codes):
        # One character that happens to stand on both sides of two changes only makes them harder to read.
        lonely = code == "equal" and b - a == 1 and 0 < n < len(codes) - 1 and not before[a][0].isdigit()
        kinds = ("same", "same") if code == "equal" and not lonely else ("gone", "new")
        _add(left, kinds[0], "".join(before[a:b]))
        _add(right, kinds[1], "".join(after[c:d]))
    return tuple(left), tuple(right)


def lines(old: Iterable[str], new: Iterable[str], *, around: int | None = 1) -> list[Line]:
    """The two texts row by row. Of unchanged lines, `around` stay on both sides of a change; None keeps all."""
    before, after = list(old), list(new)
    rows: list[Line] = []
    spent = 0
    for code, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            rows += [Line("same", (Piece("same", text),), (Piece("same", text),)) for text in before[a:b]]
            continue
        for left, right in _pairs(before[a:b], after[c:d]):
            if left is None or right is None:
                rows.append(_one_sided(left, right))
                continue
            spent += len(left) * len(right)
            whole = spent > TOTAL_LIMIT
            both = ((Piece("gone", left),), (Piece("new", right),)) if whole else pieces(left, right)
            rows.append(Line("changed", *both))
    return rows if around is None else _folded(rows, around)


def figure_changes(rows: Iterable[Line]) -> list[tuple[str, str]]:
    """(old, new) figures that differ in the changed rows, as printed: ("总投资122.3", "123.2亿元"). "" where one is missing."""
    found = []
    for row in rows:
        if row.kind == "same":
            continue
        old, new = _figures(row.old), _figures(row.new)
        codes = SequenceMatcher(None, [f.text for f in old], [f.text for f in new], autojunk=False).get_opcodes()
        for code, a, b, c, d in codes:
            if code != "equal":
                found += _figure_pairs(old[a:b], new[c:d])
    return found


def _figure_pairs(old: list[Figure], new: list[Figure]) -> list[tuple[str, str]]:
    """Figures of one unit change into each other in their order; the others came or went."""
    rest, pairs = list(new), []
    for figure in old:
        other = next((one for one in rest if one.unit == figure.unit), None)
        if other:
            rest.remove(other)
        pairs.append((_named(figure), other.text if other else ""))
    return pairs + [("", _named(figure)) for figure in rest]


def _named(figure: Figure) -> str:
    counted = figure.counted or ""
    return figure.text if counted in figure.text else f"{counted} {figure.text}"


def _figures(line: tuple[Piece, ...]) -> list[Figure]:
    return find("".join(piece.text for piece in line)[:20_000])


def _add(line: list[Piece], kind: str, text: str) -> None:
    if line and line[-1].kind == kind:
        line[-1] = Piece(kind, line[-1].text + text)
    elif text:
        line.append(Piece(kind, text))


def _one_sided(left: str | None, right: str | None) -> Line:
    if right is None:
        return Line("gone", (Piece("gone", left or ""),))
    return Line("new", (), (Piece("new", right),))


def _pairs(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """The lines of a replaced stretch, those alike beside each other, none out of order."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    if len(old) * len(new) > 2_500:
        return [(text, None) for text in old] + [(None, text) for text in new]
    before, after = [_bigrams(text) for text in old], [_bigrams(text) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], _likeness(before[i], after[j]) + best[i + 1][j + 1])
    found: list[tuple[str | None, str | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        alike = _likeness(before[i], after[j])
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            found.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((old[i], None))
            i += 1
        else:
            found.append((None, new[j]))
            j += 1
    return found + [(text, None) for text in old[i:]] + [(None, text) for text in new[j:]]


def _bigrams(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}


def _likeness(one: set[str], other: set[str]) -> float:
    """Share of common pairs of characters; 0 for lines that are not one line changed."""
    share = 2 * len(one & other) / (len(one) + len(other))
    return share if share >= LIKENESS else 0.0


def _folded(rows: list[Line], around: int) -> list[Line]:
    changed = [n for n, row in enumerate(rows) if row.kind != "same"]
    kept = {m for n in changed for m in range(n - around, n + around + 1)}
    out: list[Line] = []
    skipped = 0
    for n, row in enumerate(rows):
        if n in kept:
            out.append(Line(row.kind, row.old, row.new, skipped))
            skipped = 0
        else:
            skipped += 1
    return [*out, Line("end", skipped=skipped)] if skipped and out else out
