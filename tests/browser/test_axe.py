"""Accessibility as axe sees it (WCAG 2.2 A and AA): ten page kinds in the ordinary run, spread over both languages and
elder mode; all of them in both languages and modes in the full run."""

import pytest
from axe_playwright_python.sync_playwright import Axe

# One address a page kind; the first of a pair is looked at in the ordinary run, in the mode named.
KINDS = {
    "home": "/", "overview": "/news/", "list": "/news/headlines/", "article": "/news/2026/03/7/", "page": "/about/overview/",
    "listing": "/projects/", "record": "/projects/GX-023/", "statistics": "/projects/statistics/", "panels": "/data/",
    "panel": "/data/projects/", "indicator": "/data/indicators/KEY_PROJECTS/", "sitemap": "/sitemap/", "feeds": "/feeds/",
    "missing": "/no/such/page/", "sample statistics": "/projects/statistics/?sample=1", "sample record": "/projects/SL-004/",
    "board": "/projects/?view=board", "cards": "/projects/?view=cards&sample=1", "value": "/data/indicators/KEY_PROJECTS/2025/",
    "ranking": "/news/ranking/",
}  # fmt: skip
CHINESE = {
    "search": "/search/?q=储能", "messages": "/messages/", "write": "/messages/new/", "report": "/report/",
    "topics": "/news/topics/", "tags": "/news/tags/",
}  # fmt: skip
ORDINARY = [
    ("home", "", True), ("article", "", False), ("listing", "", False), ("panel", "", False), ("list", "/en", False),
    ("record", "/en", False), ("indicator", "/en", True), ("page", "/en", False), ("statistics", "", True), ("missing", "/en", False),
]  # fmt: skip
EVERY = [(kind, language, elder) for kind in KINDS for language in ("", "/en") for elder in (False, True)]
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def violations(portal, browser, address, elder):
    context = browser.new_context(bypass_csp=True)
    if elder:
        context.add_cookies([{"name": "elder", "value": "1", "url": portal.url}])
    page = context.new_page()
    page.goto(portal.url + address)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    context.close()
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"][:3]]


@pytest.mark.parametrize(("kind", "language", "elder"), ORDINARY)
def test_a_page_kind_has_no_violations(portal, browser, kind, language, elder):
    assert violations(portal, browser, language + KINDS[kind], elder) == []


@pytest.mark.full
def test_no_page_kind_has_any_in_either_language_or_mode(portal, browser):
    pages = EVERY + [(kind, "", elder) for kind in CHINESE for elder in (False, True)]
    found = {}
    for kind, language, elder in pages:
        address = language + (KINDS | CHINESE)[kind]
        if wrong := violations(portal, browser, address, elder):
            found[f"{address}{' (elder)' if elder else ''}"] = wrong
    assert found == {}
