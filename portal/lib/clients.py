"""Who is asking: the address of a visitor, as far as it can be believed, and whether it is a program."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|check|scan|fetch|feed|archiv|headless|phantom|curl|wget|python|java/|go-http|okhttp"
    r"|libwww|axios|scrapy|httpclient|lighthouse",
    re.I,
)


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


def is_machine(request: HttpRequest) -> bool:
    """Programs that name themselves, prefetching browsers, and pictures asked for from other sites."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    return not agent or bool(_MACHINE.search(agent)) or ahead or elsewhere
