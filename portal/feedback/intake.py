"""How a message comes in, and how its sender finds it again. Strangers meet nothing else of the messages."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.lib.language import CHINESE, ENGLISH, is_english
from portal.lib.personal import mask_contacts, masked_name
from portal.lib.visitors import NotTaken

from .models import CalendarDay, Category, FeedbackSettings, Message, Sender
from .models.message import Stage

PER_HOUR = 10  # messages from one address
TRIES = 30  # lookups from one address an hour
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without those that are read for others


@dataclass(frozen=True)
class Receipt:
    """What the sender keeps: the code is shown once and stored only as a hash."""

    message: Message
    code: str


def code_of(form_id: str) -> str:
    """The query code of the message that this form became: ten letters, about 49 bits, the same however often it is sent."""
    number = int(salted_hmac("portal.feedback.code", form_id, algorithm="sha256").hexdigest(), 16)
    letters = ""
    while len(letters) < 10:
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters


def sent_before(form_id: str, text_hash: str) -> Receipt | None:
    """The receipt of a form that came twice (a second click, a reloaded page).

    NotTaken when it came back with another text, or when somebody sent the same words within a day.
    """
    known = Message.objects.filter(form_id=form_id).first()
    if known and known.text_hash == text_hash:
        return Receipt(known, code_of(form_id))
    if known:
        words = {"number": known.number}
        raise NotTaken(
            _("This form was sent before (number %(number)s). To send a second message, please press the button again.")
            % words
        )
    day = timezone.now() - timedelta(days=1)
    if Message.objects.filter(text_hash=text_hash, received_at__gt=day).exists():
        raise NotTaken(
            _("The same text was received within the last day and is being dealt with; it needs not be sent again.")
        )
    return None


def text_hash(title: str, body: str) -> str:
    return hashlib.sha256("".join((title + body).split()).encode()).hexdigest()


@transaction.atomic
def receive(
    category: Category, *, title: str, body: str, name: str, phone: str = "", email: str = "", about: str = "",
    consents: bool = False, form_id: str = "", is_sample: bool = False, at=None,
) -> Receipt:  # fmt: skip
    """Write the message down under a number, with its department and its due date."""
    form_id, at = form_id or secrets.token_urlsafe(16), at or timezone.now()
    code, days = code_of(form_id), FeedbackSettings.load().answer_days
    message = Message(
        kind=category.kind, category=category, department=category.department, number=secrets.token_hex(8),
        stage=Stage.ASSIGNED if category.department_id else Stage.RECEIVED, form_id=form_id, text_hash=text_hash(title, body),
        title=mask_contacts(title, name), body=mask_contacts(body, name), shown_name=masked_name(name), about=about,
        consents=consents, received_at=at, answer_days=days, language=ENGLISH if is_english() else CHINESE, due_on=CalendarDay.due_on(timezone.localdate(at), days), is_sample=is_sample,
    )  # fmt: skip
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:  # the second of two clicks was a moment behind the first
        return Receipt(Message.objects.get(form_id=form_id), code)
    message.number = f"{timezone.localdate(at).year}{message.pk:06}"
    message.code_hash = _hash(message.number, code)
    message.save(update_fields=["number", "code_hash"])
    Sender.objects.create(message=message, name=name, phone=phone, email=email, title=title, body=body)
    message.note("receive")
    return Receipt(message, code)


def find_own(number: str, code: str) -> Message | None:
    """The sender's own message by number and code; None when either is wrong."""
    rows = Message.objects.select_related("category", "department", "answered_by")
    message = rows.filter(number=number).exclude(stage=Stage.SPAM).first()
    right = constant_time_compare(message.code_hash if message else "", _hash(number, code))
    return message if message and right else None


def _hash(number: str, code: str) -> str:
    return hashlib.sha256(f"{number}:{code}".encode()).hexdigest()
