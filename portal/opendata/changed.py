"""What changed in public since a moment, and what is no longer listed: for whoever keeps a copy.

What changed is what search knows to have other public words than before; a change inside an office never shows here.
What was withdrawn answers 410 with its reason; what expired stays at its address and leaves the lists.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from news.models import Article, Topic
from portal.feedback.models import Message
from portal.indicators.models import Panel, Vintage
from portal.search.sources import public_documents
from portal.site.models import Page
from projects.models import Project

MOST = 20_000  # of each sort; who has missed more takes the bulk download
Change = dict[str, object]


def changes_since(since: datetime) -> list[Change]:
    """The latest first. Each: what (changed, withdrawn, expired), kind, id, url, at, and the reason of a withdrawal."""
    return sorted(
        [*_changed(since), *_withdrawn(since), *_expired(since)], key=lambda change: change["at"], reverse=True
    )


def _changed(since: datetime) -> Iterator[Change]:
    found = public_documents().filter(Q(changed_at__gte=since) | Q(date__gte=since)).order_by("-changed_at", "pk")
    for kind, url, at, date in found.values_list("kind", "url", "changed_at", "date")[:MOST]:
        yield _change("changed", kind, url, max(at, date))


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
        for thing in gone.filter(updated_at__gte=since).order_by("-updated_at")[:MOST]:
            change = _change("withdrawn", kind, thing.get_absolute_url(), thing.updated_at)
            yield change | {"reason": thing.withdrawal_reason}


def _withdrawn_values() -> QuerySet:
    """Where an older value stands in again, the address goes on and has changed."""
    others = Vintage.objects.published().filter(observation=OuterRef("observation"))
    gone = Vintage.objects.gone().filter(~Exists(others), observation__indicator__is_sample=False)
    return gone.select_related("observation__indicator", "observation__ref_area")


def _expired(since: datetime) -> Iterator[Change]:
    now = timezone.now()
    kinds = {
        "article": Article.objects.readable(),
        "page": Page.objects.readable().select_related("column"),
        "project": Project.objects.readable().of_zone(),
        "figure": Panel.objects.readable().filter(is_sample=False),
        "message": Message.objects.readable().filter(is_sample=False),
        "topic": Topic.objects.readable(),
    }
    for kind, readable in kinds.items():
        over = readable.exclude(pk__in=readable.published().values("pk"))
        over = over.filter(Q(updated_at__gte=since) | Q(expires_at__range=(since, now)))
        for thing in over.order_by("-updated_at")[:MOST]:
            ended = thing.expires_at if thing.expires_at and thing.expires_at <= now else thing.updated_at
            yield _change("expired", kind, thing.get_absolute_url(), max(ended, thing.updated_at))


def _change(what: str, kind: str, url: str, at: datetime) -> Change:
    name = url.partition("#")[0].strip("/").rsplit("/", 1)[-1]
    return {"what": what, "kind": kind, "id": name, "url": settings.SITE_URL + url, "at": at.isoformat()}
