"""SQLite's FTS5. Our tokens go in parted by spaces; positions make phrases exact.

The tokenizer `ascii` takes everything beyond ASCII as letters, so that no Unicode table of SQLite's splits what
`portal.lib.segment` has put together. Only tokens, in quotes, ever reach MATCH.
"""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from portal.lib.segment import Phrase

from ..words import Query, Word, Words
from .base import NEXT, TABLE, Engine

COLUMNS = ("names", "body", "whole", "sound", "amounts")
# One character finds every token that begins with it: kept ready, it is a lookup and not a merge of thousands of lists.
_OPTIONS = "tokenize='ascii', columnsize=0, prefix='1'"
_CREATE = f"CREATE VIRTUAL TABLE IF NOT EXISTS {{}} USING fts5({', '.join(COLUMNS)}, {_OPTIONS})"


class SQLiteEngine(Engine):
    version = "sqlite 5"

    def create(self) -> None:
        _run(_CREATE.format(TABLE))

    def begin(self) -> None:
        _run(f"DROP TABLE IF EXISTS {NEXT}", _CREATE.format(NEXT))

    @transaction.atomic
    def finish(self) -> None:
        _run(
            f"INSERT INTO {NEXT} ({NEXT}) VALUES ('optimize')",  # noqa: S608
            f"DROP TABLE IF EXISTS {TABLE}",
            f"ALTER TABLE {NEXT} RENAME TO {TABLE}",
        )

    def index(self, words: Mapping[int, Words]) -> None:
        self.delete(words)
        marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
        rows = [[pk, *(" ".join(getattr(held, name)) for name in COLUMNS)] for pk, held in words.items()]
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.executemany(f"INSERT INTO {table} (rowid, {', '.join(COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608

    def delete(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [[pk] for pk in ids])  # noqa: S608

    def rows(self, query: Query, *, named: bool = False) -> RawSQL:
        if query.by_sound:
            return _rows(f"sound : {_quoted(query.sound)}*")
        return _rows(" AND ".join(_word(word, "{names}" if named else "{names body}") for word in query.words))

    def rows_named(self, whole: str, *, begins: bool = False) -> RawSQL:
        return _rows(f"whole : {_quoted(whole)}{'*' if begins else ''}")

    def rows_like(self, pairs: Iterable[str], sounds: Iterable[str]) -> RawSQL:
        asked = [f"names : {_quoted(pair)}" for pair in pairs] + [f"sound : {_quoted(sound)}*" for sound in sounds]
        return _rows(" OR ".join(asked))


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tables() -> list[str]:
    """The one in use, and the one that is being made, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name IN (%s, %s)", [TABLE, NEXT])
        return [name for (name,) in cursor.fetchall()]


def _rows(match: str) -> RawSQL:
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [match])  # noqa: S608, S611 - only tokens are in it


def _word(word: Word, columns: str) -> str:
    ways = [f"{columns} : {_phrase(one)}" for one in word.phrases]
    ways += [f"amounts : {_quoted(amount)}" for amount in word.amounts]
    return f"({' OR '.join(ways)})"


def _phrase(phrase: Phrase) -> str:
    return _quoted(" ".join(phrase.tokens)) + ("*" if phrase.is_open else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'
