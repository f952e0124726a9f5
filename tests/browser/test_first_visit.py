"""A first start, and a first look at every kind of page at two widths, with and without JavaScript."""

import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from .conftest import ROOT, Portal, free_port, stop

PAGES = [
    "/", "/news/", "/news/headlines/", "/gov/interpretation/", "/projects/", "/projects/?sample=1", "/projects/GX-023/", "/projects/SL-001/",
    "/data/", "/data/projects/", "/data/sample/", "/data/indicators/PATENTS/", "/about/overview/", "/sitemap/", "/feeds/", "/nothing/",
]  # fmt: skip


def test_a_second_start_is_quick_and_changes_nothing(portal):
    again = Portal("", "", "", portal.folder, free_port())
    began = time.monotonic()
    server, said = again.start()
    taken = time.monotonic() - began
    stop(server)
    assert len(said.strip().splitlines()) == 1
    assert "口令" not in said
    assert taken < 8 * slowness()  # the first start takes a minute


def slowness() -> float:
    """How much slower than at rest this machine starts a bare Python just now; at rest about 0.05 s."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import django"], check=True)
    return max(1.0, (time.monotonic() - began) / 0.25)


def test_a_taken_port_is_said_in_one_line(portal):
    run = subprocess.run(
        [sys.executable, "manage.py", "up", "--port", str(portal.port)], cwd=ROOT, capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(portal.folder)},
    )  # fmt: skip
    assert run.returncode != 0
    assert "端口" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_its_window(portal, page, complaints, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(portal.url + path)
        expect(page.locator("h1")).to_have_count(1)
        spare = page.evaluate("document.documentElement.clientWidth - document.documentElement.scrollWidth")
        assert spare >= 0, f"{path} is {-spare} px too wide at {width}"
    assert [text for text in complaints if "404" not in text] == []


DOTS = """() => [...document.querySelectorAll('.meta, .marks, .crumbs ol')].flatMap(line => {
  const start = line.getBoundingClientRect().left, clips = getComputedStyle(line).overflowX === 'clip';
  return [...line.children].filter(mark => /[·/]"/.test(getComputedStyle(mark, '::before').content)).map(mark => {
    const first = Math.abs(mark.getBoundingClientRect().left - start) < 1, after = getComputedStyle(mark, '::after').content;
    return {first, wrong: (first && !clips) || /[·/]"/.test(after), text: mark.textContent};
  });
})"""


def test_no_line_of_marks_ends_or_begins_with_its_dot(portal, page):
    """The dot hangs before a mark, and beyond the line's edge, which clips it, where the mark begins a new line."""
    page.set_viewport_size({"width": 390, "height": 800})
    dots = []
    for path in (
        "/",
        "/news/2026/03/7/",
        "/projects/",
        "/projects/?view=board&sample=1",
        "/data/projects/",
        "/en/data/projects/",
        "/news/26/comments/",
    ):
        page.goto(portal.url + path)
        dots += page.evaluate(DOTS)
        assert page.locator(".meta, .marks").filter(has_text=re.compile(r"·\s*$")).count() == 0
    assert any(dot["first"] for dot in dots) and not all(dot["first"] for dot in dots)
    assert [dot for dot in dots if dot["wrong"]] == []


def test_the_lists_of_messages_and_articles_fit_a_phone(portal, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(portal.url + "/admin/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", portal.password)
    page.locator("[type=submit]").click()
    for path in ("/admin/feedback/message/?due=all", "/admin/news/article/"):
        page.goto(portal.url + path)
        last = page.locator("#result_list tbody tr").last.locator("td").last
        expect(last).to_be_visible()
        box = last.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, path
        assert page.evaluate(
            "document.querySelector('.results').scrollWidth <= document.querySelector('.results').clientWidth"
        )


def test_filters_work_without_javascript(portal, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(portal.url + "/projects/")
    page.locator("input[name=stage][value=building]").check()
    page.locator("form.filter button[type=submit]").first.click()
    assert "stage=building" in page.url
    expect(page.locator("main")).to_contain_text("100MW/400MWh独立共享储能电站")
    expect(page.locator("main")).not_to_contain_text("长江路排水改造")


def test_the_keyboard_reaches_the_content_first(portal, page):
    page.goto(portal.url)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")


def test_pictures_load_and_have_their_space(portal, page):
    page.goto(portal.url)
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("e => e.naturalWidth") > 0
        assert picture.get_attribute("width")
        assert picture.get_attribute("alt") is not None
