"""One search: how many it found of each kind, column and year, and the page of them that is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString

from portal.lib.dates import show_period
from portal.lib.language import in_language
from portal.lib.paging import nearest_page
from portal.site.models import Column

from .asked import Asked
from .engines import Cell, Found, engine
from .excerpts import as_written, excerpt, marked
from .models import Document, Promotion, Synonym
from .sources import public_documents
from .words import Query, read_query

PAGE_SIZE = 20
FIELDS = ("kind", "column", "year")
MOST_CHOICES = 12


@dataclass(frozen=True)
class Choice:
    value: str
    word: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class Hit:
    document: Document
    title: SafeString
    excerpt: SafeString

    @classmethod
    def of(cls, document: Document, query: Query) -> "Hit":
        query = as_written(query, [document.title, *document.names])
        return cls(document, marked(document.title, query), excerpt(document.words.text, query))

    @property
    def url(self) -> str:
        return self.document.address


class Results:
    """One statement counts and gives the page. Whatever is counted or shown is public at this moment."""

    def __init__(self, asked: Asked, size: int = PAGE_SIZE) -> None:
        self.asked, self.size = asked, size
        self.query = read_query(asked.q, Synonym.table() if asked.q else {})
        self._narrow = {name: value for name in FIELDS if (value := getattr(asked, name))}
        self._start = size * (int(asked.page) - 1) if re.fullmatch("[1-9][0-9]{0,4}", asked.page) else 0
        self._found = self._search(self._start, self._start + size)
        if self.query and not self._found.cells and self.query.sound:
            self.query = replace(self.query, by_sound=True)
            self._found = self._search(self._start, self._start + size)
            if not self._found.cells:
                self.query = replace(self.query, by_sound=False)

    def _search(self, start: int, stop: int) -> Found:
        if not self.query:
            return Found()
        among = public_documents(samples=self.asked.is_sample)
        return engine().search(self.query, among, narrow=self._narrow, order=self.asked.order, start=start, stop=stop)

    def _under(self, skipped: str) -> list[Cell]:
        """The cells that fit every filter but one."""
        return self._found.cells_under({name: v for name, v in self._narrow.items() if name != skipped})

    @cached_property
    def total(self) -> int:
        return sum(cell.count for cell in self._under(""))

    @cached_property
    def all_total(self) -> int:
        """Whatever the filters: how many the words find."""
        return sum(cell.count for cell in self._found.cells)

    # --- the page -----------------------------------------------------------------------------

    @cached_property
    def _paged(self) -> tuple[Page, str]:
        return nearest_page(Paginator(self, self.size), self.asked.page)

    @property
    def page(self) -> Page:
        return self._paged[0]

    @property
    def message(self) -> str:
        return self._paged[1]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Hit]:
        """The page that is asked for has come with the counts; another one, as for an address beyond the last, is asked
        for anew. Texts are read for one page only."""
        start, stop = part.start or 0, part.stop
        is_here = start == self._start and stop <= start + self.size
        ids = self._found.ids[: stop - start] if is_here else self._search(start, stop).ids if self.total else []
        documents = Document.objects.select_related("column", "words").in_bulk(ids)
        return [Hit.of(documents[pk], self.query) for pk in ids if pk in documents]

    # --- what stands beside it ------------------------------------------------------------------

    @property
    def kinds(self) -> list[Choice]:
        return self._choices("kind", {kind: str(label) for kind, label in Document.Kind.choices})

    @property
    def years(self) -> list[Choice]:
        known = sorted({cell.year for cell in self._found.cells}, reverse=True)
        return self._choices("year", {year: show_period(str(year)) for year in known})[:MOST_CHOICES]

    @cached_property
    def columns(self) -> list[Choice]:
        """The columns with most results first."""
        known = {cell.column for cell in self._found.cells if cell.column}
        names = (
            dict(Column.objects.filter(pk__in=known, is_visible=True).values_list("pk", in_language("name")))
            if known
            else {}
        )
        return sorted(self._choices("column", names), key=lambda choice: -choice.count)[:MOST_CHOICES]

    def _choices(self, name: str, words: Mapping[object, str]) -> list[Choice]:
        """Of each value that would leave something how much, under all other filters; and the one that is on."""
        counts = dict.fromkeys(words, 0)
        for cell in self._under(name):
            if getattr(cell, name) in counts:
                counts[getattr(cell, name)] += cell.count
        on = getattr(self.asked, name)
        return [Choice(str(v), words[v], count, v == on) for v, count in counts.items() if count or v == on]

    def promoted(self) -> list[Promotion]:
        """What an editor put first for these words, as long as it leads to something public."""
        running = [one for one in Promotion.objects.running() if self.query and one.answers(self.query.given)]
        return [one for one in running if leads_somewhere(one.address)]


def leads_somewhere(address: str) -> bool:
    """An address elsewhere, a room of the site (a page that is no thing's own), a visible column, or a page that search
    may show."""
    if not address.startswith("/"):
        return True
    path = address.partition("?")[0].partition("#")[0]
    visible = Column.objects.filter(path=path, is_visible=True).exists()
    return visible or _is_room(path) or public_documents().filter(url=path).exists()


def _is_room(path: str) -> bool:
    """What the address stands for by itself, as the form for messages does: nothing in it names a thing."""
    try:
        return not resolve(path).captured_kwargs
    except Resolver404:
        return False
