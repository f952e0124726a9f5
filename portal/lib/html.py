"""Small pure helpers on clean HTML (bodies that the sanitiser has already seen)."""

import json
import re
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

_TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|figcaption|div)>|<br\s*/?>", re.I)
CELL_END = re.compile(r"</t[dh]>", re.I)
_BAD_LINK = re.compile(r"""\shref\s*=\s*(["'])\s*(?://|\\|/\\)[^"']*\1""", re.I)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
# A number with what counts it: 122.3亿元, 2000余件, 第1位, 137.53%, 2026-01-16, 2026年1月16日 (part by part).
_AMOUNT = re.compile(
    r"(<[^>]*>)|\d{4}-\d\d(?:-\d\d)?(?!\d)|第?\d[\d,.]{0,20}(?:%|％|‰|[余多]?(?:[百千万亿]{1,2}(?:元|人次|人|吨|亩|平方米|千瓦时|千瓦|件|个|家|户|套)?"
    r"|人次|平方公里|平方米|公里|公顷|千瓦时|千瓦|兆瓦|小时|分钟|[元人个家项件套户名位种条处座台篇次倍吨亩米年月日天岁号类批期层所张届强]))"
)


def plain_text(html: str) -> str:
    """The words of a body, one block a line, cells apart by a space, without tags and entities."""
    text = unescape(_TAG.sub("", CELL_END.sub(" ", BLOCK_END.sub("\n", html))))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line)


def drop_schemeless_links(html: str) -> str:
    """Links like //evil.example pass the sanitiser's scheme list and leave the site; they lose their address."""
    return _BAD_LINK.sub("", html)


def wrap_tables(html: str, label: str) -> str:
    """Every table in a box of its own that can scroll, reachable by keyboard and named `label`."""
    box = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
    return html.replace("<table", f"{box}<table").replace("</table>", "</table></div>")


def shorten(text: str, length: int) -> str:
    """The first `length` characters, cut after a full sentence when one ends in the second half, else with …"""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = max(text.rfind(mark, length // 2, length) for mark in "。！？")
    return text[: cut + 1] if cut > 0 else text[: length - 1].rstrip("，、；：,; ") + "…"


def without_controls(text: str) -> str:
    """Without the characters that XML 1.0 can't hold, not even escaped; one of them makes a whole feed unreadable."""
    return _NOT_XML.sub("", text)


def script_data(data: object) -> SafeString:
    """JSON that may stand inside a <script> of data: nothing in it can close the element or open another."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_SCRIPT_ESCAPES))


def keep_amounts(html: str) -> SafeString:
    """`html`, in which no line breaks between a number and its unit."""
    return mark_safe(_AMOUNT.sub(lambda found: found[1] or f'<span class="nowrap">{found[0]}</span>', html))
