"""Sentences of a plain text (one block a line, as portal.lib.html.plain_text writes it)."""

import re

_END = re.compile("[。！？!?\n]")
LONGEST = 300


def sentence_span(text: str, place: int) -> tuple[int, int]:
    """Where the sentence around `place` begins and ends, with its full stop."""
    start = max(text.rfind(mark, 0, place) for mark in "。！？!?\n") + 1
    end = _END.search(text, place)
    return start, (end.end() if end else len(text))


def sentence_at(text: str, place: int) -> str:
    """The sentence around `place` without spaces at its ends; of a very long one the 300 characters around it."""
    start, end = sentence_span(text, place)
    if end - start > LONGEST:
        start = max(start, place - LONGEST // 2)
        end = min(end, start + LONGEST)
    return text[start:end].strip()
