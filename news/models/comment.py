"""What readers write under an article: read by a reviewer of the column before anybody else sees it."""

from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.publishing.models import ReviewLog, StateChanged
from portal.site.models import ColumnReviewer
from portal.site.rights import ColumnRules

from .article import Article

RIGHT = "news.moderate_comment"


class State(models.TextChoices):
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


def moderated_columns(user, rules: ColumnRules) -> list[int]:
    """Ids of the columns in which the person is a reviewer and may decide on comments."""
    if not user.has_perm(RIGHT):
        return []
    steps = [step for step, _name in ColumnReviewer.STEPS if user.has_perm(f"news.{step}_article")]
    return sorted({column for step in steps for column in rules.open_to(user, step)})


class CommentQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What readers may see: approved, under an article that answers, in a column that has comments."""
        articles = Article.objects.readable().values("pk")
        return self.filter(state=State.APPROVED, article__in=articles, article__column__has_comments=True)

    def newest_of(self, article: Article, count: int) -> Self:
        """The last `count` public ones, unordered and uncut, so that they may stand in a union."""
        return self.filter(pk__in=self.published().filter(article=article)[:count].values("pk")).order_by()

    def for_staff(self, user, rules: ColumnRules) -> Self:
        return self if user.is_superuser else self.filter(article__column__in=moderated_columns(user, rules))


class Comment(models.Model):
    """`name` and `text` are already covered (see portal.lib.personal): nothing else of the writer is kept but a keyed
    digest of where it came from, which `news.commenting.tidy` empties when the time is over."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="comments", editable=False
    )
    name = models.CharField(_("shown name"), max_length=12, editable=False)
    text = models.TextField(_("comment"), max_length=1000, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PENDING, editable=False)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    sender = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    form_id = models.CharField(max_length=40, unique=True, editable=False)  # sent twice, it is still one comment
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    reply = models.TextField(_("official reply"), max_length=2000, blank=True, editable=False)
    reply_department = models.ForeignKey(
        Department, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reply written by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )  # fmt: skip
    replied_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    reports = models.PositiveIntegerField(_("open reports"), default=0, editable=False)
    is_sample = models.BooleanField(_("sample (invented)"), default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ["view"]
        permissions = [("moderate_comment", _("may decide on comments and answer them"))]
        indexes = [models.Index(fields=["article", "state", "-sent_at"], name="comment_of_article")]

    def __str__(self) -> str:
        return f"{self.name}：{self.text[:20]}"

    def may(self, user, rules: ColumnRules | None = None) -> bool:
        """Whether the person reviews this comment's column."""
        return user.is_superuser or self.article.column_id in moderated_columns(user, rules or ColumnRules.load())

    def approve(self, *, by, reason: str = "") -> None:
        self._decide("approve", State.APPROVED, (State.PENDING, State.REFUSED), by, reason)

    def refuse(self, *, by, reason: str) -> None:
        """Keep it, or take it, off the site."""
        if not reason.strip():
            raise ValidationError(gettext("Say why the comment is not shown."))
        self._decide("refuse", State.REFUSED, (State.PENDING, State.APPROVED), by, reason)

    def keep(self, *, by, reason: str) -> None:
        """It was reported and stays."""
        if not reason.strip():
            raise ValidationError(gettext("Say why the comment stays."))
        self._decide("keep", State.APPROVED, (State.APPROVED,), by, reason)

    @transaction.atomic
    def answer(self, *, by, text: str, department: Department | None = None) -> None:
        """The reply of the house, shown with the department (that of `by` when none is named)."""
        self._ask(by)
        department = department or by.department
        if department is None:
            raise ValidationError(gettext("Choose the department that answers: your account belongs to none."))
        if not text.strip() or self.state == State.REFUSED:
            raise ValidationError(gettext("A reply needs a text, and a comment that isn't refused."))
        changes = {
            "reply": text.strip(),
            "reply_department": department,
            "replied_by": by,
            "replied_at": timezone.now(),
        }
        if not Comment.objects.filter(pk=self.pk).exclude(state=State.REFUSED).update(**changes):
            raise StateChanged(gettext("The comment was decided by somebody else meanwhile."))
        vars(self).update(changes | {"reply_department_id": department.pk, "replied_by_id": by.pk})
        self._note("answer", self.state, by, self.reply)

    def decisions(self) -> models.QuerySet[ReviewLog]:
        """Who decided what, when and why, the newest first; kept also when the comment itself is removed."""
        return ReviewLog.of(self).select_related("by")

    @transaction.atomic
    def report(self, reason: str, note: str, sender: str) -> bool:
        """One more report; False when the same sender has reported it before."""
        _row, made = CommentReport.objects.get_or_create(
            comment=self, sender=sender, defaults={"reason": reason, "note": note}
        )
        if made:
            Comment.objects.filter(pk=self.pk).update(reports=F("reports") + 1)
        return made

    def _ask(self, by) -> None:
        if not self.may(by):
            raise PermissionDenied

    def _note(self, verb: str, old: str, by, note: str) -> None:
        ReviewLog.objects.create(thing=self, verb=verb, old_status=old, new_status=self.state, by=by, note=note[:500])

    @transaction.atomic
    def _decide(self, verb: str, goal: str, starts: tuple[str, ...], by, reason: str) -> None:
        """Compare and set: of two people one is told that it was decided. Open reports are answered with it."""
        self._ask(by)
        old = self.state
        changes = {
            "state": goal,
            "decided_by": by,
            "decided_at": timezone.now(),
            "reason": reason.strip()[:200],
            "reports": 0,
        }
        moved = old in starts and Comment.objects.filter(pk=self.pk, state=old).update(**changes)
        if not moved:
            raise StateChanged(gettext("The comment was decided by somebody else meanwhile."))
        for name, value in changes.items():
            setattr(self, name, value)
        self._note(verb, old, by, self.reason)


class CommentReport(models.Model):
    """A reader's report of a comment; `sender` is a keyed digest, emptied like the comment's."""

    class Reason(models.TextChoices):
        ILLEGAL = "illegal", _("against the law or harmful")
        RUMOUR = "rumour", _("not true")
        INSULT = "insult", _("insult or attack")
        PRIVACY = "privacy", _("gives away personal data")
        ADVERT = "advert", _("advertising or flooding")
        OTHER = "other", _("something else")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="report_rows")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    note = models.CharField(_("note"), max_length=200, blank=True)
    sender = models.CharField(max_length=32)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        ordering = ["-pk"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["comment", "sender"], name="comment_report_once")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}：{self.note}"
