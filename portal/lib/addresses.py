"""The query string of an address that anybody may have written."""

from django.http import HttpRequest, QueryDict

MOST_FIELDS = 300  # of one address; more is no reader's wish


def first_fields(request: HttpRequest, encoding: str | None = None) -> tuple[QueryDict, bool]:
    """The first fields of the address, and whether there were more. `request.GET` itself gives up at thousands."""
    raw = _text(request.META.get("QUERY_STRING", "")).split("&", MOST_FIELDS)
    return QueryDict("&".join(raw[:MOST_FIELDS]), encoding=encoding), len(raw) > MOST_FIELDS


def _text(query: str) -> str:
    """WSGI hands bytes over as if they were Latin-1. Bare Chinese in an address is UTF-8, or GBK from old programs."""
    try:
        raw = query.encode("iso-8859-1")
    except UnicodeEncodeError:
        return query  # not by WSGI
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
