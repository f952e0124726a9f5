"""The demonstration's newsroom: articles come out through the three reviews, as the staff would bring them out."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from news.checks.gate import Gate
from news.models import Article
from portal.accounts.roles import Role

REVIEWERS = {
    "pass_first": ("demo-first", "示例一审（示例）", Role.FIRST_REVIEWER),
    "pass_second": ("demo-second", "示例二审（示例）", Role.SECOND_REVIEWER),
    "pass_final": ("demo-final", "示例三审（示例）", Role.FINAL_REVIEWER),
}


def person(username: str, name: str, *roles: Role):
    """Somebody of the demonstration: has a role, has no password and can't sign in."""
    fields = {"name": name, "is_staff": False}
    user, made = get_user_model().objects.get_or_create(username=username, defaults=fields)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


class Newsroom:
    """A writer and three reviewers."""

    def __init__(self, writer) -> None:
        self.writer = writer
        self.reviewers = {verb: person(*who) for verb, who in REVIEWERS.items()}

    def bring_out(self, article: Article, at: datetime) -> None:
        """Submit, review as often as the column asks for, publish at `at`."""
        gate = Gate(article)
        reasons = {finding.key: "与公开报道原文一致（示例）" for finding in gate.findings if not finding.is_block}
        gate.answer(reasons, by=self.writer)
        article.submit(by=self.writer)
        for review in article.chain:
            getattr(article, review.verb)(by=self.reviewers[review.verb], note="同意", ticks=review.ticks)
        article.publish(by=self.reviewers["pass_final"], at=at)
