"""What is no longer listed, and since when: for whoever keeps a copy of what is public."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from .models import PublishableQuerySet, ReviewLog, Status


def withdrawn_since(gone: PublishableQuerySet, since: datetime) -> PublishableQuerySet:
    """Of what is `gone()`: withdrawn at or after `since`, with `left_at`, the latest first."""
    return gone.annotate(left_at=_moved(gone, Status.WITHDRAWN)).filter(left_at__gte=since).order_by("-left_at")


def expired_since(readable: PublishableQuerySet, since: datetime) -> PublishableQuerySet:
    """Of what is `readable()`: in no list any more, archived or over at or after `since`, with `left_at`, the latest
    first. An end may be set when it is past: then the saving counts."""
    over = readable.exclude(pk__in=readable.published().values("pk"))
    archived = When(status=Status.ARCHIVED, then=_moved(readable, Status.ARCHIVED))
    ended = over.annotate(left_at=Case(archived, default=Greatest("expires_at", "updated_at")))
    return ended.filter(left_at__gte=since).order_by("-left_at")


def _moved(things: PublishableQuerySet, status: str) -> Coalesce:
    """When the thing was last put into a state. Not when it was last saved: it may be under work since."""
    moves = ReviewLog.objects.filter(content_type=ContentType.objects.get_for_model(things.model), new_status=status)
    return Coalesce(Subquery(moves.filter(object_id=OuterRef("pk")).values("at")[:1]), F("updated_at"))
