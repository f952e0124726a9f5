"""Walks the public site as a stranger does: every link it finds, the site map's addresses, feeds and files."""

import re
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client

MAX_QUERIES_A_PATH = 12  # filter links multiply; a dozen of each page's tell the same story


# What a stranger types: half of a word that must not be found, its sound, and one that is everywhere.
SEARCHES = [f"/search/?q={text}" for text in ("金丝", "金思鹊秘密", "jinsique", "9876", "高新区")]
SEARCHES += [f"/search/{part}/?q=金丝" for part in ("feed", "suggest")]


@dataclass
class Visit:
    address: str
    status: int
    kind: str
    body: bytes
    headers: dict

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def text(self) -> str:
        """All words of the answer; a workbook's are unpacked."""
        if self.body[:2] == b"PK":
            with zipfile.ZipFile(BytesIO(self.body)) as book:
                return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        return self.body.decode("utf-8", "replace")


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src", "action", "data-suggest") and value]
        sources = next((value for name, value in attrs if name == "srcset"), "")
        self.found += [source.split()[0] for source in sources.split(",") if source.strip()]


def visit(client: Client, address: str) -> Visit:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Visit(address, response.status_code, response.headers.get("Content-Type", ""), body, dict(response.headers))


def crawl(
    client: Client, start: str = "/", limit: int = 3000, *, english: bool = False, also: tuple = ()
) -> dict[str, Visit]:
    """Everything that can be reached from `start`, `/sitemap.xml` and `/robots.txt`, by address. Of two languages the
    English half is walked only when asked for: it says the same again. `also`: addresses no page of the demonstration has."""
    waiting, seen, queries = [start, "/sitemap.xml", "/robots.txt", "/feeds/", *SEARCHES, *also], {}, {}
    while waiting:
        assert len(seen) < limit, "the crawl has no end"
        address = waiting.pop(0)
        parts = urlsplit(address)
        if address in seen or parts.path.startswith(("/admin/", "/static/", "/en/")[: 2 if english else 3]):
            continue
        if parts.query:
            queries[parts.path] = queries.get(parts.path, 0) + 1
            if queries[parts.path] > MAX_QUERIES_A_PATH:
                continue
        seen[address] = found = visit(client, address)
        waiting += [link for link in _links(found) if link not in seen]
    return seen


def _links(found: Visit) -> list[str]:
    raw = (
        Links(found.text).found
        if found.is_html
        else re.findall(r"<(?:loc|link)>([^<]+)<", found.text)
        if "xml" in found.kind
        else re.findall(r'"(https?://[^"]+)"', found.text[:20_000])[:14]
        if "json" in found.kind
        else []
    )
    links = []
    for link in raw:
        link = link.removeprefix(settings.SITE_URL).partition("#")[0]
        target = urljoin(
            urlsplit(found.address).path
            + (f"?{urlsplit(found.address).query}" if urlsplit(found.address).query else ""),
            link,
        )
        if target.startswith("/") and not target.startswith("//"):
            links.append(target)
    return links
