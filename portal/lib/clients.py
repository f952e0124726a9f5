"""Who is asking: the address of a visitor, as far as it can be believed."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def _is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES)


def client_ip(request: HttpRequest) -> str:
    """The visitor's address. X-Forwarded-For counts only when it comes through our own proxies:
    it is read from the right, and the first address that isn't one of ours is the visitor's."""
    address = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while hops and _is_trusted(address):
        address = hops.pop()
    return address
