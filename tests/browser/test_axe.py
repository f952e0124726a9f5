"""Accessibility as axe sees it (WCAG 2.2 A and AA): ten page kinds in the ordinary run, spread over both languages and
elder mode; in the full run all of them in both languages, with and without elder mode, in light and in dark."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .kinds import EVERY, KINDS

# The mode that each of the ten is looked at in: kind, language, elder mode.

ORDINARY = [
    ("home", "", True), ("article", "", False), ("listing", "", False), ("panel", "", False), ("list", "/en", False),
    ("record", "/en", False), ("indicator", "/en", True), ("page", "/en", False), ("statistics", "", True), ("missing", "/en", False),
]  # fmt: skip
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


IN_DARK = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}  # all that colours can break
FORMS = ["/messages/new/", "/report/", "/messages/query/", "/news/26/comments/", "/news/comments/1/report/"]
OFFICE = [
    "/admin/", "/admin/health/", "/admin/news/article/", "/admin/news/article/7/history/", "/admin/projects/project/", "/admin/indicators/panel/",
    "/admin/indicators/vintage/", "/admin/feedback/message/", "/admin/media/photo/", "/admin/site/column/", "/admin/site/sitesettings/",
    "/admin/accounts/user/", "/admin/news/article/add/", "/admin/news/article/7/change/", "/admin/projects/project/add/",
    "/admin/projects/project/1/change/", "/admin/news/topic/add/", "/admin/site/column/5/change/",
]  # fmt: skip
LEAVING = "from portal.lib.outward import outward; print(outward('https://example.org/'))"
NAMED = "[...document.querySelectorAll('.prose-editor > .ProseMirror')].every(editor => editor.ariaLabel)"
PATIENCE = 90_000  # milliseconds: on a busy machine the first answer may be slow


def violations(page, options=OPTIONS):
    """What axe complains of on the page: “rule: element”, at most three elements a rule."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"][:3]]


def violations_in_both_schemes(page):
    page.emulate_media(color_scheme="light")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark, {text}" for text in violations(page, IN_DARK)]


@contextmanager
def reader(portal, browser, *, elder=False):
    """A page of a reader with or without elder mode; axe may run in it."""
    context = browser.new_context(bypass_csp=True)
    context.set_default_navigation_timeout(PATIENCE)
    if elder:
        context.add_cookies([{"name": "elder", "value": "1", "url": portal.url}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("kind", "language", "elder"), ORDINARY)
def test_a_page_kind_has_no_violations(portal, browser, kind, language, elder):
    with reader(portal, browser, elder=elder) as page:
        page.goto(portal.url + language + KINDS[kind])
        assert violations(page) == []


@pytest.mark.full
@pytest.mark.parametrize("elder", [False, True])
def test_no_page_kind_has_any_in_either_language_or_mode(portal, browser, elder):
    found = {}
    with reader(portal, browser, elder=elder) as page:
        for address in [*EVERY, portal.shell(LEAVING).strip()]:
            answer = page.goto(portal.url + address)
            wrong = [] if answer.status == (404 if "no/such" in address else 200) else [f"answers {answer.status}"]
            if wrong := wrong + violations_in_both_schemes(page):
                found[address] = wrong
    assert found == {}


@pytest.mark.full
@pytest.mark.parametrize("elder", [False, True])
def test_what_a_sent_form_shows_has_none(portal, browser, elder):
    """A form with everything missing, the receipt, the sender's own page, a comment that was sent, a complaint."""
    found = {}

    def send(what, shows):
        page.locator("main form .button").last.click()
        expect(page.locator(shows).first).to_be_visible(timeout=PATIENCE)
        if wrong := violations_in_both_schemes(page):
            found[what] = wrong

    with reader(portal, browser, elder=elder) as page:
        for address in FORMS:
            page.goto(portal.url + address)
            send(f"{address} sent empty", "main .has-errors")
        page.goto(portal.url + "/messages/new/")
        page.select_option("[name=category]", index=1)
        for name, words in {
            "title": "路灯不亮",
            "body": f"东门外的路灯坏了，请修理。{elder}",
            "name": "张小明",
        }.items():
            page.fill(f"[name={name}]", words)
        page.check("[name=consents][value=no]")
        page.wait_for_timeout(3500)  # nobody fills it faster
        send("the receipt", ".receipt")
        number, code = page.locator(".receipt dd").all_inner_texts()
        page.goto(portal.url + "/messages/query/")
        page.fill("[name=number]", number)
        page.fill("[name=code]", code)
        send("the sender's own page", "main .facts-list")
        page.goto(portal.url + "/news/26/comments/")
        page.fill("[name=text]", f"写得清楚，谢谢。{elder}")
        page.wait_for_timeout(3500)
        send("a comment that was sent", ".ways-on .button")
    assert found == {}


@pytest.mark.full
def test_the_back_office_has_none_on_its_desk_lists_and_forms(portal, browser):
    found = {}
    with reader(portal, browser) as page:
        page.goto(portal.url + "/admin/login/")
        page.fill("[name=username]", "admin")
        page.fill("[name=password]", portal.password)
        page.locator("[type=submit]").click()
        expect(page.locator("#user-tools")).to_be_visible(timeout=PATIENCE)
        for address in OFFICE:
            assert page.goto(portal.url + address, wait_until="networkidle").status == 200, address
            page.wait_for_function(NAMED)
            if wrong := violations(page):
                found[address] = wrong
    assert found == {}
