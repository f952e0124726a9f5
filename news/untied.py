"""Articles that may print a value though nobody tied it: by their words alone, for people to judge."""

from collections.abc import Iterator

from django.db.models import Q

from portal.indicators.corrections import Place
from portal.indicators.matching import name_cores
from portal.indicators.models import FigureUse, Vintage
from portal.lib.html import plain_text
from portal.lib.sentences import sentence_at
from portal.publishing.models import Status

from .models import Article


def untied(vintage: Vintage, older: list[Vintage]) -> Iterator[Place]:
    """Those that print one of the old values and name the indicator."""
    wanted = Q()
    for old in older:
        wanted |= Q(body__contains=old.shown)
    tied = FigureUse.objects.filter(vintage__observation=vintage.observation).values("object_id")
    articles = (
        Article.objects.exclude(status=Status.TRASHED).exclude(pk__in=tied).filter(wanted, revises=None)
        if older
        else []
    )
    for article in articles:
        text = plain_text(article.body)
        place = next((at for old in older if (at := text.find(old.shown)) >= 0), -1)
        if place >= 0 and any(core in text for core in name_cores(vintage.observation.indicator.name)):
            yield Place(article, sentence_at(text, place), is_sure=False)
