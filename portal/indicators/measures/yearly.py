"""Figures of a year as the statistics page gives them, held back where it holds them back (`projects.announcing`).

Each measure is a figure of `projects.bulletin` by its key; the year (or quarter, or five-year plan) is that of the
announced value.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import parse_period
from portal.lib.qualifiers import show_value
from projects.bulletin import Figure, Frame
from projects.bulletin.counts import by_level, forecast, milestones, reserve, speed
from projects.bulletin.progress import completion
from projects.models import Level

from .base import MONEY, Computed, Records, Result, register, unfilled

Find = Callable[[Frame, str], Figure | None]  # the frame of the year, and the announced value's period
COUNT, DAYS, RATE = (), ("天", "日"), ("%",)


def _of_year(find: Find, words: str | Promise) -> Result:
    def result(records: Records, unit: str, period: str) -> Computed | None:
        year = parse_period(period).year if period else None
        figure = find(records.frame(year), period) if year else None
        return _computed(figure, unit, str(words), year) if figure else None

    return result


def _computed(figure: Figure, unit: str, words: str, year: int) -> Computed:
    """In the indicator's unit; where the statistics hold a figure back, the reason."""
    value = None if figure.value is None else Decimal(figure.value)
    if value is not None and unit == "万元":
        value *= MONEY["亿元"]
    known = {"year": year, "what": words % {"year": year}}
    if value is None:
        said = gettext("%(what)s by public records: not shown (%(why)s)") % (known | {"why": figure.note})
        return Computed(None, unit, said, figure.note, figure.url, figure.n, str(year))
    known["value"] = show_value(value, unit)
    said = gettext("%(what)s by public records: %(value)s") % known
    note = figure.note or gettext("rests on %(n)s public records") % {"n": figure.n}
    return Computed(value, unit, said, note, figure.url, figure.n, str(year))


def _in_table(table: Callable, key: str) -> Find:
    """The figure of a table by its key; None when the table has no such row."""

    def find(frame: Frame, period: str) -> Figure | None:
        return next((f for line in table(frame).lines for f in line.figures if f.key == key), None)

    return find


def _whole(place: int) -> Find:
    def find(frame: Frame, period: str) -> Figure:
        return frame.pair("year", gettext("projects of the year"), frame.year.totals, frame.url())[place]

    return find


def _reserve(part: str) -> Find:
    """Of the five-year plan that the period names: 2026/2030 is the fifteenth."""

    def find(frame: Frame, period: str) -> Figure | None:
        last = parse_period(period).last
        plan = PLANS.get(last.year) if last else None
        return _in_table(reserve, f"reserve.{plan}.{part}")(frame, period) if plan else None

    return find


def _due(what: str, *, is_large: bool = False) -> Find:
    def find(frame: Frame, period: str) -> Figure | None:
        if "-Q" not in period:
            return None
        key = f"due.q{period[-1]}.{what}{'.large' if is_large else ''}"
        return _in_table(forecast, key)(frame, period)

    return find


PLANS = {2020: "十三五", 2025: "十四五", 2030: "十五五", 2035: "十六五"}  # by their last year


def _offer(
    name: str, find: Find, words: str | Promise, units: tuple[str, ...] = COUNT, only: str | Promise = ""
) -> None:
    """`only`: which of the year's projects, where the words don't say it."""

    def label() -> str:
        return f"{unfilled(words)} · {only}" if only else unfilled(words)

    register(name, _of_year(find, words), label, units, is_sample=None)


_offer("year_projects", _whole(0), _("projects of %(year)s"))
_offer("year_investment", _whole(1), _("total investment of the projects of %(year)s"), tuple(MONEY))
for _level in Level:
    _key = _level.value
    _offer(
        f"year_projects_{_key}", _in_table(by_level, f"level.{_key}.count"),
        _("projects of this level in %(year)s"), only=_level.label,
    )  # fmt: skip
    _offer(
        f"year_investment_{_key}", _in_table(by_level, f"level.{_key}.investment"),
        _("total investment of the projects of this level in %(year)s"), tuple(MONEY), _level.label,
    )  # fmt: skip
for _key, _only in (("all", ""), *Level.choices):
    _end = "" if _key == "all" else f"_{_key}"
    _offer(
        f"year_rate{_end}",
        _in_table(completion, f"completion.{_key}.rate"),
        _("completion rate of %(year)s"),
        RATE,
        _only,
    )
    _offer(
        f"year_plan{_end}",
        _in_table(completion, f"completion.{_key}.plan"),
        _("investment planned for %(year)s"),
        tuple(MONEY),
        _only,
    )
    _offer(
        f"year_done{_end}",
        _in_table(completion, f"completion.{_key}.done"),
        _("investment done in %(year)s"),
        tuple(MONEY),
        _only,
    )
_offer(
    "reporting_rate",
    _in_table(completion, "completion.all.reporting"),
    _("reports approved of those due in %(year)s"),
    RATE,
)
for _name, _key, _words in (
    ("start_rate", "started", _("started of those planned to start in %(year)s")),
    ("finish_rate", "completed", _("completed of those planned to be completed in %(year)s")),
    ("same_year_rate", "same_year", _("started in the same year of those signed in %(year)s")),
):
    _offer(_name, _in_table(milestones, f"milestone.{_key}.rate"), _words, RATE)
for _name, _key, _words in (
    ("days_signing_to_start", "signed_started", _("median days from signing to start, started in %(year)s")),
    (
        "days_start_to_production",
        "started_production",
        _("median days from start to production, in production in %(year)s"),
    ),
    (
        "days_signing_to_production",
        "signed_production",
        _("median days from signing to production, in production in %(year)s"),
    ),
):
    _offer(_name, _in_table(speed, f"days.{_key}.median"), _words, DAYS)
for _what, _words in (
    ("start", _("planned to start in this quarter of %(year)s")),
    ("completion", _("planned to be completed in this quarter of %(year)s")),
    ("production", _("planned to produce in this quarter of %(year)s")),
):
    _offer(f"quarter_{_what}", _due(_what), _words)
    _offer(f"quarter_{_what}_large", _due(_what, is_large=True), _words, only=_("projects of 100m yuan and more"))
_offer("plan_reserve_projects", _reserve("count"), _("reserve projects of the five-year plan"))
_offer(
    "plan_reserve_investment",
    _reserve("investment"),
    _("planned investment of the reserve projects of the five-year plan"),
    tuple(MONEY),
)
