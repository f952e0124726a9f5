"""Column names as people write them: brackets of either width, line breaks, marks, the unit said another way."""

import re
import unicodedata
from collections.abc import Collection

NUMBERING = ("序号", "编号序号", "no.")  # counts the rows, says nothing
_NOISE = re.compile(r"[\s*]+|\(必填\)|单位[::]?")
_UNIT = re.compile(r"^(.*?)(?:\(([^()]+)\)|/([^/()]+))$")


def plain(header: str) -> str:
    """The name without what doesn't matter: "总投资\\n(单位：亿元)*" -> "总投资(亿元)", and "总投资/亿元" the same."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", header)).lower()
    match = _UNIT.match(text)
    return f"{match[1]}({match[2] or match[3]})" if match and match[1] else text


def parts(header: str) -> tuple[str, str]:
    """("总投资", "亿元"); the unit is "" when the header names none."""
    match = _UNIT.match(plain(header))
    return (match[1], match[2]) if match else (plain(header), "")


def find(header: str, known: Collection[str]) -> str:
    """The known header that `header` means, or ""."""
    wanted = plain(header)
    return next((name for name in known if plain(name) == wanted), "")


def with_another_unit(header: str, known: Collection[str]) -> str:
    """The known header of the same name in another unit, or without one; "" when there is none."""
    name, _unit = parts(header)
    return next((other for other in known if parts(other)[0] == name and parts(other)[1]), "")


def is_numbering(header: str) -> bool:
    return plain(header) in NUMBERING


def looks_like_headers(cells: list[str], known: Collection[str]) -> bool:
    """Whether a row of the file is the one with the column names: at least half of its cells are, and two of them."""
    filled = [cell for cell in cells if cell]
    hits = sum(bool(find(cell, known) or with_another_unit(cell, known)) for cell in filled)
    return bool(filled) and hits * 2 >= len(filled) and hits >= min(2, len(known))
