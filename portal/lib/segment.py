"""Chinese and Latin text as tokens that a full-text index can hold, so that containment becomes a search for phrases.

A run of Han characters is kept as its overlapping pairs and its last character: 高新区 -> 高新 新区 区. Then a text holds
高新区 exactly where its tokens hold 高新 and 新区 side by side, and one character is the beginning of a token wherever it
stands. A run of letters and digits is one token. Whatever else there is (punctuation, spaces, controls) only parts runs.
"""

import re
import unicodedata
from dataclasses import dataclass

MOST_LETTERS = 64  # of one token; a longer word is found by its beginning

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\U00020000-\U000323af"
_RUN = re.compile(f"(?P<han>[{_HAN}]+)|(?:(?![{_HAN}])[^\\W_])+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


class _Folds(dict):
    """Character -> the one it counts as; one for one, so that a place in the folded text is the place in the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).casefold()
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_folds = _Folds()


def clean(text: str) -> str:
    """Without what nobody sees: controls, marks of direction, characters of no width."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Of the same length: full-width as half-width, capitals as small letters, compatible forms as the plain ones."""
    return text.translate(_folds)


def tokens(text: str) -> list[str]:
    """Everything an index must hold of `text`, in order."""
    found: list[str] = []
    for run in _RUN.finditer(fold(text)):
        found += _han(run[0]) if run["han"] else [run[0][:MOST_LETTERS]]
    return found


def runs(text: str) -> str:
    """The same for an index that can't hold places: every run, folded, parted from the next by one space."""
    return " ".join(run[0] for run in _RUN.finditer(fold(text)))


def is_han(run: str) -> bool:
    """Whether this is a run of Han characters, and nothing else."""
    found = _RUN.fullmatch(run)
    return bool(found and found["han"])


@dataclass(frozen=True)
class Phrase:
    """Tokens that must stand side by side; of the last one only the beginning, where it `is_open`. `runs`: the same as
    it stands in a folded text, whatever signs part the runs there."""

    tokens: tuple[str, ...]
    is_open: bool
    runs: tuple[str, ...]


def phrase(word: str) -> Phrase | None:
    """What finds the texts that contain `word`: Han anywhere, letters and digits as whole words, the last one as the
    beginning of one. None when there is nothing in it to look for."""
    parts = list(_RUN.finditer(fold(word)))
    if not parts:
        return None
    *before, last = parts
    found = [token for run in before for token in (_han(run[0]) if run["han"] else [run[0][:MOST_LETTERS]])]
    is_pair = bool(last["han"]) and len(last[0]) > 1
    found += _han(last[0])[:-1] if is_pair else [last[0][:MOST_LETTERS]]
    return Phrase(tuple(found), not is_pair, tuple(run[0] for run in parts))


def names_alike(name: str) -> str:
    """A name as one token: two names that differ in case, width, spaces or punctuation only, give the same."""
    return "".join(run[0] for run in _RUN.finditer(fold(name)))[: 2 * MOST_LETTERS]


def _han(run: str) -> list[str]:
    return [*(run[n : n + 2] for n in range(len(run) - 1)), run[-1]]
