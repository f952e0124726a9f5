"""The contents of a long text, made from its headings."""

import re
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from portal.lib.html import plain_text

LEAST_HEADINGS, LEAST_LENGTH = 3, 1200
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.S)


class Entry(NamedTuple):
    anchor: str
    words: str


def with_contents(html: str) -> tuple[SafeString, list[Entry]]:
    """The rendered body with anchors at its headings, and what a reader may jump to; none for a text that is short."""
    entries: list[Entry] = []

    def anchored(match: re.Match[str]) -> str:
        entries.append(Entry(f"part-{len(entries) + 1}", plain_text(match[1])))
        return f'<h2 id="{entries[-1].anchor}">{match[1]}</h2>'

    anchored_html = mark_safe(_HEADING.sub(anchored, html))
    is_long = len(entries) >= LEAST_HEADINGS and len(plain_text(html)) >= LEAST_LENGTH
    return anchored_html, entries if is_long else []
