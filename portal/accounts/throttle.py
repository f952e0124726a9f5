"""How often somebody may do something: counters in the database, exact with any number of workers and machines.

    if not allow("message", client_ip(request), limit=10, seconds=3600): …

An address is kept only as a keyed hash, and only for as long as it counts. A refusal writes nothing, so a flood costs
reads; the table holds at most one row for every address seen within the window.
"""

import ipaddress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Counter


def allow(what: str, address: str, *, limit: int, seconds: int) -> bool:
    """Count one more `what` from `address`; False, uncounted, when `limit` were counted within the window of `seconds`."""
    now, key = timezone.now(), _key(what, address)
    mine = Counter.objects.filter(key=key)
    with transaction.atomic():
        if mine.filter(ends_at__gt=now, count__lt=limit).update(count=F("count") + 1):
            return True
        if mine.filter(ends_at__gt=now).exists():
            return False
        forget(now)
        try:
            with transaction.atomic():
                Counter.objects.create(key=key, count=1, ends_at=now + timedelta(seconds=seconds))
        except IntegrityError:  # somebody else began the window at this moment
            return bool(mine.filter(count__lt=limit).update(count=F("count") + 1))
    return True


def minutes_left(what: str, address: str) -> int:
    """Until the window ends, at least 1; for the sentence that tells when to try again."""
    ends_at = Counter.objects.filter(key=_key(what, address)).values_list("ends_at", flat=True).first()
    return max(1, -int((timezone.now() - ends_at).total_seconds()) // 60 + 1) if ends_at else 1


def forget(now=None) -> int:
    """Remove the windows that are over; returns how many."""
    return Counter.objects.filter(ends_at__lte=now or timezone.now()).delete()[0]


def _key(what: str, address: str) -> str:
    return f"{what}:{salted_hmac('portal.throttle', _network(address)).hexdigest()[:32]}"


def _network(address: str) -> str:
    """One household: the address itself, or the /64 that a line is given in IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
