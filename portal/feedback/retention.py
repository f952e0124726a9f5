"""What isn't kept: senders' data when the time is over, spam, counters."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts import throttle

from .models import FeedbackSettings, Message, MessageStep, Sender
from .models.message import Stage

SPAM_DAYS = 30


@transaction.atomic
def tidy() -> tuple[int, int, int]:
    """(senders' data removed, spam removed, counters removed). The messages themselves stay, without who wrote them."""
    now = timezone.now()
    over = now - timedelta(days=FeedbackSettings.load().retention_days)
    senders = Sender.objects.filter(message__closed_at__lt=over)
    forgotten = list(senders.values_list("message_id", "message__department_id"))
    senders.delete()
    MessageStep.objects.bulk_create(
        MessageStep(message_id=pk, verb="forget", department_id=department) for pk, department in forgotten
    )
    spam = Message.objects.filter(stage=Stage.SPAM, closed_at__lt=now - timedelta(days=SPAM_DAYS), freezes=None)
    count = spam.count()
    spam.delete()
    return len(forgotten), count, throttle.forget(now)
