"""Which chart figures make together; None where they make none, and then they stand as numbers.

Two units never share a chart, a line needs three observations, and a plan is drawn in the grey of comparison.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from portal.lib.charts import (
    Chart,
    Point,
    Series,
    bar_chart,
    composition_chart,
    progress_chart,
    rank_chart,
    sparkline,
    trend_chart,
)
from portal.lib.charts.assemble import About
from portal.lib.dates import show_period
from portal.lib.qualifiers import number, unit_word

from .figures import Figure
from .models import PanelItem
from .steps import steps
from .wording import Mark, mark

LEAST = 3  # observations that make a line
MOST_BARS = 12
MOST_SOURCES = 3


def draw(display: str, title: str, figures: Sequence[Figure]) -> Chart | None:
    """The chart of `figures` under `title`. Data that don't fit the display never break a page."""
    one_unit = len({figure.indicator.unit for figure in figures}) == 1
    try:
        return _DRAWERS[display](title, figures) if display in _DRAWERS and one_unit else None
    except ValueError:  # parts larger than their whole, a place outside the ranking
        return None


def spark(figure: Figure) -> Chart | None:
    """A small line of all periods, for beside the printed number; None with fewer than LEAST exact observations."""
    values = [m.value for m in figure.marks]
    return sparkline(values) if len(values) >= LEAST and None not in values else None


def _unit(figures: Sequence[Figure]) -> str:
    return unit_word(figures[0].indicator.unit)


def _about(figures: Sequence[Figure]) -> About:
    """Period where it is the same for all, sources, and whether the figures are invented."""
    periods = {figure.when for figure in figures}
    about: About = {"source": gettext("; ").join(dict.fromkeys(figure.source for figure in figures))}
    if len(periods) == 1:
        about["period"] = periods.pop()
    if any(figure.indicator.is_sample for figure in figures):
        about["note"] = gettext("invented sample data")
    return about


def _sources(figures: Sequence[Figure]) -> str:
    """Of every period drawn, the newest first: each value may have its own."""
    marks = [(figure, m) for figure in figures for m in figure.marks[-MOST_BARS:]]
    marks.sort(key=lambda pair: pair[1].period, reverse=True)
    names = list(dict.fromkeys(m.source or figure.source for figure, m in marks))
    said = gettext("; ").join(names[:MOST_SOURCES])
    return gettext("%(sources)s and others") % {"sources": said} if names[MOST_SOURCES:] else said


def _point(figure: Figure, *, dated: bool = False) -> Point:
    """The figure's value; its period goes into the note where the periods of a chart differ."""
    if figure.vintage:
        value, shown = figure.vintage.value, mark(figure.vintage).shown
    else:
        value, shown = (figure.computed.value if figure.computed else None), number(figure.on_record)
    notes = [figure.status_word, figure.when if dated else ""]
    url = figure.computed.url if not figure.vintage and figure.computed else figure.url
    return Point(figure.title, value, shown, gettext(", ").join(filter(None, notes)), url, figure.is_plan)


def _own_points(figure: Figure) -> list[Point]:
    """One point a period of a single figure; with fewer than two, the announced value and the computed one."""
    marks = figure.marks[-MOST_BARS:]
    if len(marks) > 1:
        return [Point(show_period(m.period), m.value, m.shown, m.note, compare=figure.is_plan) for m in marks]
    points = [_point(figure)]
    if figure.vintage and figure.computed and figure.computed.value is not None:
        shown = f"{figure.computed.value.normalize():f}"
        points[0] = Point(gettext("announced"), points[0].value, points[0].shown, points[0].note, points[0].url)
        on_record = gettext("in the public records")
        points.append(Point(on_record, figure.computed.value, shown, url=figure.computed.url, compare=True))
    return points


def _bars(title: str, figures: Sequence[Figure]) -> Chart | None:
    points = _bar_points(figures)
    if len(points) < 2 or all(point.value is None for point in points):
        return None
    return bar_chart(title, _unit(figures), points, **_bar_about(figures, points))


def _progress(title: str, figures: Sequence[Figure]) -> Chart | None:
    """Rates against 100 %, or against their own target where all have the same; of other units what has been reached
    of each one's target."""
    unit = figures[0].indicator.unit
    if unit != "%":
        return _reached(title, figures)
    points = _bar_points(figures)
    targets = {figure.target.value if figure.target else Decimal(100) for figure in figures}
    if len(targets) != 1 or all(point.value is None for point in points):
        return None
    return progress_chart(title, points, unit=unit, target=targets.pop(), **_bar_about(figures, points))


def _reached(title: str, figures: Sequence[Figure]) -> Chart | None:
    """Per cent of the target, a bar a figure that has one."""
    points = [
        Point(f.title, f.progress, number(f.progress), f"{f.vintage.shown} / {f.target.shown}", f.url)
        for f in figures
        if f.progress is not None
    ]
    return progress_chart(title, points, **_about(figures)) if points else None


def _bar_points(figures: Sequence[Figure]) -> list[Point]:
    """A bar a figure; of one figure a bar a period; of several that nobody announced, period by period."""
    if len(figures) == 1:
        return _own_points(figures[0])
    if all(figure.vintage is None for figure in figures):
        return _by_period(figures)
    dated = len({figure.when for figure in figures}) > 1
    return [_point(figure, dated=dated) for figure in figures]


def _by_period(figures: Sequence[Figure]) -> list[Point]:
    marks = [(figure, m) for figure in figures for m in figure.marks]
    marks.sort(key=lambda pair: pair[1].period)  # stable: within a period in the order of the figures
    return [
        Point(f"{show_period(m.period)} {figure.title}", m.value, m.shown, compare=figure is figures[0])
        for figure, m in marks[-MOST_BARS:]
    ] or [_point(figure) for figure in figures]


def _bar_about(figures: Sequence[Figure], points: Sequence[Point]) -> About:
    about = _about(figures)
    if len(points) > len(figures):  # the bars name their periods themselves, or one of them has none
        about.pop("period", None)
        if len(figures[0].marks) < 2:
            about["source"] = gettext("; ").join([figures[0].source, gettext("computed from project records")])
        else:
            about["source"] = _sources(figures)
    return about


def _composition(title: str, figures: Sequence[Figure]) -> Chart | None:
    """The first figure is the whole, the others are parts of it; only of one and the same time."""
    if len(figures) < 2 or len({figure.time for figure in figures}) != 1:
        return None
    whole, *parts = (_point(figure) for figure in figures)
    return composition_chart(title, _unit(figures), whole, parts, **_about(figures))


def _rank(title: str, figures: Sequence[Figure]) -> Chart | None:
    figure = figures[0]
    found = figure.vintage and figure.vintage.place
    if len(figures) > 1 or not found:
        return None
    place, total, among = found
    return rank_chart(title, place, total, among, url=figure.url, **_about(figures))


def _trend(title: str, figures: Sequence[Figure]) -> Chart | None:
    """Lines over common periods, gaps where a value is missing; with too few observations bars, then numbers."""
    periods = steps(m.period for figure in figures for m in figure.marks)
    series = [_line(figure, periods) for figure in figures]
    if any(sum(point.value is not None for point in line.points) < LEAST for line in series):
        return _bars(title, figures)
    about = _about(figures)
    ends = {"first": show_period(periods[0]), "last": show_period(periods[-1])}
    about["period"] = gettext("%(first)s to %(last)s") % ends
    about["source"] = _sources(figures)
    return trend_chart(title, _unit(figures), series, **about)


def _line(figure: Figure, periods: Sequence[str]) -> Series:
    known = {m.period: m for m in figure.marks}
    marks = [known.get(period) or Mark(period, None, "") for period in periods]
    return Series(figure.title, tuple(Point(show_period(m.period), m.value, m.shown, m.note) for m in marks))


def history(figure: Figure) -> Chart | None:
    """For an indicator's own page: a line from three observations on, before that the announced and computed values."""
    if sum(mark.value is not None for mark in figure.marks) >= LEAST:
        return draw(PanelItem.Display.TREND, figure.title, [figure])
    if figure.vintage and figure.computed and len(figure.marks) < 2:
        return draw(PanelItem.Display.BAR, gettext("Announced and on record"), [figure])
    return None


_DRAWERS: dict[str, Callable[[str, Sequence[Figure]], Chart | None]] = {
    PanelItem.Display.BAR: _bars,
    PanelItem.Display.PROGRESS: _progress,
    PanelItem.Display.COMPOSITION: _composition,
    PanelItem.Display.RANK: _rank,
    PanelItem.Display.TREND: _trend,
}
