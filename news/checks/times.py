"""Dates that mean something else next week: 今天, 昨日, 近日. A page is read for years."""

import re

from django.utils.translation import gettext as _

from ..models import Article
from .findings import Finding, Level
from .texts import texts

_RELATIVE = re.compile(
    r"今天|今日|昨天|昨日|明天|明日|前天|后天|近日|日前(?!往)|前不久|不久前|上周|本周|下周|本月|上月|上个月|下月|下个月"
)


def relative_dates(article: Article) -> list[Finding]:
    found = []
    for place, text in texts(article).items():
        if words := list(dict.fromkeys(_RELATIVE.findall(text))):
            said = _("Relative dates (%(words)s): a reader of next year needs the day.") % {"words": "、".join(words)}
            found.append(Finding(Level.WARN, "relative-date", said, place))
    return found
