"""Lists of words as regular expressions."""

from __future__ import annotations

import re


def either(words: str) -> str:
    """ "甲 乙(?!丙)" -> "甲|乙(?!丙)": alternatives in the order given, from words parted by spaces."""
    return "|".join(words.split())


def any_of(words: str, *, before: str = "", after: str = "", repeat: str = "") -> re.Pattern[str]:
    """A pattern for one of `words` (or several, with `repeat`) between the patterns `before` and `after`."""
    return re.compile(f"{before}(?:{either(words)}){repeat}{after}")
