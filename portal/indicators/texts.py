"""The text of anything that prints figures, an article or a standing page: what stands in it, and ties that follow it."""

import logging

from django.db import transaction
from django.utils import timezone

from portal.lib.html import plain_text
from portal.lib.quantities import Figure, find
from portal.publishing.models import Publishable
from portal.site.models import Page

from .models import FigureUse

log = logging.getLogger(__name__)


def found_figures(thing: Publishable) -> list[Figure]:
    """The figures of its text, at their places in `plain_text(thing.body)`."""
    day = timezone.localtime(thing.first_published_at or thing.go_live_at or timezone.now()).date()
    return find(plain_text(thing.body), day)


def follow(thing: Publishable) -> None:
    """The figures that are tied stay tied where they stand now. Saving a text never fails because of that."""
    try:
        with transaction.atomic():
            FigureUse.objects.follow(thing, plain_text(thing.body), lambda: found_figures(thing))
    except Exception:
        log.exception("The figures of %s %s were not followed", thing._meta.label, thing.pk)


def follow_page(thing: object) -> None:
    """An effect: pages stand below the ledger and can't follow their figures when they are saved."""
    if isinstance(thing, Page):
        follow(thing)
