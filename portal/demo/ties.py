"""Ties the figures of the demonstration's articles by the steps that staff use, and shows one (invented) correction."""

from news.models import Article
from news.printed.candidates import of_ledger
from news.printed.rows import Sheet
from portal.indicators.corrections import place_notes, places, words_of
from portal.indicators.models import FigureUse, Indicator, Vintage

SAMPLE, PERIOD, SOURCE = "SL_JOBS", "2025", "示例数据"


def tie_figures(by) -> int:
    """Take over the sure proposals of every article that nobody has worked on yet."""
    worked = FigureUse.objects.values("object_id").filter(content_type__app_label="news")
    articles = list(Article.objects.published().exclude(pk__in=worked))
    known = of_ledger() if articles else []
    return sum(Sheet.of(article, known).accept_sure(by=by) for article in articles)


def first_value(by) -> int:
    """The invented value as it was printed, as a draft."""
    indicator = Indicator.objects.get(code=SAMPLE)
    if indicator.observations.exists():
        return 0
    indicator.enter("1260", PERIOD, by=by, source_name=SOURCE)
    return 1


def correct(by, reviewer) -> int:
    """The correction, and the note on everything that prints the old value."""
    indicator = Indicator.objects.get(code=SAMPLE)
    if Vintage.objects.filter(observation__indicator=indicator).count() != 1:
        return 0
    reason = Vintage.Reason.CORRECTION
    vintage = indicator.enter("1206", PERIOD, by=by, source_name=SOURCE, reason=reason, note="示例：录入时数字颠倒")
    vintage.publish(by=reviewer)
    sure = [place.key for place in places(vintage) if place.is_sure]
    return 1 + len(place_notes(vintage, sure, words_of(vintage), by=by))
