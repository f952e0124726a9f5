"""What changed in public since a moment, and what is no longer listed: for whoever keeps a copy.

What changed is what search knows to have other public words than before; a change inside an office never shows here.
What was withdrawn answers 410 with its reason; what expired stays at its address and leaves the lists.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from news.models import Article, Topic
from portal.feedback.models import Message
from portal.indicators.models import Panel
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
    kinds = {
        "article": Article.objects.gone(),
        "page": Page.objects.gone().select_related("column"),
        "project": Project.objects.gone().of_zone(),
        "figure": Panel.objects.gone().filter(is_sample=False),
        "message": Message.objects.gone().filter(is_sample=False),
        "topic": Topic.objects.gone(),
    }
    for kind, gone in kinds.items():
        for thing in gone.filter(updated_at__gte=since).order_by("-updated_at")[:MOST]:
            change = _change("withdrawn", kind, thing.get_absolute_url(), thing.updated_at)
            yield change | {"reason": thing.withdrawal_reason}


def _expired(since: datetime) -> Iterator[Change]:
    over = Article.objects.readable().exclude(pk__in=Article.objects.published().values("pk"))
    over = over.filter(Q(updated_at__gte=since) | Q(expires_at__range=(since, timezone.now())))
    for article in over.order_by("-updated_at")[:MOST]:
        yield _change("expired", "article", article.get_absolute_url(), article.expires_at or article.updated_at)


def _change(what: str, kind: str, url: str, at: datetime) -> Change:
    name = url.partition("#")[0].strip("/").rsplit("/", 1)[-1]
    return {"what": what, "kind": kind, "id": name, "url": settings.SITE_URL + url, "at": at.isoformat()}
