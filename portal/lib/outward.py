"""Addresses that leave the site are handed out only as signed ones of our own (no open redirect)."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer

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
