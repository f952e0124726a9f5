"""The steps of a message as buttons: what each asks for, and who may take it now."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.publishing.models import Publishable, Status
from projects.admin.verbs import Verb

from ..about import things
from ..models import Freeze, Message
from ..models.message import Stage
from ..models.office import Kind

CLOSED = (Stage.ANSWERED, Stage.DECLINED, Stage.SPAM)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 2}))


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 2}))


class HandOverForm(ReasonForm):
    to = forms.ModelChoiceField(Department.objects.all(), label=_("To"), empty_label=_("Please choose"))
    field_order = ["to", "reason"]


def _may(right: str, *stages: str) -> Callable[..., bool]:
    return lambda user, message: message.stage in stages and message.may_handle(user, right)


def _may_publish(user, message: Message) -> bool:
    ready = message.kind == Kind.MESSAGE and message.consents and message.stage == Stage.ANSWERED
    return ready and message.status != Status.PUBLISHED and message.may_handle(user, "publish_message")


def _may_withdraw(user, message: Message) -> bool:
    return message.status == Status.PUBLISHED and message.may_handle(user, "publish_message")


def _may_approve(user, message: Message) -> bool:
    is_mine = message.proposed_by_id == user.pk
    return message.stage == Stage.PROPOSED and not is_mine and message.may_handle(user, "approve_message")


def _public_things(message: Message) -> list[Publishable]:
    return [thing for thing in things(message.about) if thing.status == Status.PUBLISHED]


def _may_freeze(user, message: Message) -> bool:
    if message.kind != Kind.RIGHTS or not message.is_open or not message.may_handle(user, "change_message"):
        return False
    found = _public_things(message)
    return bool(found) and all(thing.may(user, "freeze") for thing in found)


def _freeze(message: Message, *, by, reason: str) -> None:
    for thing in _public_things(message):
        Freeze.put(message, thing, by=by, reason=reason)


def open_freezes(message: Message) -> list[Freeze]:
    return list(message.freezes.filter(outcome="")) if message.kind == Kind.RIGHTS else []


def _may_end(user, message: Message) -> bool:
    frozen = open_freezes(message)
    may = all(one.thing and one.thing.may(user, "unfreeze") for one in frozen)
    return bool(frozen) and may and message.may_handle(user, "change_message")


def _restore(message: Message, *, by, note: str) -> None:
    for frozen in open_freezes(message):
        frozen.restore(by=by, note=note)


def _keep_withdrawn(message: Message, *, by, note: str) -> None:
    for frozen in open_freezes(message):
        frozen.keep_withdrawn(by=by, note=note)


OPEN = (Stage.RECEIVED, Stage.ASSIGNED, Stage.PROPOSED)
STEPS = (
    Verb("approve", _("Approve the answer"), _("The answer to “%(thing)s” is approved; the sender can read it."),
         Message.approve, _may_approve, look="default"),
    Verb("send_back", _("Send the answer back"), _("“%(thing)s” goes back to whoever answers."),
         Message.send_back, _may("approve_message", Stage.PROPOSED), ReasonForm, "plain"),
    Verb("publish", _("Publish question and answer"), _("“%(thing)s” is public now."),
         Message.publish, _may_publish, look="default"),
    Verb("withdraw", _("Withdraw from the site"), _("“%(thing)s” was withdrawn."),
         Message.withdraw, _may_withdraw, ReasonForm, "danger"),
    Verb("freeze", _("Freeze the page while it is examined"), _("The page of “%(thing)s” is off the public side."),
         _freeze, _may_freeze, ReasonForm, "danger"),
    Verb("unfreeze", _("Show the page again"), _("The page of “%(thing)s” is public again."),
         _restore, _may_end, NoteForm, "plain"),
    Verb("remove", _("Leave the page withdrawn"), _("The page of “%(thing)s” stays withdrawn."),
         _keep_withdrawn, _may_end, NoteForm, "danger"),
    Verb("hand_over", _("Pass on to another department"), _("“%(thing)s” was passed on."),
         Message.hand_over, _may("change_message", *OPEN), HandOverForm, "plain"),
    Verb("decline", _("Don't take it up"), _("“%(thing)s” is closed; the sender reads the reason."),
         Message.decline, _may("approve_message", *OPEN), ReasonForm, "plain"),
    Verb("spam", _("Mark as spam"), _("“%(thing)s” is put away as spam."),
         Message.mark_spam, _may("manage_message", *OPEN), look="plain"),
    Verb("reopen", _("Take up again"), _("“%(thing)s” is open again."),
         Message.reopen, _may("manage_message", *CLOSED), ReasonForm, "plain"),
)  # fmt: skip
# What the log calls the steps that are no buttons.
WORDS = {
    "receive": _("received"), "submit": _("answer submitted"), "answer": _("answered"), "recall": _("recalled by the sender"),
    "rate": _("rated by the sender"), "forget": _("sender's data removed"),
} | {verb.name: verb.label for verb in STEPS}  # fmt: skip
