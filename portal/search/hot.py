"""Hot searches, clean by construction.

Only what reads like a word and found something is counted, each visitor once a day and term, by a salted hash that is gone
the day after. Counts fade by half in a week. Nothing is shown that an editor hasn't approved, or that finds nothing now.
"""

import hashlib
import logging
import re
from datetime import date, timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import Error, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from portal.lib.clients import client_ip
from portal.lib.segment import clean, fold

from .engines import engine
from .models import SearchTerm, SearchTermDay, SearchVisit, Synonym
from .sources import public_documents
from .words import read_query

SHOWN = 8
KEPT_DAYS, HALF_LIFE = 30, 7
MOST_WAITING = 2_000  # terms nobody has looked at; beyond it those asked for least go
MOST_A_VISITOR = 20  # terms of one visitor that count on one day
MOST_VISITS = 50_000  # of one day
TICKET_AGE = timedelta(hours=1)
_READABLE = re.compile(r"(?=.*(?:[\u4e00-\u9fff]{2}|[a-z]{2}))[\u4e00-\u9fffa-z0-9 ·.％%+-]{2,20}")
_NOT_A_TERM = re.compile(r"\d{5}|www\.|https?|\.(?:com|cn|net|top|xyz|cc)\b|(.)\1{3}")
_signer = TimestampSigner(salt="portal.search.hot")
log = logging.getLogger(__name__)


def readable(text: str) -> str:
    """The query as a term that may stand before everybody, "" when it isn't one: markup, addresses, numbers to call."""
    term = " ".join(fold(clean(text)).split())
    return term if _READABLE.fullmatch(term) and not _NOT_A_TERM.search(term) else ""


def ticket(text: str, results: int) -> str:
    """What the picture in the page of a search carries, so that a visitor counts and the page itself writes nothing: the
    term and how many were found, signed. "" when it isn't a term."""
    term = readable(text)
    return _signer.sign_object([term, results]) if term else ""


def redeem(given: str, request: HttpRequest) -> bool:
    """The picture was asked for. False when we didn't give the ticket, or long ago. What can't be counted is let go."""
    try:
        term, results = _signer.unsign_object(given, max_age=TICKET_AGE)
    except (BadSignature, ValueError):
        return False
    try:
        record(term, results, request)
    except Error:
        log.exception("A search could not be counted")
    return True


def record(text: str, results: int, request: HttpRequest) -> None:
    """A reader asked for the term `text`, and `results` were found."""
    today = timezone.localdate()
    if not results:
        SearchTerm.objects.filter(text=text, results__gt=0).update(results=0)
        return
    visitor = _visitor(today, client_ip(request))
    visits = SearchVisit.objects.filter(day=today)
    mine = set(visits.filter(visitor=visitor).values_list("term__text", flat=True)[: MOST_A_VISITOR + 1])
    if text in mine or len(mine) >= MOST_A_VISITOR:
        return
    term = SearchTerm.objects.filter(text=text).first()
    if term and term.state == SearchTerm.State.BLOCKED:
        return
    with transaction.atomic():
        if visits.count() >= MOST_VISITS:
            return
        _drop_old(today)
        term = term or SearchTerm.objects.get_or_create(text=text)[0]
        if SearchVisit.objects.get_or_create(day=today, visitor=visitor, term=term)[1]:
            day = SearchTermDay.objects.get_or_create(term=term, day=today)[0]
            SearchTermDay.objects.filter(pk=day.pk).update(visitors=F("visitors") + 1)
        SearchTerm.objects.filter(pk=term.pk).update(results=results, asked_on=today)


def _visitor(today: date, address: str) -> str:
    return hashlib.blake2b(
        f"{today} {address}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    ).hexdigest()


def _drop_old(today: date) -> None:
    """Yesterday's visits, counts that have faded, and of what waits the least asked for."""
    SearchVisit.objects.filter(day__lt=today).delete()
    SearchTermDay.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
    waiting = SearchTerm.objects.waiting()
    if (more := waiting.count() - MOST_WAITING + 1) > 0:
        least = waiting.annotate(asked=Coalesce(Sum("days__visitors"), 0)).order_by("asked", "asked_on", "pk")
        SearchTerm.objects.filter(pk__in=list(least.values_list("pk", flat=True)[: more + MOST_WAITING // 20])).delete()


def hot_terms() -> list[SearchTerm]:
    """The line: picks of the editors first, then by how many asked, what is older counting less. One query."""
    approved = SearchTerm.objects.approved().filter(results__gt=0)
    rows = approved.annotate(day=F("days__day"), visitors=F("days__visitors"))
    today, scores, terms = timezone.localdate(), {}, {}
    for term in rows:
        age = (today - term.day).days if term.day else 0
        terms[term.pk] = term
        if age <= KEPT_DAYS:
            scores[term.pk] = scores.get(term.pk, 0.0) + (term.visitors or 0) * 0.5 ** (age / HALF_LIFE)
    shown = [term for pk, term in terms.items() if term.is_pick or scores.get(pk, 0) > 0]
    return sorted(shown, key=lambda term: (-term.is_pick, -scores.get(term.pk, 0), term.text))[:SHOWN]


def recount() -> None:
    """After something public came, changed or went: which of the terms shown still find something."""
    synonyms = Synonym.table()
    for term in SearchTerm.objects.approved().order_by("-is_pick", "-asked_on")[: 3 * SHOWN]:
        results = engine().matching(read_query(term.text, synonyms), public_documents()).count()
        if results != term.results:
            SearchTerm.objects.filter(pk=term.pk).update(results=results)
