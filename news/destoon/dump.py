"""Rows of a DESTOON article dump: a CSV with the columns' names in its first line, or the INSERTs of a mysqldump.

DESTOON keeps bodies in tables of their own (`…_article_data_21`: itemid, content); they are put beside their article.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO

_INSERT = re.compile(r"INSERT\s+(?:IGNORE\s+)?INTO\s+`?(\w+)`?\s*(?:\(([^)]*)\))?\s*VALUES\s*", re.I)
_CREATE = re.compile(r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)`?\s*\((.*?)\n\)", re.I | re.S)
_COLUMN = re.compile(r"^\s*`(\w+)`", re.M)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": ""}
NEEDED = {"title", "status", "addtime"}


class BadDump(ValueError):
    """The file can't be read as a dump of articles; the message says why."""


def read_dump(data: bytes) -> list[dict[str, str]]:
    """Every row as column -> text, bodies merged in. BadDump when the columns that are needed aren't there."""
    text = _decoded(data)
    rows = _from_sql(text) if _INSERT.search(text) else _from_csv(text)
    if not rows:
        raise BadDump("文件里没有数据行。")
    if missing := NEEDED - rows[0].keys():
        raise BadDump(f"缺少列：{'、'.join(sorted(missing))}。")
    return rows


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise BadDump("文件编码无法识别，请另存为 UTF-8。")


def _from_csv(text: str) -> list[dict[str, str]]:
    csv.field_size_limit(50_000_000)
    try:
        return [
            {(name or "").strip().lower(): value or "" for name, value in row.items() if isinstance(value, str | None)}
            for row in csv.DictReader(StringIO(text), strict=True)
        ]
    except csv.Error as error:
        raise BadDump(f"CSV 有误：{error}") from error


def _from_sql(text: str) -> list[dict[str, str]]:
    columns = {name: _COLUMN.findall(body) for name, body in _CREATE.findall(text)}
    rows: list[dict[str, str]] = []
    bodies: dict[str, str] = {}
    for match in _INSERT.finditer(text):
        table, named = match[1], match[2]
        names = re.findall(r"\w+", named) if named else columns.get(table, [])
        for values in _tuples(text, match.end()):
            row = dict(zip([name.lower() for name in names], values, strict=False))
            if "content" in row and "title" not in row:
                bodies[row.get("itemid", "")] = row["content"]
            elif "title" in row:
                rows.append(row)
    for row in rows:
        row.setdefault("content", bodies.get(row.get("itemid", ""), ""))
    return rows


def _tuples(text: str, place: int) -> Iterator[list[str]]:
    """The (…), (…) after VALUES, up to the semicolon; NULL is empty."""
    while place < len(text) and text[place] not in ";":
        if text[place] != "(":
            place += 1
            continue
        values, place = _values(text, place + 1)
        yield values


def _values(text: str, place: int) -> tuple[list[str], int]:
    values: list[str] = []
    while place < len(text):
        char = text[place]
        if char == "'":
            value, place = _quoted(text, place + 1)
            values.append(value)
        elif char == ")":
            return values, place + 1
        elif char in ", \n\r\t":
            place += 1
        else:
            bare = re.compile(r"[^,)]*").match(text, place)
            values.append("" if bare[0].strip().upper() == "NULL" else bare[0].strip())
            place = bare.end()
    raise BadDump("SQL 不完整：最后一条 INSERT 没有结束。")


_STRING = re.compile(r"(?:[^'\\]|\\.|'')*", re.S)


def _quoted(text: str, place: int) -> tuple[str, int]:
    match = _STRING.match(text, place)
    if match.end() >= len(text):
        raise BadDump("SQL 不完整：有一个引号没有闭合。")
    value = re.sub(r"\\(.)|''", lambda m: _ESCAPES.get(m[1], m[1]) if m[1] else "'", match[0], flags=re.S)
    return value, match.end() + 1
