"""Help with the query: what was probably meant, and how it could go on. Both only from what is public now."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from django.db.models import QuerySet

from portal.lib.language import is_english
from portal.lib.segment import fold, is_han, names_alike, tokens
from portal.lib.sounds import syllables

from .engines import engine
from .excerpts import heard
from .models import Document, SearchTerm
from .words import MOST_LETTERS, Query, Word, read_query

MOST_SUGGESTED = 8
CANDIDATES = 60
LONGEST = 12  # a longer word is no slip of the keys
SAME_SOUND = 0.3  # what a wrong character of the right sound costs, against 1 for any other


def meant(query: Query, among: QuerySet[Document]) -> str:
    """The query with each word that finds nothing replaced by the most similar one that does; "" when there is none. What
    is looked through: titles, names, and the searches that editors approved, which may stand in texts alone. Whole texts
    would be thousands of stretches to compare, and no name is likelier to be meant."""
    parts = [_meant_word(word, among) for word in query.words[:3]]
    better = " ".join(part or word.text for part, word in zip(parts, query.words, strict=False))
    if not any(parts) or not engine().matching(read_query(better), among).exists():
        return ""
    return better


def _meant_word(word: Word, among: QuerySet[Document]) -> str:
    if not 2 <= len(word.text) <= LONGEST or engine().matching(Query((word,)), among).exists():
        return ""
    pairs = [token for token in tokens(word.text) if len(token) > 1]
    spoken = syllables(fold(word.text))
    sounds = ["".join(spoken[n : n + 2]) for n in range(len(spoken) - 1)]
    sounds = [sound for sound in sounds if sound.isascii() and sound.isalpha() and len(sound) > 2]
    if not pairs and not sounds:
        return ""
    near = among.filter(pk__in=engine().rows_like(pairs, sounds)).order_by("-date", "-pk")
    names = (name for title, others in near.values_list("title", "names")[:CANDIDATES] for name in (title, *others))
    return _most_similar(fold(word.text), chain(names, _terms()))


def _most_similar(word: str, names: Iterator[str]) -> str:
    most = max(1.0, len(word) // 3) if len(word) > 2 else 2 * SAME_SOUND
    best, least = "", (most, True)
    heard_word = syllables(word)
    for part in dict.fromkeys(part for name in names for part in _windows(name, word, set(heard_word))):
        cost = distance(word, fold(part), heard_word, syllables(fold(part)))
        found = (cost, not part.isalpha())  # of two as near, the one without numbers and signs
        if cost and found < least or not best and found == least:
            best, least = part, found
    return best


def _windows(name: str, word: str, sounds: set[str]) -> Iterator[str]:
    """Stretches of `name` about as long as `word` that share half of its characters or sounds."""
    spoken, chars, n = syllables(fold(name)), Counter(word), len(word)
    if len(spoken) != len(name):
        return
    for start in range(len(name)):
        for end in range(start + max(1, n - n // 3), min(len(name), start + n + 1) + 1):
            part = name[start:end]
            shared = (chars & Counter(fold(part))).total()
            same = sum(sound in sounds for sound in spoken[start:end])
            if max(shared, same) * 2 >= n and part[0].isalnum() and part[-1].isalnum() and part.isprintable():
                yield part


def distance(a: str, b: str, sounds_a: tuple[str, ...], sounds_b: tuple[str, ...]) -> float:
    """Steps from one to the other: a character left out, put in, or changed; changed for one of its sound is cheaper."""
    row = [float(n) for n in range(len(b) + 1)]
    for i, char in enumerate(a):
        before, row = row, [i + 1.0]
        for j, other in enumerate(b):
            change = 0 if char == other else SAME_SOUND if sounds_a[i] == sounds_b[j] else 1
            row.append(min(before[j + 1] + 1, row[j] + 1, before[j] + change))
    return row[-1]


def suggestions(text: str, among: QuerySet[Document]) -> list[str]:
    """How the query could go on: approved terms first, then names that begin with it, sound so, or contain it."""
    query = read_query(text)
    if not query or len(text) > MOST_LETTERS:
        return []
    found = [term for term in _terms() if _goes_on(term, query)]
    ways = [engine().rows_named(query.whole, begins=True)] if query.whole else []
    ways += [engine().rows_like([], [query.sound])] if query.sound else []
    ways += [engine().rows(query, named=True)]
    for way in ways:
        if len(found) < MOST_SUGGESTED:
            near = among.filter(pk__in=way).order_by("-kind", "-date", "-pk").values_list("title", "names")
            found += [_fitting(query, title, names) for title, names in near[:MOST_SUGGESTED]]
    return list(dict.fromkeys(found))[:MOST_SUGGESTED]


def _terms() -> list[str]:
    terms = SearchTerm.objects.approved().filter(results__gt=0)
    return list(terms.order_by("-is_pick", "-results").values_list("text", flat=True)[:200])


def _goes_on(term: str, query: Query) -> bool:
    if names_alike(term).startswith(query.whole):
        return True
    return bool(query.sound and heard(term, query.sound) and heard(term, query.sound)[0][0] == 0)


def _fitting(query: Query, title: str, names: list[str]) -> str:
    """The title, or the other name that the query begins; on a Chinese page a Chinese one."""
    if names_alike(title).startswith(query.whole):
        return title
    shown = [name for name in names if is_english() or any(map(is_han, name))]
    return next((name for name in shown if names_alike(name).startswith(query.whole)), title)
