"""My desk: what is waiting for this person among the articles, pages and topics. Internal; asks for a right in articles.

Every text stands in one section at most: the first of `SECTIONS` that fits.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.publishing.desk import Section
from portal.publishing.lists import scheduled
from portal.publishing.models import IN_REVIEW, ReviewLog, Status
from portal.publishing.reviewed import NO_WORDS, Reviewed
from portal.site.models import Column, Page
from portal.site.rights import ColumnRules

from .checks.gate import open_findings
from .models import Article, Comment, Topic
from .models.comment import State

KINDS = (Article, Page, Topic)
RIGHT = "news.view_article"
MOST, LOOKED_AT = 500, 12
SECTIONS: dict[str, str | Promise] = {
    "returned": _("Returned to me"),
    "review": _("For me to review"),
    "publish": _("Approved, to be published"),
    "write": _("My drafts"),
    "sent": _("Mine, in review"),
    "scheduled": _("Scheduled"),
    "overdue": _("To look at again"),
}


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
        """A query a kind; sections this person never has anything in are left out."""
        conditions = {kind: self._conditions(kind) for kind in KINDS}
        sections = {key: Section(key, words) for key, words in SECTIONS.items() if key in conditions[Article]}
        for kind in KINDS:
            for text in self._texts(kind, conditions[kind]):
                text.opts, text.open_findings = kind._meta, []
                sections.setdefault(text.section, Section(text.section, SECTIONS[text.section])).rows.append(text)
        for section in sections.values():
            section.rows.sort(key=lambda text: text.updated_at)
        if soon := sections.get("scheduled"):
            self._look_again(soon)
        return [sections[key] for key in SECTIONS if key in sections]

    @staticmethod
    def _look_again(scheduled: Section) -> None:
        """What a time is set for was checked when it was set. Those that appear next are checked anew: what has come up
        since (a corrected value, a record that moved) stands beside them and comes first. About ten queries a text."""
        soonest = sorted(scheduled.rows, key=lambda text: text.go_live_at)
        for text in soonest[:LOOKED_AT]:
            text.open_findings = open_findings(text)
        scheduled.rows = sorted(soonest, key=lambda text: not text.open_findings)

    @cached_property
    def comments(self) -> list[Comment]:
        """Readers' comments that this person has to read, and those that were reported, the oldest first. One query."""
        waiting = Comment.objects.for_staff(self.user, self.rules).filter(Q(state=State.PENDING) | Q(reports__gt=0))
        return list(waiting.select_related("article").defer("article__body").order_by("sent_at")[:MOST])

    @property
    def waiting(self) -> int:
        mine = ("returned", "review", "publish", "overdue")
        return len(self.comments) + sum(
            section.count if section.key in mine else sum(bool(text.open_findings) for text in section.rows)
            for section in self.sections
        )

    def _may(self, kind: type[Reviewed], verb: str) -> bool:
        return self.user.has_perm(f"{kind._meta.app_label}.{verb}_{kind._meta.model_name}")

    def _texts(self, kind: type[Reviewed], conditions: dict[str, Q]) -> QuerySet[Reviewed]:
        """Texts in this person's columns that stand in a section, with whether they wrote them or reviewed them in the
        present round."""
        log = ReviewLog.objects.filter(content_type=ContentType.objects.get_for_model(kind), object_id=OuterRef("pk"))
        rounds = log.filter(verb__in=("submit", "rush", "edit_published", "edit_archived")).order_by("-pk")
        versions = kind.history.model.objects.filter(id=OuterRef("pk"), history_user=self.user)
        place = Case(
            *(When(condition, then=Value(key)) for key, condition in conditions.items()),
            default=Value(""),
            output_field=CharField(),
        )
        found = kind.objects.filter(self._here(kind)).annotate(
            round=Subquery(rounds.values("pk")[:1]),
            returned_why=Subquery(log.filter(verb="send_back").order_by("-pk").values("note")[:1]),
            is_author=Exists(versions.exclude(history_change_reason=NO_WORDS)),
            has_reviewed=Exists(log.filter(by=self.user, pk__gte=OuterRef("round"))),
            section=place,
        )
        found = found.exclude(section="").select_related("drafted_by", *(["column"] if kind is not Topic else []))
        return found.defer(*(["body", "body_en"] if kind is not Topic else [])).order_by("updated_at")[:MOST]

    def _here(self, kind: type[Reviewed], verb: str = "view", columns: list[int] | None = None) -> Q:
        """What stands where the person may do this (and in one of `columns`). Topics stand in one place, all of them."""
        if kind is Topic:
            is_open = self.rules.admits(self._topics, self.user, verb) and (columns is None or self._topics in columns)
            return Q() if is_open else Q(pk__in=[])
        here = Q() if self.user.is_superuser else Q(column__in=self.rules.open_to(self.user, verb))
        return here if columns is None else here & Q(column__in=columns)

    @cached_property
    def _topics(self) -> int | None:
        return Topic.place()

    def _conditions(self, kind: type[Reviewed]) -> dict[str, Q]:
        """section -> what stands in it for this person, in the order in which they are tried."""
        now, mine, found = timezone.now(), Q(drafted_by=self.user), {}
        may_write = self._may(kind, "add")
        if may_write:
            found["returned"] = Q(status=Status.RETURNED) & (mine | Q(is_author=True))
        if reviews := self._reviews(kind):
            found["review"] = reviews & ~mine & Q(is_author=False, has_reviewed=False)
        if self._may(kind, "publish"):
            found["publish"] = Q(status=Status.APPROVED, go_live_at=None)
        if may_write:
            found["write"] = mine & Q(status=Status.DRAFT)
            found["sent"] = mine & Q(status__in=IN_REVIEW) & ~scheduled(now)
        found["scheduled"] = scheduled(now)
        owed = Q(owes_review_since__isnull=False)
        again = Q(review_on__lte=timezone.localdate(now)) if kind is Article else Q(pk__in=[])
        found["overdue"] = Q(status=Status.PUBLISHED) & (owed | again)
        return found

    def _reviews(self, kind: type[Reviewed]) -> Q | None:
        """What waits for a review that this person has the right to."""
        two, three = self.rules.with_reviews(2), self.rules.with_reviews(3)
        if kind is Topic and self._topics is None:
            (two if self.rules.default == 2 else three).append(None)
        places = {
            "pass_first": [(Q(status=Status.SUBMITTED), None)],
            "pass_second": [(Q(status=Status.FIRST), three)],
            "pass_final": [(Q(status=Status.SECOND), None), (Q(status=Status.FIRST), two)],
        }
        found = None
        for verb, stands in places.items():
            for state, columns in stands if self._may(kind, verb) else ():
                here = state & self._here(kind, verb, columns)
                found = here if found is None else found | here
        if found is not None and self._may(kind, "pass_final"):
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
