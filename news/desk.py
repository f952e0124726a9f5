"""My desk: what is waiting for this person among the articles. Internal; asks for a right in articles.

Every article stands in one section at most: the first of `SECTIONS` that fits.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import ReviewLog, Status
from portal.site.models import Column
from portal.site.rights import ColumnRules

from .models import Article, Comment
from .models.comment import State

RIGHT = "news.view_article"
MOST, SHOWN = 500, 8
SECTIONS: dict[str, str | Promise] = {
    "returned": _("Returned to me"),
    "review": _("For me to review"),
    "publish": _("Approved, to be published"),
    "write": _("My drafts"),
    "sent": _("Mine, in review"),
    "scheduled": _("Scheduled"),
    "overdue": _("To look at again"),
}


@dataclass
class Section:
    key: str
    heading: str | Promise
    articles: list[Article] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.articles)

    @property
    def shown(self) -> list[Article]:
        return self.articles[:SHOWN]

    @property
    def rest(self) -> list[Article]:
        return self.articles[SHOWN:]


@dataclass(frozen=True)
class Stale:
    """A column whose newest article is older than its update cycle; `days` since then, None when there is none."""

    column: Column
    days: int | None


class NewsDesk:
    def __init__(self, user, rules: ColumnRules) -> None:
        self.user, self.rules = user, rules

    @classmethod
    def of(cls, request: HttpRequest) -> "NewsDesk | None":
        return cls(request.user, ColumnRules.of(request)) if request.user.has_perm(RIGHT) else None

    @property
    def may_write(self) -> bool:
        return self.user.has_perm("news.add_article")

    @cached_property
    def sections(self) -> list[Section]:
        """One query for all of them; sections this person never has anything in are left out."""
        sections = {key: Section(key, words) for key, words in SECTIONS.items() if key in self._conditions}
        whens = [When(condition, then=Value(key)) for key, condition in self._conditions.items()]
        place = Case(*whens, default=Value(""), output_field=CharField())
        rows = self._articles().annotate(section=place).exclude(section="")
        for article in rows.select_related("column", "drafted_by").defer("body").order_by("updated_at")[:MOST]:
            sections[article.section].articles.append(article)
        return list(sections.values())

    @cached_property
    def comments(self) -> list[Comment]:
        """Readers' comments that this person has to read, and those that were reported, the oldest first. One query."""
        waiting = Comment.objects.for_staff(self.user, self.rules).filter(Q(state=State.PENDING) | Q(reports__gt=0))
        return list(waiting.select_related("article").defer("article__body").order_by("sent_at")[:MOST])

    @property
    def waiting(self) -> int:
        return len(self.comments) + sum(
            section.count for section in self.sections if section.key in ("returned", "review", "publish", "overdue")
        )

    def _articles(self) -> QuerySet[Article]:
        """Articles in this person's columns, with whether they wrote them or reviewed them in the present round."""
        kind = ContentType.objects.get_for_model(Article)
        log = ReviewLog.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        submitted = log.filter(verb__in=("submit", "rush")).order_by("-pk").values("pk")[:1]
        mine = ReviewLog.objects.filter(content_type=kind, object_id=OuterRef("pk"), by=self.user)
        versions = Article.history.model.objects.filter(id=OuterRef("pk"), history_user=self.user)
        found = Article.objects.annotate(
            round=Subquery(submitted),
            returned_why=Subquery(log.filter(verb="send_back").order_by("-pk").values("note")[:1]),
            is_author=Exists(versions),
            has_reviewed=Exists(mine.filter(pk__gte=OuterRef("round"))),
        )
        return found if self.user.is_superuser else found.filter(column__in=self.rules.open_to(self.user))

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        """section -> what stands in it for this person, in the order in which they are tried."""
        now, mine, found = timezone.now(), Q(drafted_by=self.user), {}
        if self.may_write:
            found["returned"] = Q(status=Status.RETURNED) & (mine | Q(is_author=True))
        if reviews := self._reviews():
            found["review"] = reviews & ~mine & Q(is_author=False, has_reviewed=False)
        if self.user.has_perm("news.publish_article"):
            found["publish"] = Q(status=Status.APPROVED)
        if self.may_write:
            found["write"] = mine & Q(status=Status.DRAFT)
            found["sent"] = mine & Q(status__in=(Status.SUBMITTED, Status.FIRST, Status.SECOND, Status.APPROVED))
        found["scheduled"] = Q(status=Status.PUBLISHED, go_live_at__gt=now)
        owed = Q(owes_review_since__isnull=False)
        found["overdue"] = Q(status=Status.PUBLISHED) & (owed | Q(review_on__lte=timezone.localdate(now)))
        return found

    def _reviews(self) -> Q | None:
        """What waits for a review that this person has the right to."""
        two, three = self.rules.with_reviews(2), self.rules.with_reviews(3)
        places = {
            "pass_first": Q(status=Status.SUBMITTED),
            "pass_second": Q(status=Status.FIRST, column__in=three),
            "pass_final": Q(status=Status.SECOND) | Q(status=Status.FIRST, column__in=two),
        }
        found = None
        for verb, place in places.items():
            if self.user.has_perm(f"news.{verb}_article"):
                here = place & Q(column__in=self.rules.open_to(self.user, verb))
                found = here if found is None else found | here
        if found is not None and self.user.has_perm("news.pass_final_article"):
            found |= Q(owes_review_since__isnull=False, status__in=(Status.PUBLISHED, Status.ARCHIVED))
        return found

    @cached_property
    def stale(self) -> list[Stale]:
        """Visible columns of this person that are behind their update cycle, the worst first. One query."""
        newest = Article.objects.published().filter(column=OuterRef("pk")).order_by("-first_published_at")
        columns = Column.objects.filter(kind="articles", is_visible=True, update_cycle_days__isnull=False)
        columns = columns.annotate(last=Subquery(newest.values("first_published_at")[:1])).order_by("pk")
        if not self.user.is_superuser:
            columns = columns.filter(pk__in=self.rules.open_to(self.user, "change"))
        today = timezone.localdate()
        found = [Stale(column, _days_since(column.last, today)) for column in columns]
        late = [row for row in found if row.days is None or row.days > row.column.update_cycle_days]
        return sorted(late, key=lambda row: (row.days is not None, -(row.days or 0)))


def _days_since(moment: datetime | None, today: date) -> int | None:
    return (today - timezone.localdate(moment)).days if moment else None
