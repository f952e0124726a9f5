"""Writing in the back office with a real browser: the editor loads under the policy, and what it makes is saved."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

PASTED = (
    '<p class=MsoNormal style="font-size:16pt">　　投资<span style="color:red">5.2亿元</span></p>'
    '<img src="file:///C:/clip.jpg"><p class=MsoListParagraph><span style="mso-list:Ignore">l</span>签约后开工</p>'
)


@pytest.fixture
def desk(portal, page):
    page.goto(f"{portal.url}/admin/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", portal.password)
    page.click("[type=submit]")
    expect(page.locator("h1")).to_contain_text("您好")
    return page


def paste(page, html: str) -> None:
    page.evaluate(
        """(html) => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
            document.querySelector(".ProseMirror[contenteditable=true]").dispatchEvent(paste)
        }""",
        html,
    )


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#0c4a6e").save(out, "PNG")
    return out.getvalue()


def upload_from_the_picker(page) -> None:
    page.locator("button[data-name=figure]").first.click()
    page.locator("dialog.picker .picker-upload summary").click()
    page.set_input_files("dialog.picker [name=file]", {"name": "p.png", "mimeType": "image/png", "buffer": picture()})
    for name, words in {"title": "新图", "alt": "蓝色画面", "credit": "测试", "caption": "图片说明"}.items():
        page.fill(f"dialog.picker [name={name}]", words)
    page.locator("dialog.picker .picker-upload [type=submit]").click()
    expect(page.locator("dialog.picker")).to_have_count(0)


def test_an_article_is_typed_pasted_illustrated_and_saved(portal, desk, complaints):
    desk.goto(f"{portal.url}/admin/news/article/add/")
    desk.fill("#id_title", "浏览器里写的文章")
    text = desk.locator(".ProseMirror[contenteditable=true]").first
    text.click()
    desk.keyboard.type("普通")
    desk.locator("button[data-name=bold]").first.click()
    desk.keyboard.type("加粗")
    desk.locator("button[data-name=bold]").first.click()
    desk.keyboard.press("Enter")
    paste(desk, PASTED)
    expect(desk.locator(".prose-note").first).to_contain_text("1 张外部图片没有带入")
    upload_from_the_picker(desk)
    expect(desk.locator(".prose-count").first).to_have_text(re.compile(r"\d+ 字"))
    desk.locator(".field-column .select2-selection").click()
    desk.locator(".select2-results__option", has_text="高新要闻").click()
    desk.locator("input[name=_continue]").click()
    expect(desk.locator(".messagelist")).to_contain_text("已添加文章")
    body = desk.locator("#id_body").input_value()
    assert (
        "<p>普通<strong>加粗</strong></p>" in body
        and "<p>投资5.2亿元</p>" in body
        and "<li><p>签约后开工</p></li></ul><figure" in body
    )
    assert re.search(r'<img src="/media/photos/\w+\.jpg" alt="蓝色画面" width="900" height="600" data-file="\d+"', body)
    assert "图片说明" in body and "style=" not in body and "file:" not in body
    expect(desk.locator(".prose-editor figure img")).to_be_visible()
    assert complaints == []


def test_the_toolbar_speaks_chinese(portal, desk, complaints):
    desk.goto(f"{portal.url}/admin/news/article/add/")
    expect(desk.locator("button[data-name=bold]").first).to_have_attribute("title", "加粗")
    titles = desk.locator(".prose-menubar [title]").evaluate_all("all => all.map(one => one.title)")
    assert [title for title in titles if re.search("[a-z]{3}", title.replace("Word", ""))] == []
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_back_office_is_wider_than_the_screen(portal, desk, complaints, width):
    desk.set_viewport_size({"width": width, "height": 900})
    for where in (
        "",
        "news/article/",
        "news/article/add/",
        "projects/project/add/",
        "site/column/",
        "projects/project/sheets/project/",
    ):
        desk.goto(f"{portal.url}/admin/{where}")
        wide = "document.fonts.ready.then(() => document.documentElement.scrollWidth - window.innerWidth)"  # icons are words
        assert desk.evaluate(wide) <= 0, where
    assert complaints == []
