"""Everything can be reached and used with the keyboard alone, in the order of the page, and one sees where one is."""

import pytest
from playwright.sync_api import expect

from .kinds import KINDS

PAGES = [
    *(KINDS[kind] for kind in ("home", "article", "listing", "record", "panel")),
    KINDS["search"],
    KINDS["write"],
]
# All that can be used, by its place: of radio buttons the first of a group, nothing in what is folded.
USABLE = """() => {
  const groups = new Set();
  window.usable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(e => {
    if (e.tabIndex < 0 || e.disabled || e.type === "hidden" || !e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== "radio") return true;
    const first = !groups.has(e.name);
    groups.add(e.name);
    return first;
  });
  return window.usable.length;
}"""
# Where the focus is: its place among the usable (-1: elsewhere), and what keeps one from seeing it.
HERE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e), wrong = [];
  if (e === document.body) return [-1, "", []];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no outline");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push("out of sight");
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
  const [line] = e.getClientRects(), there = [[x, y], [line.left + 2, line.top + line.height / 2]].map(([x, y]) => document.elementFromPoint(x, y));
  if (!there.some(top => top && (e.contains(top) || top.contains(e)))) wrong.push("covered");
  return [window.usable.indexOf(e), e.outerHTML.slice(0, 100), wrong];
}"""


def walk(page):
    """Tab through the page once: (how many can be used, the places in the order of the walk, what was wrong on the way).
    A date has several stops at one place (year, month, day, calendar), which the browser marks by itself."""
    count, places, wrong = page.evaluate(USABLE), [], []
    for _ in range(2 * count):
        page.keyboard.press("Tab")
        place, what, faults = page.evaluate(HERE)
        if places and (not what or place == 0):
            return count, places, wrong
        if places[-1:] != [place]:
            places.append(place)
            wrong += [f"{fault}: {what}" for fault in faults]
    return count, places, [*wrong, "the walk has no end"]


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_is_reached_in_order_and_seen(portal, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for address in PAGES if width > 700 else PAGES[:3]:
        page.goto(portal.url + address)
        count, places, wrong = walk(page)
        if places != list(range(count)) or wrong:
            found[address] = count, places, wrong
    assert found == {}


def test_the_skip_link_leads_to_the_content(portal, page):
    page.goto(portal.url + KINDS["listing"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_what_opens_closes_with_escape(portal, page):
    page.goto(portal.url + "/")
    page.locator("#site-q").press_sequentially("储能")
    expect(page.locator(".suggestions li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions").first).to_be_hidden()
    expect(page.locator("#site-q")).to_be_focused()
    page.goto(portal.url + KINDS["article"])
    page.locator(".share summary").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#share-address")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#share-address")).to_be_hidden()
    expect(page.locator(".share summary")).to_be_focused()


def test_a_value_of_a_chart_shows_on_focus_and_goes_with_escape(portal, page):
    page.goto(portal.url + KINDS["sample panel"])
    page.locator(".chart-hit").first.focus()
    expect(page.locator(".chart-tip")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".chart-tip")).to_have_count(0)


def test_filters_and_the_message_form_are_used_without_a_mouse(portal, page):
    page.goto(portal.url + KINDS["listing"])
    page.locator("#f-stage-building").press("Space")
    expect(page.locator("#title")).to_contain_text("在建")
    page.goto(portal.url + KINDS["write"])
    page.locator("#id_consents_0").press("ArrowDown")
    expect(page.locator("#id_consents_1")).to_be_checked()
    page.locator("[name=title]").press("Enter")
    expect(page.locator("main .has-errors").first).to_be_visible()
