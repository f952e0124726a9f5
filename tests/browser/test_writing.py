"""Nothing typed is lost, seen with a real browser: a killed page, a text saved by somebody else, samples of the clipboard."""

from playwright.sync_api import expect

from tests.browser.samples import SAMPLES
from tests.browser.test_colleagues import choose
from tests.browser.test_editor import desk, paste  # noqa: F401 - a fixture

TEXT = ".ProseMirror[contenteditable=true]"


def test_what_was_typed_comes_back_after_the_page_was_killed(portal, desk):  # noqa: F811
    desk.goto(f"{portal.url}/admin/news/article/add/")
    desk.fill("#id_title", "没有保存的题目")
    desk.locator(TEXT).first.click()
    desk.keyboard.type("打到一半的文字")
    expect(desk.locator(".writing-told")).to_contain_text("已自动保留", timeout=15_000)
    page = desk.context.new_page()
    desk.close()
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator("#kept li", has_text="没有保存的题目").locator("a").click()
    expect(page.locator("#id_title")).to_have_value("没有保存的题目")
    expect(page.locator(TEXT).first).to_have_text("打到一半的文字")


def test_a_lost_line_or_session_keeps_the_text_in_the_form(portal, desk):  # noqa: F811
    desk.goto(f"{portal.url}/admin/news/article/add/")
    desk.fill("#id_title", "断网时写的")
    desk.context.set_offline(True)
    desk.keyboard.press("Control+s")
    expect(desk.locator(".writing-told")).to_contain_text("保留在本机", timeout=15_000)
    desk.context.set_offline(False)
    desk.context.clear_cookies()
    desk.keyboard.press("Control+s")
    expect(desk.locator(".writing-told")).to_contain_text("您已退出登录", timeout=15_000)
    expect(desk.locator("#id_title")).to_have_value("断网时写的")
    other = desk.context.new_page()
    other.goto(f"{portal.url}/admin/login/")
    other.fill("#id_username", "admin")
    other.fill("#id_password", portal.password)
    other.click("[type=submit]")
    expect(other.locator("h1")).to_contain_text("您好")
    choose(desk, "column", "高新要闻")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist")).to_contain_text("已添加文章", timeout=15_000)
    expect(desk.locator("#id_title")).to_have_value("断网时写的")


def test_a_line_that_breaks_while_saving_loses_nothing(portal, desk):  # noqa: F811
    address = f"{portal.url}/admin/news/article/add/"
    desk.goto(address)
    desk.fill("#id_title", "保存到一半断了线")
    desk.locator(TEXT).first.click()
    desk.keyboard.type("断线前写的字")
    desk.route(address, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    choose(desk, "column", "高新要闻")
    with desk.expect_event("requestfailed", lambda request: request.url == address, timeout=15_000):
        desk.keyboard.press("Control+s")
    desk.unroute(address)
    desk.goto(address)
    desk.locator("#kept li", has_text="保存到一半断了线").locator("a").first.click()
    expect(desk.locator(TEXT).first).to_have_text("断线前写的字")


DIRT = ("style=", "class=", "<span", "<img", "javascript:", "\u3000", "file:", "mmbiz", "script", "<o:", "onerror")


def test_what_is_pasted_is_clean(portal, desk):  # noqa: F811
    desk.goto(f"{portal.url}/admin/news/article/add/")
    text = desk.locator(TEXT).first
    for html, words, tags, dropped in SAMPLES.values():
        text.click()
        desk.keyboard.press("Control+a")
        desk.keyboard.press("Delete")
        paste(desk, html)
        expect(text).to_contain_text(words[0])
        body = desk.locator("#id_body").input_value()
        assert all(word in body for word in words) and all(tag in body for tag in tags), body
        assert [dirt for dirt in DIRT if dirt in body] == [], body
        assert f"{dropped or ''}" in desk.locator(".prose-note").first.text_content()
        assert bool(dropped) == ("没有带入" in desk.locator(".prose-note").first.text_content())


def test_a_new_text_is_previewed_before_its_first_save(portal, desk, complaints):  # noqa: F811
    desk.goto(f"{portal.url}/admin/news/article/add/")
    desk.fill("#id_title", "还没有保存过的题目")
    desk.locator(".live-open").click()
    frame = desk.frame_locator("#live iframe")
    expect(frame.locator("h1")).to_have_text("还没有保存过的题目", timeout=15_000)
    desk.fill("#id_subtitle", "接着打的副题")
    expect(frame.locator(".subtitle")).to_have_text("接着打的副题", timeout=15_000)
    assert desk.locator("#live iframe").bounding_box()["width"] < 420
    desk.locator("#live [data-width=desk]").click()
    assert desk.locator("#live iframe").bounding_box()["width"] > 1000
    with desk.context.expect_page() as opened:
        desk.locator(".live-tab").click()
    expect(opened.value.locator("h1")).to_have_text("还没有保存过的题目")
    opened.value.close()
    desk.locator(".live-close").click()
    expect(desk.locator("#live")).to_be_hidden()
    assert complaints == []


def test_the_preview_follows_what_is_typed(portal, desk):  # noqa: F811
    desk.goto(f"{portal.url}/admin/news/article/?state=published")
    desk.locator("#result_list tbody th a").first.click()
    desk.locator(".live-open").click()
    desk.fill("#id_subtitle", "刚刚改的副题")
    frame = desk.frame_locator("#live iframe")
    expect(frame.locator(".subtitle")).to_have_text("刚刚改的副题", timeout=15_000)
