"""Word files and plain texts as they come from offices, and files that only pretend."""

import time
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from portal.lib.documents import BadDocument, read_document
from portal.lib.files import BadFile, clean_name, kind_of
from tests.word import docx, heading, paragraph, picture, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def html(document) -> str:
    return "".join(ET.tostring(block, encoding="unicode", method="html") for block in document.blocks)


def test_a_word_file_gives_title_headings_lists_tables_and_pictures():
    data = docx(
        heading("高新区重点项目集中开工", 1),
        paragraph("\u3000\u3000总投资122.3亿元，"), paragraph("涵盖新材料领域。"),
        heading("一、总体情况", 2), paragraph("签约后开工", bullet=True), paragraph("建成后投产", bullet=True),
        table([["项目", "总投资"], ["储能电站", "5.2亿元"]]), picture(), paragraph("图为项目现场 李四 摄"),
        paragraph("（二）下步打算"), paragraph("加快建设。"), paragraph("（记者 张三 通讯员 王五）"), paragraph("来源：平顶山日报"),
    )  # fmt: skip
    document = read_document("开工.docx", data)
    assert document.title == "高新区重点项目集中开工"
    assert (document.byline, document.source) == ("记者 张三 通讯员 王五", "平顶山日报")
    text = html(document)
    assert "<p>总投资122.3亿元，涵盖新材料领域。</p><h2>一、总体情况</h2>" in text
    assert text.count("<li>") == 2 and "<ul>" in text and "<td><p>5.2亿元</p></td>" in text
    assert "<h3>（二）下步打算</h3>" in text and '<figure data-picture="0">' in text and "图为" not in text
    assert (document.pictures[0].caption, document.pictures[0].credit) == ("图为项目现场", "李四")


def test_a_plain_text_loses_its_indents_and_broken_lines():
    text = (
        "关于召开项目推进会的通知\n\n\u3000\u3000定于11月25日召开重点项目推进会，请各单位提前做好\n准备，按时参加，不得无故缺席。\n"
        "\u3000\u3000一、会议内容\n\u3000\u3000通报进展。\n摄影：赵六\n作者：办公室"
    )
    for data in (text.encode(), text.encode("gb18030"), b"\xff\xfe" + text.encode("utf-16-le")):
        document = read_document("通知.txt", data)
        assert document.title == "关于召开项目推进会的通知"
        assert html(document) == (
            "<p>定于11月25日召开重点项目推进会，请各单位提前做好准备，按时参加，不得无故缺席。</p><h2>一、会议内容</h2><p>通报进展。</p>"
        )
        assert (document.photo_credit, document.byline) == ("赵六", "作者：办公室")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE, "旧版 .doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"%PDF-1.7 x", "只能导入"),
        (b"{\\rtf1 x}", "只能导入"),
        (b"\x00\x01\x02\xff\xfe", "既不是"),
        (b"", "既不是"),
        (b"PK\x03\x04broken", "损坏"),
        (docx(paragraph("x"))[:-300], "损坏"),
        (docx(paragraph("x"), extra={"word/document.xml": b"<w:document"}), "损坏"),
        (docx(paragraph("x"), extra={"word/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "异常"),
        (docx(paragraph("x"), extra={"word/media/x.xml": b"0" * 27_000_000}), "远超"),
        (docx(paragraph("x"), drop="word/document.xml"), "不是 Word"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data, message):
    start = time.process_time()
    with pytest.raises(BadDocument, match=message):
        read_document("稿件.docx", data)
    assert time.process_time() - start < 1


def test_a_forty_page_file_is_read_in_a_moment():
    data = docx(*[paragraph("园区重点项目建设进展顺利，完成投资12.56亿元。" * 20) for _ in range(400)])
    start = time.process_time()
    document = read_document("长文.docx", data)
    assert len(document.blocks) == 400 and time.process_time() - start < 5


def test_pictures_beyond_the_limit_are_counted():
    document = read_document("图.docx", docx(paragraph("正文一段。"), *[picture() for _ in range(33)]))
    assert document.dropped == 3


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7", "x.exe", "pdf"),
        (docx(paragraph("x")), "x.pdf", "docx"),
        ("名称,数量\n".encode(), "表.csv", "csv"),
        ("说明".encode(), "x.html", "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MZ\x90\x00", b"<!DOCTYPE html><script>alert(1)</script>", b'<?xml version="1.0"?><svg/>', b"PK\x03\x04", OLE,
        docx(paragraph("x"), extra={"word/vbaProject.bin": b"x"}),
    ],
)  # fmt: skip
def test_what_could_run_is_not_attached(data):
    with pytest.raises(BadFile):
        kind_of(data, "通知.pdf")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/通知.pdf", "通知"),
        ('a"b<c>\u202e.docx', "a b c"),
        ("C:\\x\\附件 一.xlsx", "附件 一"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_only_a_name(name, clean):
    assert clean_name(name) == clean


def test_a_zip_that_lies_about_its_size_is_damaged():
    out = BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/comments.xml", b"<x/>")
    data = out.getvalue().replace(b"word/comments.xml", b"word/document.xml")
    with pytest.raises(BadDocument):
        read_document("x.docx", data)
