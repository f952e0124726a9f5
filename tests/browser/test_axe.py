"""Accessibility as axe sees it (WCAG 2.2 A and AA): ten page kinds in the ordinary run, spread over both languages and
elder mode; all of them in both languages and modes in the full run."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe

# One address a page kind; the first of a pair is looked at in the ordinary run, in the mode named.
KINDS = {
    "home": "/", "overview": "/news/", "list": "/news/headlines/", "article": "/news/2026/03/7/", "page": "/about/overview/",
    "listing": "/projects/", "record": "/projects/GX-023/", "statistics": "/projects/statistics/", "panels": "/data/",
    "panel": "/data/projects/", "indicator": "/data/indicators/KEY_PROJECTS/", "sitemap": "/sitemap/", "feeds": "/feeds/",
    "missing": "/no/such/page/", "sample statistics": "/projects/statistics/?sample=1", "sample record": "/projects/SL-004/",
    "board": "/projects/?view=board", "cards": "/projects/?view=cards&sample=1", "value": "/data/indicators/KEY_PROJECTS/2025/",
    "ranking": "/news/ranking/", "year": "/news/2026/", "month": "/news/2026/03/", "tags": "/news/tags/", "tag": "/news/tags/1/",
    "topics": "/news/topics/", "topic": "/news/topics/key-projects/", "print": "/projects/?view=print",
    "timeline": "/projects/?view=timeline", "nothing": "/projects/?q=没有",
}  # fmt: skip
CHINESE = {
    "search": "/search/?q=储能", "found nothing": "/search/?q=没有的词", "messages": "/messages/", "write": "/messages/new/",
    "query": "/messages/query/", "report": "/report/?about=/projects/GX-001/", "api": "/api/docs/",
    "comments": "/news/7/comments/",
}  # fmt: skip
ORDINARY = [
    ("home", "", True), ("article", "", False), ("listing", "", False), ("panel", "", False), ("list", "/en", False),
    ("record", "/en", False), ("indicator", "/en", True), ("page", "/en", False), ("statistics", "", True), ("missing", "/en", False),
]  # fmt: skip
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


PATIENCE = 90_000  # milliseconds: on a busy machine the first answer may be slow


def violations(page, address):
    """What axe complains of at `address`: “rule: element”, at most three elements a rule."""
    page.goto(address, timeout=PATIENCE, wait_until="load")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"][:3]]


@contextmanager
def reader(portal, browser, *, elder):
    """A page of a reader with or without elder mode; axe may run in it."""
    context = browser.new_context(bypass_csp=True)
    if elder:
        context.add_cookies([{"name": "elder", "value": "1", "url": portal.url}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("kind", "language", "elder"), ORDINARY)
def test_a_page_kind_has_no_violations(portal, browser, kind, language, elder):
    with reader(portal, browser, elder=elder) as page:
        assert violations(page, portal.url + language + KINDS[kind]) == []


@pytest.mark.full
@pytest.mark.parametrize("elder", [False, True])
def test_no_page_kind_has_any_in_either_language_or_mode(portal, browser, elder):
    found = {}
    with reader(portal, browser, elder=elder) as page:
        page.goto(portal.url + KINDS["article"], timeout=PATIENCE)
        asks = page.locator("main a[href^='/go/']")
        leaving = [asks.first.get_attribute("href")] if asks.count() else []
        addresses = [language + address for address in KINDS.values() for language in ("", "/en")]
        for address in [*addresses, *CHINESE.values(), *leaving]:
            if wrong := violations(page, portal.url + address):
                found[address] = wrong
    assert found == {}
