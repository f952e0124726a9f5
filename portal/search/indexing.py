"""The index follows what is published: right after commit for what changed, and as a whole for `search_rebuild`."""

import hashlib
import logging
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import Error, transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext

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
    """Bring the documents of these things in line with what they are now: new words, or none at all.

    The rows are locked before the things are read, so that of two who refresh one thing the later reads the newer."""
    blank = dict.fromkeys(("url", "title", "digest"), "") | {
        "date": timezone.now(),
        "changed_at": timezone.now(),
    }
    Document.objects.bulk_create(
        [Document(source=source.name, object_id=pk, kind=source.kind, year=0, **blank) for pk in ids],
        ignore_conflicts=True,
    )
    locked = Document.objects.select_for_update().filter(source=source.name, object_id__in=ids).order_by("pk")
    documents = {document.object_id: document for document in locked}
    with translation.override(settings.LANGUAGE_CODE):
        entries = {thing.pk: source.entry(thing) for thing in source.indexable().filter(pk__in=ids)}
    kept = {_filled(documents[pk], entry): clean(entry.text) for pk, entry in entries.items() if entry}
    Document.objects.bulk_update(kept, _names(_FIELDS))
    texts = [DocumentText(document=document, text=text) for document, text in kept.items()]
    DocumentText.objects.bulk_create(texts, update_conflicts=True, unique_fields=["document"], update_fields=["text"])
    engine().index({d.pk: document_words([d.title, *d.names], text) for d, text in kept.items()})
    forget([document.pk for pk, document in documents.items() if not entries.get(pk)])


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


def _filled(document: Document, entry: Entry) -> Document:
    document.title = clean(entry.title)[:300]
    document.names = [clean(name) for name in entry.names if name]
    document.url, document.column_id, document.is_sample = entry.url, entry.column_id, entry.is_sample
    document.date, document.year = entry.date, timezone.localtime(entry.date).year
    digest = hashlib.md5(
        "\0".join([entry.url, entry.title, *entry.names, entry.text]).encode(), usedforsecurity=False
    ).hexdigest()
    if digest != document.digest:
        document.digest, document.changed_at = digest, timezone.now()
    return document


def _names(fields: Sequence[str]) -> list[str]:
    return [name.removesuffix("_id") for name in fields]
