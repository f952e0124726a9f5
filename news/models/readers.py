"""How often articles are read, counted so that a person counts once an hour and nobody can be recognised."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import connection, models, transaction
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article

KEPT = timedelta(hours=25)  # visits of the last 24 hours are ranked; older ones live on in the day's number


class DayReadsQuerySet(models.QuerySet):
    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def of_article(self) -> Subquery:
        """How many readers these are for the article of the query around it; None without any."""
        return Subquery(self.filter(article=OuterRef("pk")).values("article").annotate(n=Sum("count")).values("n"))


class DayReads(models.Model):
    """Readers of an article on one day, in the zone's time. Only ever grows."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reads")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("readers"), default=0)

    objects = DayReadsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="one_count_a_day")]
        indexes = [models.Index(fields=["day", "article", "count"])]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}: {self.count}"


class VisitQuerySet(models.QuerySet):
    def since(self, moment: datetime) -> Self:
        return self.filter(hour__gte=moment)

    def of_article(self) -> Subquery:
        """As `DayReads` has it."""
        return Subquery(self.filter(article=OuterRef("pk")).values("article").annotate(n=Count("pk")).values("n"))


class Visit(models.Model):
    """That somebody read an article in one hour. `visitor` is a keyed digest that changes every day (news/readers.py)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    visitor = models.CharField(max_length=32)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "article", "visitor"], name="once_an_hour")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour:%Y-%m-%d %H}"

    @classmethod
    def note(cls, article: Article, visitor: str) -> bool:
        """Count the visitor, unless they counted within this hour. Whether they were counted."""
        now = timezone.now()
        visit = cls(article=article, hour=now.replace(minute=0, second=0, microsecond=0), visitor=visitor)
        with transaction.atomic():
            if not _inserted(visit):
                return False
            day, _made = DayReads.objects.get_or_create(article=article, day=timezone.localdate(now))
            DayReads.objects.filter(pk=day.pk).update(count=F("count") + 1)
            cls.objects.filter(hour__lt=now - KEPT).delete()
        return True


def _inserted(visit: Visit) -> bool:
    """INSERT … ON CONFLICT DO NOTHING, by the count of rows: two requests at once count one visitor."""
    fields = [visit._meta.get_field(name) for name in ("article", "hour", "visitor")]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = [field.get_db_prep_save(getattr(visit, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(visit._meta.db_table)
        sql = f"INSERT INTO {table} ({names}) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"  # noqa: S608 names are ours
        cursor.execute(sql, values)
        return cursor.rowcount == 1
