"""Where a figure is printed, in public: articles and pages, each once, with what they print of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from .models import FigureUse, Indicator, Observation
from .models.uses import FigureUseQuerySet

MOST = 20


@dataclass(frozen=True)
class Printed:
    thing: Model
    quotes: tuple[str, ...] = ()  # as printed: "38个"

    @property
    def title(self) -> str:
        return str(self.thing)


def of_indicator(indicator: Indicator) -> list[Printed]:
    """By the ties of the figures in their texts, then articles that name the indicator alone; the newest first."""
    found = _of(FigureUse.objects.of_indicator(indicator))
    others = (
        indicator.articles.published().for_list().exclude(pk__in=[row.thing.pk for row in found if _is_article(row)])
    )
    return [*found, *(Printed(article) for article in others[:MOST])][:MOST]


def of_value(place: Observation) -> list[Printed]:
    return _of(FigureUse.objects.standing().filter(vintage__observation=place))


def _of(uses: FigureUseQuerySet) -> list[Printed]:
    quotes: dict[Model, list[str]] = {}
    for use in _newest_first(uses.in_public()):
        quotes.setdefault(use.thing, []).append(use.quoted)
    return [Printed(thing, tuple(dict.fromkeys(words))) for thing, words in quotes.items()][:MOST]


def _newest_first(uses: Iterable[FigureUse]) -> list[FigureUse]:
    return sorted(uses, key=lambda use: use.thing.first_published_at, reverse=True)


def _is_article(row: Printed) -> bool:
    return row.thing._meta.label_lower == "news.article"
