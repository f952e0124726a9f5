"""The search field in a browser: suggestions by keyboard, and the field without any script."""

import re

from playwright.sync_api import expect


def test_suggestions_by_keyboard_and_mouse(portal, page, complaints):
    page.request.get(
        portal.url + "/search/suggest/?q=chuneng", timeout=60_000
    )  # the first to ask waits for the dictionary
    page.goto(portal.url + "/search/")
    field, options = page.locator("#search-q"), page.locator("#search-q-suggestions [role=option]")
    field.press_sequentially("chuneng")
    expect(options.first).to_contain_text("储能")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "search-q-suggestions-0")
    field.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("chuneng")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Backspace")
    chosen = options.first.inner_text()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=%"))
    expect(page.locator("#search-q")).to_have_value(chosen)
    expect(page.locator(".hits li").first).to_be_visible()
    page.goto(portal.url + "/projects/")
    page.locator(".mast-search input").press_sequentially("储能")
    page.locator(".mast-search [role=option]").first.click()
    expect(page.locator(".hits li").first).to_be_visible()
    assert complaints == []


def test_the_field_works_without_javascript(portal, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(portal.url + "/projects/")
    page.locator(".mast-search input").fill("储能")
    page.locator(".mast-search input").press("Enter")
    expect(page.locator(".hits mark").first).to_have_text("储能")
    expect(page.locator("[role=option]")).to_have_count(0)
    page.context.close()


def test_on_a_phone_the_filters_unfold_above_the_results(portal, browser):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(portal.url + "/search/?q=储能")
    filters, fold = page.locator(".search-side"), page.locator(".fold summary")
    expect(filters).to_be_hidden()
    fold.click()
    assert filters.bounding_box()["y"] < page.locator(".hits").bounding_box()["y"]
    filters.get_by_role("link").first.click()
    expect(fold).to_have_text("筛选结果 已选1项")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(fold).to_be_hidden()
    expect(filters).to_be_visible()
    page.context.close()
