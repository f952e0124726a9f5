"""Names of leaders with the posts they held on the day the article is dated."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Article, LeaderPost
from .findings import Finding, Level
from .texts import texts

_BREAK = re.compile(r"[。！？；;，,：:\n（）()“”]")
_FORMER = re.compile(r"(?:时任|曾任|原任?|前任?)$")
REACH = 60  # characters before a name in which its posts are looked for


def leaders(article: Article) -> list[Finding]:
    """A post printed right before a name of the table must be held by that person on that day. One query."""
    rows = list(LeaderPost.objects.all())
    if not rows:
        return []
    day = timezone.localdate(article.go_live_at) if article.go_live_at else timezone.localdate()
    posts = sorted({row.post for row in rows}, key=len, reverse=True)  # 副主任 before 主任
    names = sorted({row.name for row in rows}, key=len, reverse=True)
    found = []
    for place, text in texts(article).items():
        for name in names:
            for match in re.finditer(re.escape(name), text):
                before = _BREAK.split(text[max(0, match.start() - REACH) : match.start()])[-1]
                before = re.split("|".join(map(re.escape, names)), before)[-1]
                held = [row for row in rows if row.name == name and _holds(row, day)]
                wrong = [post for post in _printed(before, posts) if post not in [row.post for row in held]]
                found += [_finding(name, post, held, day, place) for post in wrong]
    return found


def _printed(before: str, posts: list[str]) -> list[str]:
    """The posts named in the words before a name; one that is said to be former doesn't count."""
    found = []
    for post in posts:
        if (at := before.find(post)) >= 0:
            if not _FORMER.search(before[:at]):
                found.append(post)
            before = before.replace(post, "\0")
    return found


def _holds(row: LeaderPost, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def _finding(name: str, post: str, held: list[LeaderPost], day: date, place: str) -> Finding:
    known = "、".join(row.post for row in held) or _("no post in the table")
    words = {"name": name, "post": post, "day": f"{day:%Y-%m-%d}", "known": known}
    text = _("%(post)s %(name)s: on %(day)s the table says %(known)s.") % words
    return Finding(Level.WARN, "leader-post", text, place)
