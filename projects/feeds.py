"""A filtered list as an Atom feed: the projects that were published or changed stage last."""

import re
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.lib.dates import show_period
from portal.lib.language import is_english, local
from portal.site.models import SiteSettings
from portal.site.templatetags.shown import money

from .filters import ProjectFilter
from .listing import Row, rows
from .models import StageChange
from .stages import HIDDEN

LENGTH = 30
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # XML can't hold them


def project_feed(asked: ProjectFilter) -> str:
    """The feed as text. Times are those of publication and of public stage entries; internal edits don't show."""
    entries = StageChange.objects.filter(project=OuterRef("pk")).exclude(stage__in=HIDDEN).order_by("-at")
    changed = Greatest("go_live_at", Coalesce(Subquery(entries.values("at")[:1]), "go_live_at"))
    newest = asked.narrow().annotate(changed=changed).order_by("-changed", "code")[:LENGTH]
    address = f"{settings.SITE_URL}{local('/projects/')}{asked.address()}".removesuffix("?")
    feed = Atom1Feed(
        title=_text(" · ".join([_title(asked), *(chip.word for chip in asked.chips())])),
        link=address,
        feed_url=address.replace("/projects/", "/projects/feed/", 1),
        description=None,
        language="en" if is_english() else "zh-hans",
    )
    for row in rows(newest):
        _add(feed, row, row.project.changed)
    return feed.writeString("utf-8")


def _title(asked: ProjectFilter) -> str:
    site = SiteSettings.load()
    words = {"site": site.words.name}
    return _("%(site)s: projects (invented samples)") % words if asked.is_sample else _("%(site)s: projects") % words


def _add(feed: Atom1Feed, row: Row, changed: datetime) -> None:
    project = row.project
    link = settings.SITE_URL + project.get_absolute_url()
    feed.add_item(
        title=_text(project.words.name), link=link, unique_id=link, description=_text(_summary(row)),
        pubdate=project.first_published_at, updateddate=changed, categories=[project.group_word],
    )  # fmt: skip


def _summary(row: Row) -> str:
    project, when = row.project, row.when
    parts = [_("Sample (invented)")] if project.is_sample else []
    parts.append(f"{project.group_word} {show_period(when.date)}".strip())
    if project.total_investment is not None:
        parts.append(_("total investment %(amount)s") % {"amount": money(project.total_investment)})
    parts += [str(thing) for thing in (project.industry, project.owner, project.park) if thing]
    return _("; ").join(parts) + _(". ") + project.words.summary


def _text(text: str) -> str:
    return _CONTROL.sub("", text)
