"""What the head of every page tells machines: META tags (R01-R05), one address, its twin, linked data, feeds."""

import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from portal.site.models import ColumnType

SITE = {"SiteName", "SiteDomain"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
OPTIONAL = {"Keywords", "Author", "Description", "Image", "Url"}
# address -> what it is to schema.org; a page of a thing has the tags of content, too
THINGS = {
    r"/news/\d{4}/\d\d/\d+/": "NewsArticle",
    r"/projects/GX-\d+/": "Project",
    r"/data/(?!sample)[a-z-]+/": "Dataset",  # samples aren't put forward
    r"/data/indicators/(?!SL_)\w+/": "Dataset",
    r"/messages/\d+/": "",
    r"/pages/about/|/about/overview/": "",
}


class Head(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.links: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and given.get("name", given.get("property")):
            self.meta.append((given.get("name") or given["property"], given.get("content") or ""))
        if tag == "link":
            self.links.append(given)


@pytest.fixture(scope="module")
def pages(site):
    """Address -> head and text of every page of the site, in both languages; but for the notice before leaving it, which
    is no page of its own."""
    found = {a: v.text for a, v in site.items() if v.is_html and v.status == 200 and not a.startswith("/go/")}
    return {a: (Head(text), text) for a, text in found.items()}


def bare(address: str) -> str:
    return address.partition("?")[0].removeprefix("/en")


def thing(address: str) -> str | None:
    return next((kind for form, kind in THINGS.items() if re.fullmatch(form, bare(address))), None)


def test_every_page_has_the_tags_of_the_site_and_only_whole_sets(pages):
    wrong, seen = {}, Counter()
    for address, (head, _text) in pages.items():
        tags = [(name, value) for name, value in head.meta if name in SITE | COLUMN | CONTENT | OPTIONAL]
        names = Counter(name for name, _value in tags)
        whole = [
            set(names) >= SITE,
            set(names) >= COLUMN or not COLUMN & set(names),
            set(names) >= CONTENT or not CONTENT & set(names),
        ]
        if not all(whole) or max(names.values()) > 1 or not all(value.strip() for _name, value in tags):
            wrong[address] = tags
        if thing(address) is not None and not set(names) >= CONTENT | COLUMN:
            wrong[address] = tags
        given = dict(tags)
        assert given["SiteDomain"] == settings.SITE_URL.partition("//")[2]
        assert given.get("ColumnType", "首页") in ColumnType.values, address
        assert re.fullmatch(r"\d{4}-\d\d-\d\d [0-2]\d:[0-5]\d", given.get("PubDate", "2026-01-01 00:00")), address
        seen += Counter([thing(address)]) if thing(address) else Counter()
    assert wrong == {}
    assert set(seen) == {"NewsArticle", "Project", "Dataset"}


def test_every_page_has_one_address_and_its_twin_answers_for_it(pages):
    for address, (head, _text) in pages.items():
        canonical = [link["href"] for link in head.links if link.get("rel") == "canonical"]
        assert len(canonical) == 1, address
        assert canonical[0].startswith(settings.SITE_URL + ("/en/" if address.startswith("/en/") else "/")), address
        twins = {
            link["hreflang"]: link["href"].removeprefix(settings.SITE_URL)
            for link in head.links
            if link.get("hreflang")
        }
        assert not twins or set(twins) == {"zh-Hans", "en", "x-default"}, address
        if twins:
            assert twins["en"] == f"/en{twins['zh-Hans']}" and twins["x-default"] == twins["zh-Hans"], address
            assert bare(address) == twins["zh-Hans"], address
            assert address.startswith("/en/") or Client().get(twins["en"]).status_code == 200, twins
        assert any(link.get("type") == "application/rss+xml" for link in head.links), address


def test_every_kind_of_thing_says_what_it_is(pages):
    for address, (head, text) in pages.items():
        if not thing(address):
            continue
        data = [
            json.loads(part)
            for part in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        ]
        assert thing(address) in str([one.get("@type") for one in data]), address
        language = "en" if address.startswith("/en/") else "zh-Hans"
        assert all(one.get("inLanguage", language) == language for one in data), address
        given = dict(head.meta)
        assert given["og:title"] and given["og:type"] and given["og:url"].startswith(settings.SITE_URL), address
