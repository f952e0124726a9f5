"""Messages from the public: received, assigned, answered, and public only when everything that must hold does."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.lib.language import CHINESE, ENGLISH, local
from portal.lib.personal import find_contacts, plain_line, plain_lines
from portal.publishing import effects
from portal.publishing.models import Publishable, PublishableQuerySet, StateChanged, Status

from .office import CalendarDay, Category, FeedbackSettings, Kind

RED_DAYS = 90  # unanswered for longer costs the site its assessment (R26)


class Stage(models.TextChoices):
    """Where a message is in the office's hands; whether readers see it is its `status`."""

    RECEIVED = "received", _("to be assigned")
    ASSIGNED = "assigned", _("being answered")
    PROPOSED = "proposed", _("answer to be approved")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("not taken up")
    RECALLED = "recalled", _("recalled by the sender")
    SPAM = "spam", _("spam")


OPEN = (Stage.RECEIVED, Stage.ASSIGNED, Stage.PROPOSED)


class MessageQuerySet(PublishableQuerySet):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN)

    def for_staff(self, user) -> Self:
        """What this person may see at all: everything for managers, else what lies with the own department."""
        if user.has_perm("feedback.manage_message"):
            return self
        return self.filter(department_id=user.department_id) if user.department_id else self.none()

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=timezone.localdate())

    def red(self) -> Self:
        return self.open().filter(received_at__lt=timezone.now() - timedelta(days=RED_DAYS))

    def for_list(self) -> Self:
        return self.select_related("category", "answered_by").order_by("-answered_at", "-pk")


class Satisfaction(models.IntegerChoices):
    GOOD = 3, _("satisfied")
    FAIR = 2, _("fairly satisfied")
    BAD = 1, _("not satisfied")


class Message(Publishable):
    """`title` and `body` are the sender's words with telephone numbers, addresses and names covered, as staff may edit
    them for readers; what was typed is in `Sender`, the only private row."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    category = models.ForeignKey(Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number of the message"), max_length=16, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    form_id = models.CharField(max_length=40, unique=True, editable=False)  # sent twice, it is still one message
    text_hash = models.CharField(max_length=64, db_index=True, editable=False)
    language = models.CharField(
        _("written on the page in"), max_length=7, choices=[(CHINESE, "中文"), (ENGLISH, "English")], default=CHINESE, editable=False
    )  # fmt: skip
    title = models.CharField(_("title for readers"), max_length=80)
    body = models.TextField(_("text for readers"), max_length=3000)
    shown_name = models.CharField(_("shown name"), max_length=12, editable=False)
    about = models.CharField(_("page it is about"), max_length=300, blank=True, editable=False)
    consents = models.BooleanField(_("sender agrees to publication"), default=False, editable=False)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.RECEIVED, editable=False)
    department = models.ForeignKey(
        Department,
        verbose_name=_("dealt with by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)
    answer_days = models.PositiveSmallIntegerField(default=15, editable=False)  # working days, as promised when it came
    due_on = models.DateField(_("due on"), editable=False)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        Department, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    told = models.CharField(_("reason told to the sender"), max_length=300, blank=True, editable=False)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), choices=Satisfaction, null=True, editable=False)
    is_sample = models.BooleanField(_("sample (invented)"), default=False, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["due_on", "pk"]
        permissions = [
            ("publish_message", _("may publish messages")),
            ("manage_message", _("may see and hand over all messages")),
            ("approve_message", _("may approve answers")),
        ]
        indexes = [
            models.Index(fields=["-answered_at", "-id"], condition=Q(status="published"), name="message_public_date"),
            models.Index(fields=["stage", "department", "due_on"], name="message_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @classmethod
    def public_q(cls) -> Q:
        return Q(kind=Kind.MESSAGE, consents=True, stage=Stage.ANSWERED)

    @classmethod
    def english_q(cls, path: str = "") -> Q:
        """A message is shown as it was written and answered."""
        return Q(**{f"{path}language": ENGLISH})

    @property
    def in_english(self) -> bool:
        return self.language == ENGLISH

    def get_absolute_url(self) -> str:
        return local(f"/messages/{self.number}/")

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def stage_for_sender(self) -> str:
        """The stage in words for outside: how an answer is approved is the office's own matter."""
        return str(Stage.ASSIGNED.label if self.stage == Stage.PROPOSED else self.get_stage_display())

    def clean(self) -> None:
        self.title, self.body, self.answer = plain_line(self.title), plain_lines(self.body), plain_lines(self.answer)

    def publishing_errors(self) -> list[str]:
        errors = []
        if self.kind != Kind.MESSAGE:
            errors.append(gettext("Reports and claims are never published."))
        if not self.consents:
            errors.append(gettext("The sender has not agreed to publication."))
        if self.stage != Stage.ANSWERED:
            errors.append(gettext("The message has no approved answer."))
        if found := find_contacts("\n".join((self.title, self.body, self.answer))):
            words = {"found": "、".join(found[:3])}
            errors.append(gettext("Contact data stand in the text: %(found)s. Cover them first.") % words)
        return errors

    # --- steps of the office -------------------------------------------------------------------

    def hand_over(self, to: Department, *, by, reason: str) -> None:
        """To another department, with a reason that the log keeps. The due date stays: the sender was promised it."""
        self._ask(by, "change_message")
        self._need(reason, gettext("Say why the message is handed over."))
        if to == self.department:
            raise ValidationError(gettext("The message is with this department already."))
        self._step("hand_over", OPEN, Stage.ASSIGNED, by=by, note=reason, department=to, proposed_by=None)

    def submit(self, *, by) -> None:
        """The answer as it is saved goes to whoever approves it, or out at once where one person decides."""
        self._ask(by, "change_message")
        self._need(self.answer.strip(), gettext("There is no answer yet."))
        starts = (Stage.RECEIVED, Stage.ASSIGNED)
        if FeedbackSettings.load().two_steps:
            self._step("submit", starts, Stage.PROPOSED, by=by, proposed_by=by)
        else:
            self._step("answer", starts, Stage.ANSWERED, by=by, proposed_by=by, **self._answered())

    def approve(self, *, by) -> None:
        """By somebody else than who wrote it."""
        self._ask(by, "approve_message")
        if self.proposed_by == by:
            raise ValidationError(gettext("Your own answer is approved by somebody else."))
        self._need(self.answer.strip(), gettext("There is no answer yet."))
        self._step("approve", (Stage.PROPOSED,), Stage.ANSWERED, by=by, **self._answered())

    def send_back(self, *, by, reason: str) -> None:
        self._ask(by, "approve_message")
        self._need(reason, gettext("Say what must be changed."))
        self._step("send_back", (Stage.PROPOSED,), Stage.ASSIGNED, by=by, note=reason, proposed_by=None)

    def decline(self, *, by, reason: str) -> None:
        """Not taken up; the sender reads why."""
        self._ask(by, "approve_message")
        self._need(reason, gettext("The sender needs to know why."))
        self._step("decline", OPEN, Stage.DECLINED, by=by, note=reason, told=reason, closed_at=timezone.now())

    def mark_spam(self, *, by) -> None:
        self._ask(by, "manage_message")
        self._step("spam", OPEN, Stage.SPAM, by=by, closed_at=timezone.now())

    def reopen(self, *, by, reason: str) -> None:
        """Taken up again after all; what was public goes off the public side with it."""
        self._ask(by, "manage_message")
        self._need(reason, gettext("Say why the message is taken up again."))
        goal = Stage.ASSIGNED if self.department_id else Stage.RECEIVED
        closed = (Stage.ANSWERED, Stage.DECLINED, Stage.SPAM)
        self._step("reopen", closed, goal, by=by, note=reason, closed_at=None, answered_at=None, told="")

    # --- steps of the sender -------------------------------------------------------------------

    def recall(self) -> None:
        """The sender takes it back: consent ends at once, and an unanswered message is closed."""
        goal = Stage.RECALLED if self.is_open else self.stage
        self._step("recall", (*OPEN, Stage.ANSWERED), goal, consents=False, closed_at=self.closed_at or timezone.now())

    def rate(self, satisfaction: int) -> None:
        if self.stage != Stage.ANSWERED:
            raise ValidationError(gettext("Only an answer can be rated."))
        Message.objects.filter(pk=self.pk).update(satisfaction=satisfaction)
        self.satisfaction = satisfaction
        self.note("rate", note=str(Satisfaction(satisfaction).label))
        effects.start(self)

    # --- how ----------------------------------------------------------------------------------

    def note(self, verb: str, *, by=None, note: str = "") -> None:
        self.steps.create(verb=verb, by=by, note=note[:300], department_id=self.department_id)

    def may_handle(self, user, right: str) -> bool:
        """Whether `user` has the right and the message is theirs: of their department, or they manage all."""
        mine = self.department_id is not None and user.department_id == self.department_id
        return user.has_perm(f"feedback.{right}") and (mine or user.has_perm("feedback.manage_message"))

    def may(self, user, verb: str) -> bool:
        """For the steps of publication."""
        return self.may_handle(user, "publish_message")

    def _ask(self, by, right: str) -> None:
        if not self.may_handle(by, right):
            raise PermissionDenied

    @staticmethod
    def _need(text: str, sentence: str) -> None:
        if not text.strip():
            raise ValidationError(sentence)

    def _answered(self) -> dict[str, object]:
        now = timezone.now()
        return {"answered_at": now, "closed_at": now, "answered_by": self.department}

    def _step(self, verb: str, starts: tuple[str, ...], goal: str, *, by=None, note: str = "", **changes) -> None:
        """Compare-and-set, with a line in the log; of two people one is told that the message had moved."""
        old = self.stage
        if old not in starts:
            words = {"number": self.number, "stage": self.get_stage_display()}
            raise StateChanged(gettext("Message %(number)s is “%(stage)s”: this step is not possible.") % words)
        changes |= {"stage": goal, "updated_at": timezone.now()}
        with transaction.atomic():
            if not Message.objects.filter(self._where(), pk=self.pk, stage=old).update(**changes):
                raise StateChanged(gettext("Message %(number)s was changed by somebody else meanwhile.") % vars(self))
            for name, value in changes.items():
                setattr(self, name, value)
            self.note(verb, by=by, note=note)
            if self.status == Status.PUBLISHED:
                effects.start(self)

    def _where(self) -> Q:
        return Q(department=self.department_id) if self.department_id else Q(department=None)

    @classmethod
    def reschedule(cls) -> int:
        """After a change of the calendar: the due dates of what is open, for the days once promised; how many moved."""
        moved = 0
        for message in cls.objects.open():
            due = CalendarDay.due_on(timezone.localdate(message.received_at), message.answer_days)
            moved += due != message.due_on and cls.objects.filter(pk=message.pk).update(due_on=due)
        return moved
