"""The invented comments of readers: sent, read by a reviewer, one answered, one left waiting."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from news import commenting
from news.models import Article, Comment
from portal.accounts.models import Department
from portal.accounts.roles import Role

from .newsroom import person
from .talk import UNIT

FILE = Path(__file__).parent / "comments.csv"
WAITING = "third"


@transaction.atomic
def load() -> int:
    """Comments that aren't there yet; returns how many."""
    unit, _made = Department.objects.get_or_create(name=UNIT)
    reviewer = person("demo-first", "示例一审（示例）", Role.FIRST_REVIEWER)
    done = 0
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            article = Article.objects.filter(title=row["文章"]).first()
            if article and not Comment.objects.filter(form_id=f"demo-{row['键']}").exists():
                _comment(row, article, unit, reviewer)
                done += 1
    return done


def _comment(row: dict[str, str], article: Article, unit: Department, reviewer) -> None:
    comment = commenting.receive(
        article,
        text=row["评论"],
        name=row["称呼"],
        form_id=f"demo-{row['键']}",
        sent_at=_after(article, row["几小时后"]),
        is_sample=True,
    )
    if row["键"] == WAITING:
        return
    comment.approve(by=reviewer)
    if row["答复"]:
        comment.answer(by=reviewer, text=row["答复"], department=unit)
        Comment.objects.filter(pk=comment.pk).update(replied_at=_after(article, row["几小时后答复"]))


def _after(article: Article, hours: str) -> datetime:
    """So long after the article came out, and not in the future."""
    return min(article.first_published_at + timedelta(hours=int(hours)), timezone.now())
