"""What finds documents by words. One small interface; SQLite and PostgreSQL bring theirs, another would be one file more.

    index(words)          {document id: Words}: take in, or replace, the words of these documents
    delete(ids)           forget them
    search(query, among, …) -> Found    ids of one page, in order, of documents `among` those that may be seen, and counts
    begin(), finish()     an index made anew beside the one in use takes its place

`among` is the queryset of documents that may be seen, so that no engine can count or show another one. The engines of the
two databases narrow it in SQL (`matching`); one that stands elsewhere would ask it for the ids that it has found.
"""

from functools import cache

from django.db import connection

from .base import TABLE, Cell, Engine, Found

__all__ = ["TABLE", "Cell", "Engine", "Found", "engine"]


@cache
def engine() -> Engine:
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    from .sqlite import SQLiteEngine

    return SQLiteEngine()
