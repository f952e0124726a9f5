"""The words of a document as an index holds them, and of a query as it asks for them. No engine, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.lib.quantities import Figure, find
from portal.lib.quantities.model import plain
from portal.lib.segment import Phrase, clean, fold, names_alike, phrase, runs, tokens
from portal.lib.sounds import sound_of, sound_tokens

MOST_LETTERS = 100  # of a query that are looked at
MOST_WORDS = 8
MOST_FIGURES = 2_000  # of one text; the figures of a longer one are found as they are written


@dataclass(frozen=True)
class Words:
    """What an index holds of one document. `names` and `body` are tokens in order; of the others each once."""

    names: list[str]
    body: list[str]
    whole: list[str]  # each name as one token
    sound: list[str]
    amounts: list[str]
    name_runs: str  # for engines that look twice
    body_runs: str


def document_words(names: Iterable[str], text: str) -> Words:
    known = [clean(name) for name in names if name]
    title = "\n".join(known)
    return Words(
        names=tokens(title),
        body=tokens(text),
        whole=[name for name in dict.fromkeys(map(names_alike, known)) if name],
        sound=list(dict.fromkeys(token for name in known for token in sound_tokens(name))),
        amounts=list(dict.fromkeys(amount_tokens(f"{title}\n{text}"))),
        name_runs=runs(title),
        body_runs=runs(text),
    )


def amount_tokens(text: str) -> list[str]:
    """A token for each figure, by its value in the base unit: 12.56亿元 and 125600万元 give the same."""
    return [figure_token(figure) for figure in find(text, all=True)[:MOST_FIGURES]]


def figure_token(figure: Figure) -> str:
    return names_alike(plain(figure.value, trim=True).replace(".", "d").replace("-", "m") + figure.unit)


@dataclass(frozen=True)
class Word:
    """One word of a query. It is found as any of `phrases` in the text, or as one of `amounts`; `sound` is asked only
    when nothing else is found."""

    text: str
    phrases: tuple[Phrase, ...]
    amounts: tuple[str, ...] = ()
    sound: str = ""


@dataclass(frozen=True)
class Query:
    """All words must be found. `whole`: the query as one name. `by_sound`: look for pinyin instead."""

    words: tuple[Word, ...] = ()
    whole: str = ""
    by_sound: bool = False
    is_cut: bool = False
    given: str = field(default="", compare=False)  # as it was typed, without what nobody sees

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def sound(self) -> str:
        """The whole query in letters, as pinyin or initials would be typed."""
        return sound_of(self.given)


def read_query(text: str, synonyms: dict[str, list[str]] | None = None) -> Query:
    """The query that a reader typed. Signs that can't be looked for part words and are dropped."""
    given = " ".join(clean(text).split())
    kept = given[:MOST_LETTERS]
    parts = kept.split()
    words = [word for part in parts[:MOST_WORDS] if (word := _word(part, synonyms or {}))]
    if len(words) > 1 and (whole := (synonyms or {}).get(fold(kept))):
        words = [Word(kept, tuple(filter(None, map(phrase, (kept, *whole)))))]
    is_cut = len(given) > len(kept) or len(parts) > MOST_WORDS
    return Query(tuple(words), names_alike(kept), is_cut=is_cut, given=kept)


def _word(text: str, synonyms: dict[str, list[str]]) -> Word | None:
    own = phrase(text)
    if own is None:
        return None
    others = [found for other in synonyms.get(fold(text), []) if (found := phrase(other))]
    figures = find(text, all=True)
    is_figure = len(figures) == 1 and (figures[0].start, figures[0].end) == (0, len(text))
    amounts = (figure_token(figures[0]),) if is_figure else ()
    return Word(text, (own, *others), amounts)
