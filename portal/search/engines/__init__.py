"""What finds documents by words. One small interface; SQLite and PostgreSQL bring theirs, another would be one file more.

    index(words)          {document id: Words}: take in, or replace, the words of these documents
    delete(ids)           forget them
    search(query, among, order, start, stop) -> Found    ids, in order, of documents `among` those that may be seen

`among` is the queryset of documents that may be seen, so that no engine can count or show another one. The engines of the
two databases narrow it in SQL (`matching`); one that stands elsewhere would ask it for the ids that it has found.
"""

from functools import cache

from django.db import connection

from .base import TABLE, Engine, Found

__all__ = ["TABLE", "Engine", "Found", "engine"]


@cache
def engine() -> Engine:
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    from .sqlite import SQLiteEngine

    return SQLiteEngine()
