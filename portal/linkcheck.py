"""Follows every link on every public page: those of this site always, those that leave it when asked to.

Pages are asked for as a stranger would, through the whole portal but without the network. Outside, only the head of a
page is asked for, at most one question a second to a host, and never an address of the inner network.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.outward import is_outward
from portal.site.links import DeadLink

TIMEOUT, PAUSE = 10, 1.0  # seconds
AGENT = "ZonePortalLinkCheck/1.0"
ALIVE = range(200, 400)


class Link(NamedTuple):
    """`address` without its fragment, as the page has it; `page` and `title` say where it stands."""

    address: str
    page: str
    title: str


class _Page(HTMLParser):
    """The title of a page and the addresses in its main part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.title = ""
        self._in_main = self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_main = self._in_main or tag == "main"
        self._in_title = tag == "title"
        if self._in_main:
            self.addresses += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_endtag(self, tag: str) -> None:
        self._in_main = self._in_main and tag != "main"
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


def ask_ourselves() -> Callable[[str], tuple[int, str]]:
    """A stranger's question to this portal: path -> (status, HTML or "")."""
    place = urlsplit(settings.SITE_URL)
    client = Client(
        raise_request_exception=False, SERVER_NAME=place.hostname, SERVER_PORT=str(place.port or ""), HTTP_USER_AGENT=AGENT
    )  # fmt: skip

    def ask(path: str) -> tuple[int, str]:
        response = client.get(path, secure=place.scheme == "https")
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if response.streaming:  # read to its end, so that what it has open is closed
            for _chunk in response:
                pass
            return response.status_code, ""
        return response.status_code, response.content.decode("utf-8", "replace") if is_html else ""

    return ask


def ask_outside(address: str) -> str:
    """ "" when somebody answers there; else what is wrong, in words."""
    try:
        hosts = {info[4][0] for info in socket.getaddrinfo(urlsplit(address).hostname or "", None)}
        if any(not ipaddress.ip_address(host.partition("%")[0]).is_global for host in hosts):
            return gettext("an address of the inner network, not asked")
        with urlopen(Request(address, method="HEAD", headers={"User-Agent": AGENT}), timeout=TIMEOUT) as answer:  # noqa: S310 http(s) only, see is_outward
            return "" if answer.status in ALIVE else str(answer.status)
    except HTTPError as error:
        # Many servers refuse HEAD or programs; that is no dead link.
        return str(error.code) if error.code in (404, 410) or error.code >= 500 else ""
    except (URLError, OSError, ValueError) as error:
        return gettext("no answer (%(error)s)") % {"error": str(getattr(error, "reason", error))[:60]}


def check(paths: Iterable[str], *, external: bool, say: Callable[[int, int], None]) -> list[DeadLink]:
    """Check the links on all `paths`, write what is dead down in place of what the last check found, and return it.
    `say(pages, links)` is called from time to time."""
    ask, statuses, answers, dead = ask_ourselves(), {}, {}, []
    for number, path in enumerate(paths, 1):
        statuses[path], html = ask(path)
        for link in _links(path, html):
            if is_outward(link.address):
                if not external:
                    continue
                wrong = answers.get(link.address)
                if wrong is None:
                    time.sleep(PAUSE)
                    wrong = answers[link.address] = ask_outside(link.address)
            else:
                if link.address not in statuses:
                    statuses[link.address] = ask(link.address)[0]
                wrong = "" if statuses[link.address] in ALIVE else str(statuses[link.address])
            if wrong:
                dead.append(_dead(link, wrong))
        if number % 50 == 0:
            say(number, len(statuses) + len(answers))
    _keep(dead, external)
    return dead


def _links(path: str, html: str) -> Iterator[Link]:
    page, seen = _Page(html), set()
    for raw in page.addresses:
        address = urljoin(path, raw.partition("#")[0]).removeprefix(settings.SITE_URL)
        if address.startswith("/go/?"):  # the notice: what counts is where it leads
            address = parse_qs(urlsplit(address).query).get("to", [""])[0]
        is_ours = address.startswith("/") and not address.startswith(("//", "/static/"))
        if address not in seen and (is_ours or is_outward(address)):
            seen.add(address)
            yield Link(address, path, page.title.strip())


def _dead(link: Link, answer: str) -> DeadLink:
    return DeadLink(
        address=link.address[:500], page=link.page[:300], page_title=link.title[:200], answer=answer[:100],
        is_internal=not is_outward(link.address), checked_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def _keep(dead: list[DeadLink], external: bool) -> None:
    """Rows that are still dead keep the day they were found; links outside stay when they weren't asked."""
    known = DeadLink.objects.all() if external else DeadLink.objects.filter(is_internal=True)
    found = {(row.address, row.page): row for row in dead}
    for row in known:
        if again := found.pop((row.address, row.page), None):
            row.answer, row.checked_at = again.answer, again.checked_at
            row.save(update_fields=["answer", "checked_at"])
        else:
            row.delete()
    DeadLink.objects.bulk_create(found.values())
