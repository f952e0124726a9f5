"""PostgreSQL's tsvector under GIN. The tokens go in as lexemes, so that no parser and no locale has a say in them.

Positions of a tsvector end at 16,383 and at 256 of one lexeme: phrases of a long text would be lost. So the index says
which texts hold all tokens, and where there are several, the text says whether they stand side by side. That is also
the two-step plan that ranking needs: nothing is ranked by reading every vector.
"""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from portal.lib.segment import Phrase, is_han

from ..words import Query, Words
from .base import NEXT, TABLE, Engine

# Lexemes of the body stand as they are; those of other fields begin with a sign that no token holds.
NAME, WHOLE, SOUND, AMOUNT = "=", "~", "@", "#"
_CREATE = """
CREATE TABLE {0} (
    document_id bigint PRIMARY KEY, words tsvector NOT NULL, names text NOT NULL, body text NOT NULL
)
"""
# Without figures on the words the planner always asks the index. With them it reads the whole table for a common word,
# for it takes a vector that lies outside of its row for as cheap as one within.
_SETTLE = "ALTER TABLE {0} ALTER COLUMN words SET STATISTICS 0"
_INDEX = "CREATE INDEX ON {0} USING gin (words)"
_WRITE = """
INSERT INTO {0} (document_id, words, names, body) VALUES (%s, array_to_tsvector(%s::text[]), %s, %s)
ON CONFLICT (document_id) DO UPDATE SET words = excluded.words, names = excluded.names, body = excluded.body
"""
# The planner knows nothing of the words, takes 50 of 10,000 texts for the answer and fetches document by document, also
# where nearly all hold the word. These no rows count as 1,000 in its sum: it reads the documents at once while they are few.
_MANY = "SELECT NULL::bigint FROM generate_series(1, (SELECT 0))"


class PostgreSQLEngine(Engine):
    version = "postgresql 5"

    def create(self) -> None:
        if TABLE not in _there():
            _run(_CREATE.format(TABLE), _SETTLE.format(TABLE), _INDEX.format(TABLE))

    def begin(self) -> None:
        _run(f"DROP TABLE IF EXISTS {NEXT}", _CREATE.format(NEXT), _SETTLE.format(NEXT))

    @transaction.atomic
    def finish(self) -> None:
        """The index is built when the table is full: at once, and not row by row."""
        _run(
            f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE",
            _INDEX.format(NEXT),
            f"DROP TABLE {TABLE}",
            f"ALTER TABLE {NEXT} RENAME TO {TABLE}",
            f"ANALYZE search_document, {TABLE}",
        )

    def index(self, words: Mapping[int, Words]) -> None:
        rows = [[pk, _lexemes(held), f" {held.name_runs}", f" {held.body_runs}"] for pk, held in words.items()]
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.executemany(_WRITE.format(table), rows)

    def delete(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(f"DELETE FROM {table} WHERE document_id = ANY(%s)", [list(ids)])  # noqa: S608

    def rows(self, query: Query, *, named: bool = False) -> RawSQL:
        if query.by_sound:
            return _rows(f"{_quoted(SOUND + query.sound)}:*")
        parts, params = [], []
        for word in query.words:
            ways = [_way(phrase, named) for phrase in word.phrases]
            ways += [("words @@ %s::tsquery", [_quoted(AMOUNT + amount)]) for amount in word.amounts]
            parts.append("(" + " OR ".join(sql for sql, _given in ways) + ")")
            params += [param for _sql, given in ways for param in given]
        return RawSQL(f"SELECT document_id FROM {TABLE} WHERE {' AND '.join(parts)}", params)  # noqa: S608, S611

    def matching(self, query: Query, among: QuerySet) -> QuerySet:
        rows = self.rows(query)
        return among.filter(pk__in=RawSQL(f"{rows.sql} UNION ALL {_MANY}", rows.params))  # noqa: S608, S611

    def rows_named(self, whole: str, *, begins: bool = False) -> RawSQL:
        return _rows(_quoted(WHOLE + whole) + (":*" if begins else ""))

    def rows_like(self, pairs: Iterable[str], sounds: Iterable[str]) -> RawSQL:
        asked = [_quoted(NAME + pair) for pair in pairs] + [f"{_quoted(SOUND + sound)}:*" for sound in sounds]
        return _rows(" | ".join(asked))


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _there() -> list[str]:
    """The one in use, and the one that is being made, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(name) IS NOT NULL", [[TABLE, NEXT]])
        return [name for (name,) in cursor.fetchall()]


def _tables() -> list[str]:
    """The same, and neither takes the other's place before the end of this transaction."""
    _run(f"LOCK TABLE {TABLE} IN ROW EXCLUSIVE MODE")
    return _there()


def _lexemes(words: Words) -> list[str]:
    marked = [(NAME, words.names), (WHOLE, words.whole), (SOUND, words.sound), (AMOUNT, words.amounts)]
    # The body's own lexemes are those of names as well: one lookup finds a word wherever it stands.
    return list({*words.body, *words.names, *(mark + token for mark, held in marked for token in held)})


def _rows(query: str) -> RawSQL:
    return RawSQL(f"SELECT document_id FROM {TABLE} WHERE words @@ %s::tsquery", [query])  # noqa: S608, S611


def _way(phrase: Phrase, named: bool) -> tuple[str, list[str]]:
    """The tokens are all there and, where there are several, side by side: as the runs stand in the text."""
    lexemes = [_quoted((NAME if named else "") + token) for token in phrase.tokens]
    if phrase.is_open:
        lexemes[-1] += ":*"
    # Runs hold letters and digits alone. Han is found anywhere in a run, anything else where its run begins.
    begins = "" if is_han(phrase.runs[0]) else " "
    asked, beside = " & ".join(lexemes), f"%{begins}{' '.join(phrase.runs)}%"
    if len(lexemes) == 1:
        return "words @@ %s::tsquery", [asked]
    if named:
        return "(words @@ %s::tsquery AND names LIKE %s)", [asked, beside]
    return "(words @@ %s::tsquery AND (names LIKE %s OR body LIKE %s))", [asked, beside, beside]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "").replace("'", "") + "'"
