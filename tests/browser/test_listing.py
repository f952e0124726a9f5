"""The list of projects in a browser: every state is an address, Back returns to it, and the keyboard keeps its place."""

import re

import pytest
from playwright.sync_api import expect


def test_views_filters_and_back_are_live(portal, page, complaints):
    page.goto(portal.url + "/projects/")
    page.evaluate("window.sameDocument = true")
    page.locator("#f-stage-building").check()
    expect(page).to_have_url(re.compile("stage=building"))
    expect(page.locator("#title")).to_contain_text("在建")
    expect(page.locator("#f-stage-building")).to_be_focused()
    page.locator(".shapes a", has_text="阶段").click()
    expect(page.locator(".lane")).to_have_count(1)
    page.locator(".chip", has_text="在建").click()
    expect(page.locator(".lane")).to_have_count(7)
    page.locator(".shapes a", has_text="年份").click()
    expect(page.locator(".year").first).to_be_visible()
    assert page.evaluate("window.sameDocument")
    page.go_back()
    expect(page.locator(".lane")).to_have_count(7)
    page.go_back()
    expect(page.locator(".lane")).to_have_count(1)
    expect(page.locator("#f-stage-building")).to_be_checked()
    page.go_back()
    expect(page.locator(".projects")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?stage=building$"))
    assert complaints == []


def test_the_folded_filter_stays_open_while_it_is_used(portal, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(portal.url + "/projects/?view=board")
    expect(page.locator(".filter")).to_be_hidden()
    page.locator(".fold summary").click()
    page.locator("#f-stage-building").check()
    expect(page).to_have_url(re.compile("view=board&stage=building"))
    expect(page.locator(".filter")).to_be_visible()


@pytest.mark.parametrize("view", ["cards", "board", "timeline"])
def test_views_work_without_javascript(portal, browser, view):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{portal.url}/projects/?stage=building")
    page.locator(f".shapes a[href$='view={view}']").click()
    expect(page).to_have_url(re.compile(f"stage=building&view={view}$"))
    expect(page.locator(".shapes [aria-current]")).to_have_count(1)
    page.context.close()


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("view", ["list", "cards", "board", "timeline", "print"])
def test_no_view_is_wider_than_its_window(portal, page, view, width):
    page.set_viewport_size({"width": width, "height": 800})
    for query in ("", "&sample=1", "&q=GX-001", "&q=没有"):
        page.goto(f"{portal.url}/projects/?view={view}{query}")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
