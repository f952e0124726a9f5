"""How Chinese names sound, so that they are found by pinyin and by its initials, and homophones by each other."""

import re
from functools import lru_cache

MOST_LETTERS, MOST_INITIALS = 30, 10
_LATIN = re.compile(r"[a-z' ]{2,60}")
_HAN = re.compile("[\u4e00-\u9fff]+")


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """A syllable for each character, without tones; what isn't Han stands for itself."""
    from pypinyin import lazy_pinyin  # its dictionaries take a moment: only who needs them waits

    return tuple(lazy_pinyin(text, errors=lambda chars: list(chars), v_to_u=False))


def sound_tokens(name: str) -> list[str]:
    """From each character on: all that follows in pinyin, and the initials of it. gaoxinqu, gxq, xinqu, xq, qu …"""
    found: dict[str, None] = {}
    for run in _HAN.finditer(name):
        heard = syllables(run[0])
        for n in range(len(heard)):
            found["".join(heard[n:])[:MOST_LETTERS]] = None
            found["".join(s[0] for s in heard[n:])[:MOST_INITIALS]] = None
    return list(found)


def sound_of(query: str) -> str:
    """A query in letters alone as the beginning of a token, "" when it isn't one: “gao xin qu” -> gaoxinqu."""
    folded = query.casefold().replace("ü", "v").strip()
    return re.sub("[' ]", "", folded)[:MOST_LETTERS] if _LATIN.fullmatch(folded) else ""
