"""The place of a text where a query is found, with the words marked."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.lib.quantities import find
from portal.lib.segment import fold
from portal.lib.sounds import syllables

from .words import Query, figure_token, read_query

LENGTH, BEFORE = 130, 30  # characters of an excerpt, and how many of them stand before the first word
_NEVER_FIRST = " 、，。；：！？）》」”’,.;:!?)"  # signs that end something before
_GAP = r"(?:\W|_){0,12}"

Span = tuple[int, int]


def spans(text: str, query: Query) -> list[Span]:
    """Where the words of the query stand in `text`, in order, none inside another."""
    folded, found = fold(text), []
    for word in query.words:
        for phrase in word.phrases:
            pattern = _GAP.join(map(re.escape, phrase.runs))
            edge = r"(?<![^\W_])" if phrase.runs[0].isascii() else ""
            found += [match.span() for match in re.finditer(edge + pattern, folded)]
        if word.amounts:
            found += [(f.start, f.end) for f in find(text, all=True) if figure_token(f) in word.amounts]
    return _apart(found)


def heard(text: str, sound: str) -> list[Span]:
    """The first stretch of `text` that sounds so, or whose initials are these."""
    spoken = syllables(text)
    if len(spoken) != len(text):
        return []
    for start in range(len(text)):
        for parts in (spoken, [part[:1] for part in spoken]):
            said = ""
            for end in range(start, len(text)):
                said += parts[end]
                if said.startswith(sound):
                    return [(start, end + 1)]
                if not sound.startswith(said):
                    break
    return []


def as_written(query: Query, names: Iterable[str]) -> Query:
    """A query by sound as the words of these names that sound so: what is heard as gxq is written 高新区."""
    for name in names if query.by_sound else ():
        for start, end in heard(name, query.sound):
            return read_query(name[start:end])
    return query


def marked(text: str, query: Query) -> SafeString:
    """The whole of a short text, such as a title."""
    return _with_marks(text, spans(text, query))


def excerpt(text: str, query: Query) -> SafeString:
    """A stretch around the first word found; the beginning where none is. Lines run on."""
    flat = " ".join(text.split())
    found = spans(flat, query)
    start = max(0, found[0][0] - BEFORE) if found else 0
    start = 0 if start < 12 else start
    while start and start < found[0][0] and flat[start] in _NEVER_FIRST:
        start += 1
    end = min(len(flat), start + LENGTH)
    inside = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    body = _with_marks(flat[start:end], inside)
    return mark_safe(f"{'…' if start else ''}{body}{'…' if end < len(flat) else ''}")


def _with_marks(text: str, found: Iterable[Span]) -> SafeString:
    parts, at = [], 0
    for start, end in found:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))


def _apart(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
