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
    named = list(indicator.articles.published().for_list()[:MOST])
    found = _of(FigureUse.objects.of_indicator(indicator), {article.pk: article for article in named})
    told = {row.thing.pk for row in found if _is_article(row.thing)}
    return [*found, *(Printed(article) for article in named if article.pk not in told)][:MOST]


def of_value(place: Observation) -> list[Printed]:
    return _of(FigureUse.objects.standing().filter(vintage__observation=place))


def _of(uses: FigureUseQuerySet, articles: dict[int, Model] | None = None) -> list[Printed]:
    """`articles`: public ones that are known already by their key, so that they aren't asked for again."""
    known, rows = articles or {}, list(uses.select_related("content_type").order_by("start"))
    ready = [use for use in rows if use.object_id in known and use.content_type.model == "article"]
    for use in ready:
        use.thing = known[use.object_id]
    rest = {use.pk for use in rows} - {use.pk for use in ready}
    others = FigureUse.objects.filter(pk__in=rest).in_public() if rest else []
    quotes: dict[Model, list[str]] = {}
    for use in _newest_first([*ready, *others]):
        quotes.setdefault(use.thing, []).append(use.quoted)
    return [Printed(thing, tuple(dict.fromkeys(words))) for thing, words in quotes.items()][:MOST]


def _newest_first(uses: Iterable[FigureUse]) -> list[FigureUse]:
    return sorted(uses, key=lambda use: use.thing.first_published_at, reverse=True)


def _is_article(thing: Model) -> bool:
    return thing._meta.label_lower == "news.article"
