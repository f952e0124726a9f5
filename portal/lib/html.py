"""Small pure helpers on clean HTML (bodies that the sanitiser has already seen)."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|figcaption|div)>|<br\s*/?>", re.I)
_BAD_LINK = re.compile(r"""\shref\s*=\s*(["'])\s*(?://|\\|/\\)[^"']*\1""", re.I)


def plain_text(html: str) -> str:
    """The words of a body, one block a line, without tags and entities."""
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line)


def drop_schemeless_links(html: str) -> str:
    """Links like //evil.example pass the sanitiser's scheme list and leave the site; they lose their address."""
    return _BAD_LINK.sub("", html)


def shorten(text: str, length: int) -> str:
    """The first `length` characters, cut after a full sentence when one ends in the second half, else with …"""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = max(text.rfind(mark, length // 2, length) for mark in "。！？")
    return text[: cut + 1] if cut > 0 else text[: length - 1].rstrip("，、；：,; ") + "…"
