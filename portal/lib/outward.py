"""Addresses that leave the site are handed out only as signed ones of our own (no open redirect)."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext

from .language import local

_signer = Signer(salt="portal.outward")


def is_outward(address: str) -> bool:
    """Whether a full web address lies outside this site."""
    return address.startswith(("https://", "http://")) and not f"{address}/".startswith(f"{settings.SITE_URL}/")


def outward(address: str) -> str:
    """The address of the notice for a link that leaves the site; any other address stays as it is."""
    if not is_outward(address):
        return address
    return local("/go/?") + urlencode({"to": address, "sign": _signer.signature(address)})


def is_signed(address: str, sign: str) -> bool:
    """Whether we handed out `address` with this signature, and it is one that leaves the site."""
    try:
        _signer.unsign(f"{address}:{sign}")
    except BadSignature:
        return False
    return is_outward(address)


def read_hosts(text: str) -> list[str]:
    """Host names as people paste them: between blanks or commas, with https:// and a path. ValueError names what is none."""
    words = re.split(r"[\s,，;；、]+", text.lower())
    hosts = [re.sub(r"^https?://|[/:].*$", "", word) for word in words if word]
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
            raise ValueError(gettext("“%(host)s” is not a host name.") % {"host": host})
    return hosts
