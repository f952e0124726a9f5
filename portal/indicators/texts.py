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
    """The figures of its text, at their places in `plain_text(thing.body)`; a working copy's as of the day of the text
    that it revises."""
    dated = thing.public_row
    day = timezone.localtime(dated.first_published_at or dated.go_live_at or timezone.now()).date()
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


def forget(sender: type, instance: Page, **_signal) -> None:
    """A page that is deleted takes its ties along: it stands below the ledger and knows nothing of them."""
    FigureUse.objects.of(instance).delete()


def lend(original: Publishable, copy: Publishable) -> None:
    """A new working copy has the ties of the text, whoever made them; one that is taken off there goes here, too."""
    uses = list(FigureUse.objects.of(original))
    for use in uses:
        use.pk, use.object_id, use.lent_id = None, copy.pk, use.pk
    FigureUse.objects.bulk_create(uses)


def bring_back(copy: Publishable, original: Publishable) -> None:
    """The ties of the copy are those of the public text. What was answered in public after the copy had been opened stays
    as it was answered there, and what was taken off there has gone here already (`FigureUse.lent`)."""
    follow(original)
    FigureUse.objects.of(copy).update(lent=None)
    newer = FigureUse.objects.of(original).filter(tied_at__gt=copy.created_at)
    FigureUse.objects.of(original).exclude(pk__in=list(newer.values_list("pk", flat=True))).delete()
    follow(copy)
    taken = list(FigureUse.objects.of(original).standing().values_list("start", flat=True))
    FigureUse.objects.of(copy).filter(start__in=taken).delete()
    FigureUse.objects.of(copy).update(object_id=original.pk)
