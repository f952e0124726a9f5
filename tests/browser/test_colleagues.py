"""Several persons at one text, each in a browser of their own; and files that are dropped or pasted into it."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_editor import picture
from tests.word import docx, heading, paragraph

TEXT = ".ProseMirror[contenteditable=true]"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(page, portal, title: str) -> None:
    """A new article, saved; the page is its form."""
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.fill("#id_title", title)
    page.fill("#id_summary", "摘要。")
    page.locator(TEXT).first.click()
    page.keyboard.type("正文第一段。")
    choose(page, "column", "高新要闻")
    choose(page, "source", "河南日报")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("已添加文章", timeout=15_000)


def choose(page, field: str, words: str) -> None:
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def hand_over(page, kind: str, mime: str, data: bytes, *names: str) -> None:
    """Drop or paste files into the text."""
    page.evaluate(
        """([kind, mime, data, names]) => {
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
            const carried = new DataTransfer()
            for (const name of names) carried.items.add(new File([bytes], name, {type: mime}))
            const text = document.querySelector(".ProseMirror[contenteditable=true]")
            const place = text.getBoundingClientRect()
            const at = {bubbles: true, cancelable: true, clientX: place.x + 20, clientY: place.y + 10}
            text.dispatchEvent(kind === "drop"
                ? new DragEvent("drop", {dataTransfer: carried, ...at})
                : new ClipboardEvent("paste", {clipboardData: carried, ...at}))
        }""",
        [kind, mime, base64.b64encode(data).decode(), names],
    )


def test_two_editors_of_one_text_see_both_and_lose_nothing(portal, people):
    first, second = people["小张"], people["小王"]
    write(first, portal, "两个人写的文章")
    second.goto(first.url)
    first.fill("#id_title", "小张改的题目")
    second.fill("#id_title", "小王改的题目")
    first.locator("input[name=_continue]").click()
    expect(first.locator(".messagelist")).to_contain_text("已保存文章", timeout=15_000)
    second.locator("input[name=_continue]").click()
    expect(second.locator("#both-heading")).to_be_visible(timeout=15_000)
    expect(second.locator(".both")).to_contain_text("小张")
    expect(second.locator("#id_title")).to_have_value("小王改的题目")
    second.locator("[name=_theirs]").click()
    expect(second.locator("#id_title")).to_have_value("小张改的题目", timeout=15_000)
    second.locator("#kept li a").first.click()
    expect(second.locator("#id_title")).to_have_value("小王改的题目")


def test_three_other_persons_review_and_publish(portal, people, page):
    writer = people["小张"]
    write(writer, portal, "三审三校走一遍")
    writer.locator("[name=_submit]").click()
    expect(writer.locator(".messagelist")).to_contain_text("送审", timeout=15_000)
    review = re.sub(r"/change/.*", "/review/", writer.url)
    for name in ("老一", "老二", "老三"):
        desk = people[name]
        desk.goto(review)
        for tick in desk.locator("#pass [name=ticks]").all():
            tick.check()
        desk.locator("#pass [type=submit]").click()
        expect(desk.locator(".messagelist")).to_be_visible(timeout=15_000)
    last = people["老三"]
    last.get_by_role("button", name="发布", exact=True).dblclick()
    expect(last.locator(".messagelist")).to_contain_text("发布", timeout=15_000)
    last.goto(review.replace("/review/", "/change/"))
    expect(last.locator(".log li strong", has_text=re.compile("^发布$"))).to_have_count(1)
    page.goto(f"{portal.url}/news/headlines/")
    expect(page.locator("main")).to_contain_text("三审三校走一遍")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_that_is_dropped_or_pasted_comes_in_with_its_words(portal, people, kind):
    page = people["小张"]
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator(TEXT).first.click()
    hand_over(page, kind, "image/png", picture(), "现场.png")
    form = page.locator("dialog.picker .picker-upload")
    expect(form.locator("[name=title]")).to_have_value("现场", timeout=15_000)
    page.fill("dialog.picker [name=alt]", "蓝色画面")
    page.fill("dialog.picker [name=credit]", "小张")
    form.locator("[type=submit]").click()
    expect(page.locator("dialog.picker")).to_have_count(0, timeout=15_000)
    expect(page.locator(f"{TEXT} figure img").first).to_have_attribute("alt", "蓝色画面")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_several_pictures_come_in_at_once(portal, people, kind):
    page = people["小张"]
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator(TEXT).first.click()
    hand_over(page, kind, "image/png", picture(), "一号.png", "二号.png")
    ones = page.locator("dialog.picker .picker-one")
    expect(ones).to_have_count(2, timeout=15_000)
    for n, words in enumerate(("第一张", "第二张")):
        ones.nth(n).locator("[data-name=alt]").fill(words)
    page.fill("dialog.picker .picker-upload [name=credit]", "小张")
    page.locator("dialog.picker .picker-upload [type=submit]").click()
    expect(page.locator("dialog.picker")).to_have_count(0, timeout=15_000)
    shown = page.locator(f"{TEXT} figure img")
    assert [shown.nth(n).get_attribute("alt") for n in range(2)] == ["第一张", "第二张"]


def test_several_pictures_of_the_library_become_a_gallery(portal, people):
    page = people["小张"]
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator("button[data-name=figure]").first.click()
    photos = page.locator("dialog.picker .picker-photo")
    photos.nth(0).click()
    photos.nth(1).click()
    page.locator("dialog.picker [name=gallery]").check()
    page.locator("dialog.picker .picker-insert").click()
    expect(page.locator(f"{TEXT} [data-gallery] figure img")).to_have_count(2)


@pytest.mark.parametrize(
    ("data", "words"),
    [(OLE + b"x" * 600, "旧版 .doc"), (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"), (b"PK\x03\x04x", "损坏")],
)
def test_a_file_that_can_not_be_read_is_said_and_the_text_stays(portal, people, data, words):
    page = people["小张"]
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator(TEXT).first.click()
    page.keyboard.type("已经写好的一段。")
    hand_over(page, "drop", DOCX, data, "稿.docx")
    expect(page.locator(".prose-note").first).to_contain_text(words, timeout=15_000)
    expect(page.locator(TEXT).first).to_have_text("已经写好的一段。")


def test_a_word_file_that_is_dropped_becomes_text(portal, people):
    page = people["小张"]
    page.goto(f"{portal.url}/admin/news/article/add/")
    page.locator(TEXT).first.click()
    data = docx(heading("拖进来的稿子", 1), paragraph("第一段。"), paragraph("要点", bullet=True))
    hand_over(page, "drop", DOCX, data, "稿.docx")
    expect(page.locator(TEXT).first).to_contain_text("第一段。", timeout=15_000)
    expect(page.locator("#id_title")).to_have_value("拖进来的稿子")
    expect(page.locator(f"{TEXT} li").first).to_have_text("要点")
