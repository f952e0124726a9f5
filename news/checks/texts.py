"""The words of an article as the checks read them."""

import re
import unicodedata

from portal.lib.html import plain_text

from ..models import Article

_GAPS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
FIELDS = ("kicker", "title", "subtitle", "summary", "body", "byline", "title_en", "summary_en", "body_en")
BODIES = ("body", "body_en")


def texts(article: Article) -> dict[str, str]:
    """Name of the form field -> its plain words, for every field with words in it."""
    found = {name: getattr(article, name) for name in FIELDS}
    found |= {name: plain_text(found[name]) for name in BODIES}
    return {name: text for name, text in found.items() if text.strip()}


def even(text: str) -> str:
    """Half width, without case, spaces and invisible characters: so that no spelling hides a word."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def around(text: str, start: int, end: int, reach: int = 10) -> str:
    """The place with a few characters before and after it, on one line."""
    before, after = max(0, start - reach), min(len(text), end + reach)
    cut = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{cut}{'…' if after < len(text) else ''}"
