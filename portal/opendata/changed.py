"""What changed in public since a moment, and what is no longer listed: for whoever keeps a copy.

What changed is what search knows to have other public words than before; a change inside an office never shows here.
What was withdrawn answers 410 with its reason; what expired stays at its address and leaves the lists. Columns have no
review and no state: of them their history tells.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from news.models import Article, Topic
from portal.feedback.models import Message
from portal.indicators.models import Panel, Vintage
from portal.publishing.unlisted import expired_since, withdrawn_since
from portal.search.sources import public_documents
from portal.site.models import Column, Page
from projects.models import Project

from .tables import columns

MOST = 20_000  # of each sort; who has missed more takes the bulk download
Change = dict[str, object]
_SHOWN = ("path", "name", "name_en", "kind", "description", "is_visible")  # what the list tells of a column


def changes_since(since: datetime) -> list[Change]:
    """The latest first. Each: what (changed, withdrawn, expired, removed), kind, id, url, at, and the reason of a
    withdrawal."""
    found = [*_changed(since), *_withdrawn(since), *_expired(since), *_columns(since)]
    return sorted(found, key=lambda change: change["at"], reverse=True)


def _changed(since: datetime) -> Iterator[Change]:
    found = public_documents().filter(Q(changed_at__gte=since) | Q(date__gte=since)).order_by("-changed_at", "pk")
    for document in found.select_related("column").only("kind", "url", "changed_at", "date", "column__path")[:MOST]:
        at = max(document.changed_at, document.date)
        yield _change("changed", document.kind, document.address, at)


def _withdrawn(since: datetime) -> Iterator[Change]:
    for kind, gone in [
        ("article", Article.objects.gone().select_related("column")),
        ("page", Page.objects.gone().select_related("column")),
        ("project", Project.objects.gone().of_zone()),
        ("figure", Panel.objects.gone().filter(is_sample=False)),
        ("figure", _withdrawn_values()),
        ("message", Message.objects.gone().filter(is_sample=False)),
        ("topic", Topic.objects.gone()),
    ]:
        for thing in withdrawn_since(gone, since)[:MOST]:
            change = _change("withdrawn", kind, thing.get_absolute_url(), thing.left_at)
            yield change | {"reason": thing.withdrawal_reason}


def _withdrawn_values() -> QuerySet:
    """Where an older value stands in again, the address goes on and has changed."""
    others = Vintage.objects.published().filter(observation=OuterRef("observation"))
    gone = Vintage.objects.gone().filter(~Exists(others), observation__indicator__is_sample=False)
    return gone.select_related("observation__indicator", "observation__ref_area")


def _expired(since: datetime) -> Iterator[Change]:
    for kind, readable in {
        "article": Article.objects.readable(),
        "page": Page.objects.readable().select_related("column"),
        "project": Project.objects.readable().of_zone(),
        "figure": Panel.objects.readable().filter(is_sample=False),
        "message": Message.objects.readable().filter(is_sample=False),
        "topic": Topic.objects.readable(),
    }.items():
        for thing in expired_since(readable, since)[:MOST]:
            yield _change("expired", kind, thing.get_absolute_url(), thing.left_at)


def _columns(since: datetime) -> Iterator[Change]:
    """New, renamed or moved ones that stand in the list; addresses at which none stands any more."""
    listed = {column.pk: column for column in columns()}
    paths = {column.path for column in listed.values()}
    recent = Column.history.filter(history_date__gte=since)
    versions = Column.history.filter(id__in=recent.values("id")).order_by("id", "history_date", "history_id")
    for pk, rows in groupby(versions, key=lambda version: version.id):
        told: dict[str, Change] = {}
        before = None
        for row in rows:
            is_new = row.history_date >= since and (before is None or _words(before) != _words(row))
            if is_new and pk in listed:
                column = listed[pk]
                told[column.path] = _change("changed", "column", column.path, row.history_date)
            if is_new and before and before.path not in paths and _left(before, row):
                told[before.path] = _change("removed", "column", before.path, row.history_date)
            before = row
        yield from told.values()


def _words(version) -> tuple:
    return (version.history_type == "-", *(getattr(version, name) for name in _SHOWN))


def _left(old, new) -> bool:
    """Whether strangers could know of the old address (it was visible, and a page stood there if it was to hold one), and
    the new version isn't there any more."""
    stays = new.is_visible and new.path == old.path and new.history_type != "-"
    kinds = (Page.objects.readable(), Page.objects.gone())
    had_page = any(p.filter(column=old.id, first_published_at__lte=new.history_date).exists() for p in kinds)
    return not stays and old.is_visible and (old.kind != "page" or had_page)


def _change(what: str, kind: str, url: str, at: datetime) -> Change:
    name = url if kind == "column" else url.partition("#")[0].strip("/").rsplit("/", 1)[-1]
    return {"what": what, "kind": kind, "id": name, "url": settings.SITE_URL + url, "at": at.isoformat()}
