"""What a rule says, and how it quotes the text."""

import re
from typing import NamedTuple

from portal.lib.quantities import Figure
from portal.lib.sentences import sentence_span

_STOPS = re.compile("[。；！？\n;!?]")
_CLAUSE = re.compile("[，。；：！？\n,;:!?]")
LEAD = 16


class Said(NamedTuple):
    code: str
    text: str


def quote(text: str, figure: Figure) -> str:
    """The figure with the words before it in its clause: 其中省重点项目9个."""
    words = words_before(text, figure).rpartition("、")[2]
    cut = max(0, len(words) - LEAD)
    while cut and words[cut - 1].isascii() and not words[cut - 1].isspace():  # 400MWh stays whole
        cut -= 1
    return words[cut:] + figure.text


def words_before(text: str, figure: Figure) -> str:
    start, _end = sentence_span(text, figure.start)
    return _CLAUSE.split(text[start : figure.start])[-1].strip()


def segments(text: str, figures: list[Figure]) -> list[list[Figure]]:
    """The figures by the part of the text that ends with ； or a full stop, in order."""
    found: list[list[Figure]] = []
    last = -1
    for figure in figures:
        if last < 0 or _STOPS.search(text, last, figure.start):
            found.append([])
        found[-1].append(figure)
        last = figure.end
    return found
