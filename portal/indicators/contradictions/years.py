"""Years and dates that can't be. Pure: text and the article's day in."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from portal.lib.dates import parse_period, show_period
from portal.lib.quantities import Figure
from portal.lib.sentences import sentence_at

from .said import Said, quote

EARLIEST, FARTHEST = 1800, 60  # the first year a report speaks of; years after the article's
_YEAR = re.compile(r"(?<![\d.])(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_DONE = re.compile("完成|实现|新增|建成|累计|签约|开工")
_COMING = re.compile("到20|将|规划|展望|目标|计划|预计|力争|有望|拟|谋划|预期|争取|年底前")


def impossible(text: str, day: date) -> Iterator[Said]:
    for match in _YEAR.finditer(text):
        year, month, number = (int(part) if part else None for part in match.groups())
        if not EARLIEST <= year <= day.year + FARTHEST or not _exists(year, month or 1, number or 1):
            words = {"date": match[0], "sentence": sentence_at(text, match.start())[:60], "day": day.isoformat()}
            yield Said("no-such-date", _("“%(date)s” can't be (%(sentence)s); the article is of %(day)s.") % words)
    for match in _DAY.finditer(text):
        if not _exists(2024, int(match[1]), int(match[2])):
            words = {"date": match[0], "sentence": sentence_at(text, match.start())[:60], "day": day.isoformat()}
            yield Said("no-such-date", _("“%(date)s” can't be (%(sentence)s); the article is of %(day)s.") % words)


def _exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def ahead(text: str, figures: list[Figure], day: date) -> Iterator[Said]:
    """Something done in a year that begins after the article: 2052年新签约38个."""
    for figure in figures:
        first = parse_period(figure.period).first if figure.period else None
        sentence = sentence_at(text, figure.start)
        if first and first > day and _DONE.search(sentence) and not _COMING.search(sentence):
            words = {"said": quote(text, figure), "period": show_period(figure.period), "day": day.isoformat()}
            yield Said("year-ahead", _("“%(said)s” is said of %(period)s, but the article is of %(day)s.") % words)
