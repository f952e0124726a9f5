"""Ties the figures of the demonstration's articles by the steps that staff use, and shows one (invented) correction."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from news.models import Article, Source
from portal.indicators.corrections import place_notes, places, proposed
from portal.indicators.models import FigureUse, Indicator, Vintage
from portal.indicators.tying.candidates import of_ledger
from portal.indicators.tying.rows import Sheet
from portal.publishing.models import Status
from portal.site.models import Page

SAMPLE, PERIOD, SOURCE = "SL_JOBS", "2025", "示例数据"


def tie_figures(by) -> int:
    """Take over the sure proposals of every article and page that nobody has worked on yet."""
    texts = []
    for model in (Article, Page):
        worked = FigureUse.objects.filter(content_type=ContentType.objects.get_for_model(model)).values("object_id")
        texts += model.objects.published().exclude(pk__in=worked)
    known = of_ledger() if texts else []
    return sum(Sheet.of(text, known).accept_sure(by=by) for text in texts)


def first_value(by, reviewer) -> int:
    """The invented value as it was printed, public since the (invented) article that tells of it: so the ledger of a day
    between it and the correction shows it."""
    indicator = Indicator.objects.get(code=SAMPLE)
    if indicator.observations.exists():
        return 0
    printed = Article.objects.filter(indicators=indicator).earliest("first_published_at")
    value = indicator.enter("1260", PERIOD, by=by, source_name=SOURCE)
    value.publish(by=reviewer, at=printed.first_published_at)
    return 1


def publish_values(reviewer) -> int:
    """Public since the day of their report; where that has none, since the first article of the site, which says what
    the site rests on. So the ledger of a day between them is as it would have stood."""
    drafts = list(Vintage.objects.filter(status=Status.DRAFT))
    if not drafts:
        return 0
    dated = {str(source): source.published for source in Source.objects.exclude(published="")}
    opened = Article.objects.published().earliest("first_published_at").first_published_at
    for value in drafts:
        said = dated.get(value.source_name)
        value.publish(by=reviewer, at=timezone.make_aware(datetime.fromisoformat(said)) if said else opened)
    return len(drafts)


def correct(by, reviewer) -> int:
    """The correction, and the note on everything that prints the old value."""
    indicator = Indicator.objects.get(code=SAMPLE)
    if Vintage.objects.filter(observation__indicator=indicator).count() != 1:
        return 0
    reason = Vintage.Reason.CORRECTION
    vintage = indicator.enter("1206", PERIOD, by=by, source_name=SOURCE, reason=reason, note="示例：录入时数字颠倒")
    vintage.publish(by=reviewer)
    sure = [place.key for place in places(vintage) if place.is_sure]
    return 1 + len(place_notes(vintage, sure, **proposed(vintage), by=by))
