"""Pages stay whole with the longest and widest that can be typed, with a thousand of everything, and with nothing at all."""

import shutil
from contextlib import contextmanager

import pytest

from .conftest import Portal, free_port, stop

pytestmark = pytest.mark.full
# 640: a browser at 200 % zoom in a window of 1280; 320: at 400 %, as WCAG 1.4.10 asks.
WIDTHS = [1280, 768, 640, 390, 320]
LONG = "Superlong" * 11
CROWDED = [
    "/", "/news/", "/news/crowded/", "/news/crowded/?page=30", "/news/crowded/deeper/", "/news/single/", "/news/nothing/",
    "/news/topics/", "/news/topics/extremes/", "/news/tags/", "/news/ranking/", "/news/2026/", "/projects/", "/projects/?page=20",
    "/projects/?view=cards", "/projects/?view=board", "/projects/?view=timeline", "/projects/?view=print", f"/projects/?q={LONG}",
    "/projects/XX-001/", "/projects/XX-002/", "/projects/XX-003/", "/projects/statistics/", "/data/", "/data/extremes/",
    "/data/indicators/XX_0/", "/data/indicators/XX_1/", "/data/indicators/XX_0/2025/", "/messages/", "/search/?q=项目为王",
    f"/search/?q={LONG}", "/sitemap/", "/feeds/", "/en/", "/en/projects/",
]  # fmt: skip
EMPTY = [
    "/", "/news/", "/news/headlines/", "/news/ranking/", "/news/tags/", "/news/topics/", "/gov/", "/projects/", "/projects/?view=cards",
    "/projects/?view=board", "/projects/?view=timeline", "/projects/?view=print", "/projects/statistics/", "/data/", "/messages/",
    "/search/?q=项目", "/sitemap/", "/feeds/", "/api/docs/", "/en/", "/en/projects/", "/en/data/",
]  # fmt: skip
# Boxes whose words stand beyond their own edge and so over their neighbour's. Up to 16 px: pictures that bleed to the screen's.
SPILLED = """() => [...document.querySelectorAll('header *, nav *, main *, footer *')].filter(e => e.clientWidth > 2
  && e.scrollWidth > e.clientWidth + 16 && !e.closest('svg, .scroll, .visually-hidden, details:not([open])')
  && !['inline', 'contents'].includes(getComputedStyle(e).display) && getComputedStyle(e).overflowX === 'visible'
).slice(0, 3).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def serving(portal, folder, code):
    """A server of its own on a copy of the portal, changed by `code`."""
    site = Portal("", "", "", folder / "portal", free_port())
    shutil.copytree(portal.folder, site.folder)
    site.shell(code)
    server, _said = site.start()
    site.url = f"http://127.0.0.1:{site.port}"
    yield site
    stop(server)


@contextmanager
def window(browser, width, **options):
    """A page `width` wide, and what it complains of."""
    complaints = []
    page = browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    page.context.close()


def faults(page, complaints, address):
    """What isn't whole about the page at `address`, as sentences. A missing picture may be missed, nothing else."""
    answer = page.goto(address)
    found = [] if answer.status == 200 else [f"answers {answer.status}"]
    if (wide := page.evaluate(TOO_WIDE)) > 0:
        found.append(f"{wide} px too wide")
    if (titles := page.locator("h1").count()) != 1:
        found.append(f"{titles} × h1")
    found += page.evaluate(SPILLED)
    found += [text for text in complaints if "404" not in text]
    complaints.clear()
    return found


def all_faults(browser, site, addresses):
    """(width, address) -> faults, at every width with JavaScript and on a phone without it."""
    found = {}
    for width, script in [*((width, True) for width in WIDTHS), (390, False)]:
        with window(browser, width, java_script_enabled=script) as (page, complaints):
            for address in addresses:
                if wrong := faults(page, complaints, site.url + address):
                    found[width, script, address] = wrong
    return found


def test_extreme_content_leaves_every_page_whole(portal, browser, tmp_path):
    with serving(portal, tmp_path, "from tests.browser.extremes import crowd; crowd()") as site:
        with window(browser, 1280) as (page, _complaints):
            page.goto(site.url + "/news/topics/extremes/")
            articles = {link.get_attribute("href") for link in page.locator(".stories h2 a").all()}
            page.goto(site.url + "/messages/")
            messages = {link.get_attribute("href") for link in page.locator(".talks .what a").all()}
        assert len(articles) == 2 and len(messages) > 2
        comments = [f"/news/{address.split('/')[4]}/comments/" for address in articles]
        assert all_faults(browser, site, [*CROWDED, *articles, *comments, *messages]) == {}


def test_a_portal_with_nothing_in_it_is_whole(portal, browser, tmp_path):
    with serving(portal, tmp_path, "from tests.browser.extremes import empty; empty()") as site:
        assert all_faults(browser, site, EMPTY) == {}
        with window(browser, 1280) as (page, _complaints):
            page.goto(site.url)
            assert page.locator("main a[href*='/news/2']").count() == 0
