"""How a comment comes in, and what of it isn't kept."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.lib.personal import mask_contacts, masked_name, plain_line
from portal.lib.visitors import NotTaken

from .models import Article, Comment, CommentReport
from .models.comment import State

NAMELESS = "匿名"


def covered(text: str, name: str = "") -> dict[str, str]:
    """Name and text as they may be shown."""
    return {"text": mask_contacts(text, name), "name": masked_name(name) if plain_line(name) else NAMELESS}


def is_sent(article: Article, form_id: str, *, text: str, name: str) -> bool:
    """Whether this form came before. NotTaken when it came back with another text."""
    known = Comment.objects.filter(form_id=form_id).first()
    if known and (known.article_id != article.pk or known.text != covered(text, name)["text"]):
        raise NotTaken(_("This form was sent before. To send another comment, please press the button again."))
    return known is not None


def receive(article: Article, *, text: str, name: str, form_id: str, sender: str = "", **fields) -> Comment:
    """Write the comment down; it waits for a reviewer. NotTaken when the same sender wrote the same words here."""
    shown = covered(text, name)
    if sender and Comment.objects.filter(article=article, sender=sender, text=shown["text"]).exists():
        raise NotTaken(_("You have sent this comment already; it is being looked at."))
    try:
        with transaction.atomic():
            return Comment.objects.create(article=article, form_id=form_id, sender=sender, **shown, **fields)
    except IntegrityError:  # the second of two clicks was a moment behind the first
        return Comment.objects.get(form_id=form_id)


def tidy(before: datetime) -> tuple[int, int]:
    """(digests of senders removed, refused comments removed) of what was sent before then; reports that
    were answered go silently, open ones stay until somebody has decided."""
    old = Comment.objects.filter(sent_at__lt=before)
    refused = old.filter(state=State.REFUSED, decided_at__lt=before)
    count = refused.count()
    refused.delete()
    CommentReport.objects.filter(sent_at__lt=before, comment__reports=0).delete()
    return old.exclude(sender="").update(sender=""), count
