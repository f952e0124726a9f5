"""How wide a text will be, and how to make it fit, without a font at hand.

The estimate is generous (Chinese 1 em, digits and small Latin about 0.6 em,
capitals more): a little air is better than two labels over each other.
"""

import re
import unicodedata

OPENING, CLOSING = "（《〈“‘「『【([", "，。、；：！？）》〉”’」』】…)]"
# A number and its unit never part, a Latin word stays whole, punctuation keeps its side.
TOKEN = re.compile(
    rf"\s+|[{re.escape(OPENING)}]*"
    r"(?:\d[\d.,]*[万亿]?[元个家件人项位年月日吨%％]?|[A-Za-z0-9_.\-/+]+|.)"
    rf"[{re.escape(CLOSING)}]*"
)


def clean(text: str) -> str:
    """One line without control characters, lone surrogates and non-characters."""
    text = str(text)  # a lazy translation, too
    if text.isprintable():  # nearly always, and quick to see
        return " ".join(text.split())
    kept = (char for char in text if char.isspace() or not _unprintable(char))
    return " ".join("".join(kept).split())


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width in user units of `text` set at `size`."""
    return sum(_ems(char) for char in text) * size * (1.05 if bold else 1)


def _ems(char: str) -> float:
    if char in " .,:;-|/()ijlrtf":
        return 0.45
    if char.isascii():
        return 0.94 if char in "MWmw%@" else 0.72 if char.isupper() else 0.6
    if unicodedata.combining(char):
        return 0
    return 1.0 if unicodedata.east_asian_width(char) != "Na" and ord(char) < 0x10000 else 1.4


def ellipsize(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text`, or as much of it as fits `room` user units with an ellipsis."""
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float, *, lines: int = 3, bold: bool = False) -> list[str]:
    """`text` broken into at most `lines` lines of `room` user units; the rest is elided."""
    out = [""]
    for token in TOKEN.findall(text):
        for piece in _pieces(token, room, size, bold):
            if text_width(out[-1] + piece, size, bold=bold) <= room:
                out[-1] += piece
            else:
                out.append(piece.lstrip())
    broken = [line.strip() for line in out if line.strip()] or [""]
    if len(broken) <= lines:
        return broken
    return [*broken[: lines - 1], ellipsize(broken[lines - 1] + "…" * 2, room, size, bold=bold).rstrip("…") + "…"]


def _pieces(token: str, room: float, size: float, bold: bool) -> list[str]:
    """A token too long for a whole line falls into its characters."""
    return [token] if text_width(token, size, bold=bold) <= room else list(token)
