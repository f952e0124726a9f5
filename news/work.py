"""Work statistics of the newsroom: what each person did and how each column stands, in a span of time. Internal."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.publishing.models import IN_REVIEW, ReviewLog, Status
from portal.site.models import Column

from .models import Article

VERBS = ("submit", "pass_first", "pass_second", "pass_final", "review_afterwards", "send_back", "publish", "rush")
SPANS = {"month": 30, "quarter": 90, "year": 365}  # days


@dataclass
class Person:
    user: User
    drafted: int = 0
    verbs: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> list[int]:
        return [self.drafted, *(self.verbs.get(verb, 0) for verb in VERBS)]


def since_of(span: str) -> datetime:
    return timezone.now() - timedelta(days=SPANS.get(span, SPANS["month"]))


def people(articles: QuerySet[Article], since: datetime) -> list[Person]:
    """Everybody who drafted or moved one of `articles` since then, the busiest first. Three queries."""
    kind = ContentType.objects.get_for_model(Article)
    log = ReviewLog.objects.filter(
        content_type=kind, object_id__in=articles.values("pk"), at__gte=since, verb__in=VERBS
    )
    moved = log.order_by().values_list("by", "verb").annotate(n=Count("pk"))
    drafted = articles.filter(created_at__gte=since, drafted_by__isnull=False, revises=None).order_by()
    drafts = dict(drafted.values_list("drafted_by").annotate(n=Count("pk")))
    rows: dict[int, Person] = {}
    moves = list(moved)
    users = User.objects.select_related("department").in_bulk({*drafts, *(by for by, _verb, _n in moves)})
    for pk, user in users.items():
        rows[pk] = Person(user, drafts.get(pk, 0))
    for by, verb, n in moves:
        rows[by].verbs[verb] = n
    return sorted(rows.values(), key=lambda row: (-sum(row.counts), row.user.pk))


def columns(articles: QuerySet[Article], since: datetime) -> list[dict[str, object]]:
    """Every column with one of `articles`: published since then, waiting now, the last publication. Two queries."""
    public = Q(pk__in=Article.objects.published().values("pk"))
    counts = {
        row["column"]: row
        for row in articles.order_by().values("column").annotate(
            published=Count("pk", filter=public & Q(first_published_at__gte=since)),
            drafts=Count("pk", filter=Q(status__in=(Status.DRAFT, Status.RETURNED))),
            waiting=Count("pk", filter=Q(status__in=IN_REVIEW)),
            owing=Count("pk", filter=Q(owes_review_since__isnull=False)),
            last=Max("first_published_at", filter=public),
        )
    }  # fmt: skip
    found = Column.objects.filter(pk__in=counts).order_by("path")
    return [counts[column.pk] | {"column": column} for column in found]
