"""What the address of a search asks for. What makes no sense is left out and named in `ignored`; nothing fails."""

from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from portal.lib.addresses import first_fields
from portal.lib.segment import clean
from portal.site.models import Column

from .models import Document
from .words import MOST_LETTERS

KINDS = Document.Kind.values
YEARS = range(1990, 2101)


@dataclass(frozen=True)
class Asked:
    q: str = ""
    kind: str = ""
    column: int | None = None
    year: int | None = None
    order: str = ""  # "" by relevance, "date"
    is_sample: bool = False
    page: str = ""
    ignored: list[str] = field(default_factory=list)
    is_search = True  # the page has its own, larger field; the header leaves its out

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """From then on `request.GET` holds what was understood, so that every link made from it is clean."""
        given, _more = first_fields(request)
        q = _typed(given)
        if "\ufffd" in q:  # an old page or program that writes GBK
            q = _typed(first_fields(request, "gb18030")[0])
        ignored: list[str] = []
        kind = _one_of(given, "kind", KINDS, ignored)
        year = _one_of(given, "year", [str(year) for year in YEARS], ignored)
        column = _column(given, ignored)
        sort = _one_of(given, "sort", ["date"], ignored)
        sample = _one_of(given, "sample", ["1"], ignored)
        page = clean(given.get("page", ""))[:20]
        kept = {"q": q[:MOST_LETTERS], "kind": kind, "column": column, "year": year, "sort": sort, "sample": sample}
        request.GET = QueryDict(mutable=True)
        request.GET.update({name: value for name, value in (kept | {"page": page}).items() if value})
        return cls(q, kind, column, int(year) if year else None, sort, bool(sample), page, ignored)

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.column or self.year)

    @property
    def chosen(self) -> int:
        """How many filters beside the results are on."""
        return sum(value is not None for value in (self.column, self.year))


def _typed(given: QueryDict) -> str:
    return " ".join(clean(given.get("q", "")[: 20 * MOST_LETTERS]).split())


def _one_of(given: QueryDict, name: str, known: list[str], ignored: list[str]) -> str:
    value = clean(given.get(name, "")).strip()
    if value and value not in known:
        ignored.append(_not_understood(name, value))
        return ""
    return value


def _column(given: QueryDict, ignored: list[str]) -> int | None:
    """By its number, as the links of the page have it, or by its address, as programs know it."""
    text = clean(given.get("column", "")).strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10:
        found = Column.objects.filter(pk=int(text), is_visible=True).first()
    else:
        found = Column.at(text)
    if found is None:
        ignored.append(_not_understood("column", text))
    return found.pk if found else None


def _not_understood(name: str, value: str) -> str:
    return _("“%(value)s” isn't a value of “%(name)s”; it was left out.") % {"name": name, "value": value[:20]}
