"""The index follows what is published: right after commit for what changed, and as a whole for `search_rebuild`."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import Error, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from portal.lib.language import CHINESE, ENGLISH
from portal.lib.segment import clean
from portal.site.health import Finding

from . import hot
from .engines import engine
from .models import Document, DocumentText, Index
from .sources import SOURCES, Entry, Source
from .words import document_words

CHUNK = 200  # things taken in by one transaction
_FIELDS = ("kind", "column_id", "date", "year", "is_sample", "changed_at", "digest", "url", "title", "names")
log = logging.getLogger(__name__)


def follow(thing: Model) -> None:
    """What an effect of publishing does."""
    follow_all([thing])


def follow_all(things: Sequence[Model]) -> None:
    """A trouble with the index is written down and never undoes what was published; `search_rebuild` mends it."""
    try:
        for source in SOURCES.values():
            ids = list(dict.fromkeys(pk for thing in things for pk in source.ids_of(thing)))
            for start in range(0, len(ids), CHUNK):
                refresh(source, ids[start : start + CHUNK])
        hot.recount()
    except Error:
        log.exception("The search index could not follow; run manage.py search_rebuild")


@transaction.atomic
def refresh(source: Source, ids: list[int]) -> None:
    """Bring the documents of these things in line with what they are now: new words, or none at all, in each language.

    The Chinese rows, which everything has, are locked before the things are read, so that of two who refresh one thing
    the later reads the newer."""
    _make_room(source, ids, CHINESE)
    list(_rows(source, ids).filter(language=CHINESE).select_for_update().order_by("pk").values_list("pk"))
    things = list(source.indexable().filter(pk__in=ids))
    entries: dict[tuple[int, str], Entry] = {}
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            made = {(thing.pk, language): source.entry(thing) for thing in things if source.speaks(thing)}
        entries |= {place: entry for place, entry in made.items() if entry}
    _make_room(source, [pk for pk, language in entries if language == ENGLISH], ENGLISH)
    documents = {(document.object_id, document.language): document for document in _rows(source, ids)}
    dates = {thing.pk: _dates(thing) for thing in things}
    kept = {_filled(documents[place], entry, *dates[place[0]]): clean(entry.text) for place, entry in entries.items()}
    Document.objects.bulk_update(kept, _names(_FIELDS))
    texts = [DocumentText(document=document, text=text) for document, text in kept.items()]
    DocumentText.objects.bulk_create(texts, update_conflicts=True, unique_fields=["document"], update_fields=["text"])
    engine().index({d.pk: document_words([d.title, *d.names], text) for d, text in kept.items()})
    forget([document.pk for place, document in documents.items() if place not in entries])


def _rows(source: Source, ids: Sequence[int]) -> QuerySet[Document]:
    return Document.objects.filter(source=source.name, object_id__in=ids)


def _make_room(source: Source, ids: Sequence[int], language: str) -> None:
    """Blank documents for things that have none yet."""
    now = timezone.now()
    blank = dict.fromkeys(("url", "title", "digest"), "") | {"date": now, "changed_at": now, "year": 0}
    place = {"source": source.name, "kind": source.kind, "language": language}
    Document.objects.bulk_create([Document(object_id=pk, **place, **blank) for pk in ids], ignore_conflicts=True)


@transaction.atomic
def forget(ids: Sequence[int]) -> None:
    engine().delete(ids)
    Document.objects.filter(pk__in=ids).delete()


def rebuild() -> Iterator[tuple[Source, int, int]]:
    """A new index beside the one in use, which goes on answering until the new one is whole and takes its place. Yields
    (source, done, of how many). What is published meanwhile goes to both; what is no longer there goes last."""
    engine().create()
    engine().begin()
    for source in SOURCES.values():
        ids = list(source.indexable().order_by("-pk").values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            refresh(source, ids[start : start + CHUNK])
            yield source, min(start + CHUNK, len(ids)), len(ids)
        known, there = Document.objects.filter(source=source.name).values_list("object_id", flat=True), set(ids)
        gone = [object_id for object_id in known if object_id not in there]
        for start in range(0, len(gone), CHUNK):
            refresh(source, gone[start : start + CHUNK])  # looks again: it may have come meanwhile
    forget(list(Document.objects.exclude(source__in=SOURCES).values_list("pk", flat=True)))
    with transaction.atomic():
        engine().finish()
        Index.objects.update_or_create(pk=1, defaults={"version": engine().version, "made_at": timezone.now()})
    hot.recount()


def is_current() -> bool:
    """Whether the index is one that this version of the portal would make. An older one still answers, less well."""
    return Index.objects.filter(version=engine().version).exists() or not Document.objects.exists()


def findings() -> Iterator[Finding]:
    """For the page on the site's health."""
    if not is_current():
        yield Finding("warn", gettext("The search index was made by an older version; run manage.py search_rebuild."))


def _dates(thing: Model) -> tuple[datetime, str]:
    """When what is indexed now is seen first: now, or when it goes live; and its end, whose putting off brings back what
    was over."""
    now, ends = timezone.now(), getattr(thing, "expires_at", None)
    return max(now, getattr(thing, "go_live_at", None) or now), ends.isoformat() if ends else ""


def _filled(document: Document, entry: Entry, seen_at: datetime, ends: str) -> Document:
    document.title = clean(entry.title)[:300]
    document.names = [clean(name) for name in entry.names if name]
    document.url, document.column_id, document.is_sample = entry.url, entry.column_id, entry.is_sample
    document.date, document.year = entry.date, timezone.localtime(entry.date).year
    digest = hashlib.md5(
        "\0".join([entry.url, entry.title, *entry.names, entry.text, *filter(None, [ends])]).encode(),
        usedforsecurity=False,
    ).hexdigest()
    if digest != document.digest:
        document.digest, document.changed_at = digest, seen_at
    return document


def _names(fields: Sequence[str]) -> list[str]:
    return [name.removesuffix("_id") for name in fields]
