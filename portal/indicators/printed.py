"""Where a figure is printed, in public: articles and pages, each once, with what they print of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Model, Q, Value, When

from .models import FigureUse, Indicator, Observation
from .models.uses import FigureUseQuerySet

MOST = 20


@dataclass(frozen=True)
class Printed:
    thing: Model
    quotes: tuple[str, ...] = ()  # as printed: "38个"

    @property
    def title(self) -> str:
        return self.thing.words.title


def of_indicator(indicator: Indicator) -> list[Printed]:
    """By the ties of the figures in their texts, then articles that name the indicator alone; the newest first."""
    return _of(FigureUse.objects.of_indicator(indicator), indicator)


def of_value(place: Observation) -> list[Printed]:
    return _of(FigureUse.objects.standing().filter(vintage__observation=place))


def _of(uses: FigureUseQuerySet, about: Indicator | None = None) -> list[Printed]:
    """Two queries, and one more a kind of thing that isn't an article."""
    rows = list(uses.select_related("content_type").order_by("start"))
    in_articles = [use for use in rows if use.content_type.model == "article"]
    articles = _articles({use.object_id for use in in_articles}, about)
    ready = [use for use in in_articles if use.object_id in articles]
    for use in ready:
        use.thing = articles[use.object_id]
    others = _in_public([use for use in rows if use.content_type.model != "article"])
    quotes: dict[Model, list[str]] = {}
    for use in _newest_first([*ready, *others]):
        quotes.setdefault(use.thing, []).append(use.quoted)
    found = [Printed(thing, tuple(dict.fromkeys(words))) for thing, words in quotes.items()]
    told = {use.object_id for use in ready}
    return [*found, *(Printed(one) for pk, one in articles.items() if pk not in told)][:MOST]


def _articles(tied: set[int], about: Indicator | None) -> dict[int, Model]:
    """Public ones by their key: those with ties first, then those about the indicator, the newest first."""
    if not tied and about is None:
        return {}
    model = Indicator.articles.rel.related_model  # the news stands above
    named = Indicator.articles.through.objects.filter(indicator=about).values("article")
    is_tied = Case(When(pk__in=tied, then=Value(0)), default=Value(1))
    found = model.objects.published().filter(Q(pk__in=tied) | Q(pk__in=named)).annotate(after=is_tied)
    return {one.pk: one for one in found.for_list().order_by("after", "-first_published_at", "-pk")[:MOST]}


def _in_public(uses: list[FigureUse]) -> list[FigureUse]:
    """Those in things that everybody may see, each with its `thing`. One query a kind of thing."""
    by_kind: dict[ContentType, list[FigureUse]] = defaultdict(list)
    for use in uses:
        by_kind[use.content_type].append(use)
    found = []
    for kind, ties in by_kind.items():
        things = kind.model_class().objects.published().for_list().in_bulk({use.object_id for use in ties})
        for use in ties:
            if thing := things.get(use.object_id):
                use.thing = thing
                found.append(use)
    return found


def _newest_first(uses: Iterable[FigureUse]) -> list[FigureUse]:
    return sorted(uses, key=lambda use: use.thing.first_published_at, reverse=True)
