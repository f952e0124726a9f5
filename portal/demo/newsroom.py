"""The demonstration's newsroom: articles come out through the three reviews, as the staff would bring them out."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from news.checks.gate import Gate
from news.models import Article, Source
from portal.accounts.roles import Role
from portal.publishing.reviewed import Reviewed
from portal.site.models import Column

REVIEWERS = {
    "pass_first": ("demo-first", "示例一审（示例）", Role.FIRST_REVIEWER),
    "pass_second": ("demo-second", "示例二审（示例）", Role.SECOND_REVIEWER),
    "pass_final": ("demo-final", "示例三审（示例）", Role.FINAL_REVIEWER),
}

# title -> where it stands: "" a draft, "sent", passed "first" or "second", sent "back"
ON_THE_WAY = {
    "示例：企业服务月活动安排": "",
    "示例：园区道路绿化完工": "sent",
    "示例：重点项目现场会召开": "first",
    "示例：科技型企业培训班开班": "second",
    "示例：政企座谈会举行": "back",
}
REVISED = "示例：一篇文章里可以放进哪些内容"


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

    def bring_out(self, text: Reviewed, at: datetime | None = None) -> None:
        """Submit, review as often as the column asks for, publish now or at `at`."""
        self._answer(text)
        text.submit(by=self.writer)
        for review in text.chain:
            getattr(text, review.verb)(by=self.reviewers[review.verb], note="同意", ticks=review.ticks)
        text.publish(by=self.reviewers["pass_final"], at=at)

    def _answer(self, text: Reviewed) -> None:
        """A reason for whatever the checks warn of."""
        if isinstance(text, Article):
            gate = Gate(text)
            reasons = {finding.key: "与公开报道原文一致（示例）" for finding in gate.findings if not finding.is_block}
            gate.answer(reasons, by=self.writer)

    def revise(self) -> int:
        """One public text is being changed: its working copy waits for the second review. How many were made."""
        article = Article.objects.get(title=REVISED, revises=None)
        if article.copies.exists():
            return 0
        copy = article.revise(by=self.writer)
        copy.subtitle = "图集、引语、项目卡、数据、面板和附件"
        copy.summary = copy.summary.replace("展示", "逐一展示")
        copy.body += "<p>以上内容都可以在编辑页的工具栏里插入；没有公开的，页面上什么也不显示。</p>"
        copy.save()
        self._answer(copy)
        copy.submit(by=self.writer, note="补充一段说明，副题列全。")
        copy.pass_first(by=self.reviewers["pass_first"], note="同意", ticks=copy.next_review.ticks)
        return 1

    def fill_desk(self, column: Column, source: Source) -> int:
        """Texts on their way, so that the desk and the review pages have something to show. How many were made."""
        made = 0
        for n, (title, stand) in enumerate(ON_THE_WAY.items()):
            if Article.objects.filter(title=title).exists():
                continue
            article = Article.objects.create(
                column=column, title=title, summary="用于演示审核流程的示例稿件。", source=source, drafted_by=self.writer,
                body="<p>本稿为示例，用于演示送审、审核和退回，不对外发布。</p>", byline=f"示例编辑{n + 1}组（示例）",
            )  # fmt: skip
            made += 1
            if stand:
                article.submit(by=self.writer, note="请审")
            if stand in ("first", "second"):
                article.pass_first(by=self.reviewers["pass_first"], note="同意", ticks=article.next_review.ticks)
            if stand == "second":
                article.pass_second(by=self.reviewers["pass_second"], note="同意", ticks=article.next_review.ticks)
            if stand == "back":
                article.send_back(by=self.reviewers["pass_first"], reason="请补充活动的日期和地点。")
        return made
