"""Parts of other pages in a body: always as they are now, and nothing where nothing may be shown."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.media.models import Attachment
from portal.site.body import render_body
from portal.site.prose import clean_body
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_comment,
    make_indicator,
    make_panel,
    make_photo,
    make_project,
    make_public,
    make_user,
    make_vintage,
)
from tests.word import docx, heading, paragraph, picture

pytestmark = pytest.mark.django_db


def embed(kind: str, thing) -> str:
    return f'<div data-embed="{kind}" data-id="{thing.pk}" data-label="名称">名称</div>'


def test_each_kind_shows_what_is_public_now():
    project, indicator = make_project(name="储能电站"), make_indicator(name="授权专利", unit="件")
    make_vintage("67", indicator=indicator)
    panel = make_panel(indicator, title="创新面板")
    file = Attachment.add(b"%PDF-1.7", name="名单.pdf")
    body = clean_body(
        "".join(embed(k, t) for k, t in [("project", project), ("figure", indicator), ("panel", panel), ("file", file)])
    )
    page = render_body(body)
    for words in ("储能电站", "授权专利", "67", "创新面板", "名单", "PDF"):
        assert words in page
    assert "data-embed" not in page
    make_vintage("68", indicator=indicator)
    assert "68" in render_body(body)


def test_what_is_not_public_leaves_nothing_behind():
    hidden = [
        ("project", make_project(published=False, name="秘密项目")), ("project", make_project(stage="negotiating", name="秘密项目")),
        ("panel", make_panel(published=False, title="秘密面板")), ("figure", make_indicator(name="秘密指标", is_public=False)),
        ("figure", make_indicator(name="秘密指标")),
    ]  # fmt: skip
    make_vintage("5", indicator=hidden[3][1])
    withdrawn = make_project(name="秘密项目")
    withdrawn.withdraw(by=make_boss(), reason="更正")
    body = "".join(embed(kind, thing) for kind, thing in [*hidden, ("project", withdrawn)])
    assert render_body(clean_body(f"<p>前</p>{body}<p>后</p>")) == "<p>前</p><p>后</p>"


@pytest.mark.parametrize("pk", ["", "x", "0", "99999999999999999999", "１", "1 or 1"])
def test_a_hostile_number_or_kind_is_nothing(pk):
    assert render_body(f'<div data-embed="project" data-id="{pk}" data-label="x"></div>') == ""
    assert render_body(f'<div data-embed="user" data-id="{pk}"></div>') == ""


def test_an_articles_page_takes_ten_queries_whatever_stands_in_it(client, django_assert_max_num_queries):
    projects, indicators = [make_project() for _ in range(3)], [make_indicator() for _ in range(3)]
    for indicator in indicators:
        make_vintage("5", indicator=indicator)
    panels, photos = [make_panel(*indicators), make_panel(indicators[0])], [make_photo(), make_photo()]
    hidden = [
        ("project", make_project(published=False)),
        ("panel", make_panel(published=False)),
        ("figure", make_indicator()),
    ]
    parts = (
        [("project", one) for one in projects]
        + [("figure", one) for one in indicators]
        + [("panel", one) for one in panels]
    )
    parts += [("file", Attachment.add(b"%PDF-1.7", name=f"{n}.pdf")) for n in range(2)] + hidden
    article = make_article(
        body="".join(photo.as_figure() for photo in photos) + "".join(embed(*part) for part in parts),
        column=make_column(has_comments=True), projects=projects[:2], indicators=indicators[:2],
    )  # fmt: skip
    make_comment(article, approved=True)
    client.get("/")
    cache.clear()
    with django_assert_max_num_queries(10):
        page = client.get(article.get_absolute_url()).content.decode()
    assert page.count('class="embed ') == 8 and page.count('class="attachment"') == 2


def test_saving_ties_the_article_to_what_stands_in_it(client):
    from tests.backoffice import save

    client.force_login(make_boss())
    project, indicator = make_project(), make_indicator()
    article = make_article(published=False)
    save(client, article, body=f"<p>文</p>{embed('project', project)}{embed('figure', indicator)}")
    assert list(article.projects.all()) == [project] and list(article.indicators.all()) == [indicator]


def test_a_file_is_for_staff_until_a_public_page_offers_it():
    file = Attachment.add("内容".encode(), name="../通知<一>.txt", title="")
    article = make_article(published=False, body=embed("file", file))
    stranger, editor = Client(), Client()
    editor.force_login(make_user("信息员"))
    assert stranger.get(file.url).status_code == 404 and editor.get(file.url).status_code == 200
    make_public(article)
    answer = stranger.get(file.url)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    article.withdraw(by=make_boss(), reason="更正")
    assert stranger.get(file.url).status_code == 404


def test_the_embed_dialog_lists_only_what_is_public():
    editor = Client()
    editor.force_login(make_user("信息员"))
    make_project(name="公开项目"), make_project(published=False, name="秘密项目")
    page = editor.get("/admin/site/page/embeds/", {"kind": "project"}).content.decode()
    assert "公开项目" in page and "秘密项目" not in page
    for kind in ("figure", "panel", "file"):
        assert editor.get("/admin/site/page/embeds/", {"kind": kind, "q": "\0 x"}).status_code == 200
    assert editor.get("/admin/site/page/embeds/", {"kind": "user"}).status_code == 404
    stranger = Client()
    stranger.force_login(make_user("指标员"))
    assert stranger.get("/admin/site/page/embeds/", {"kind": "project"}).status_code == 403


def test_a_file_is_uploaded_from_the_dialog(client):
    client.force_login(make_user("信息员"))
    good = SimpleUploadedFile("名单.pdf", b"%PDF-1.7")
    assert client.post("/admin/media/attachment/upload/", {"file": good}).json()["label"] == "名单"
    bad = client.post("/admin/media/attachment/upload/", {"file": SimpleUploadedFile("名单.pdf", b"MZ\x90\x00")})
    assert bad.status_code == 400 and "附件只能是" in bad.json()["errors"]["file"][0]
    assert Attachment.objects.count() == 1


def test_a_word_file_comes_in_with_its_pictures(client):
    client.force_login(make_user("信息员"))
    data = docx(heading("标题在此处", 1), paragraph("正文一段。"), picture(), paragraph("图为现场 李四 摄"))
    answer = client.post("/admin/site/page/import/", {"file": SimpleUploadedFile("稿.docx", data)}).json()
    assert (
        answer["fields"]["title"] == "标题在此处"
        and 'data-file="' in answer["body"]
        and "图片已存入" in answer["notes"][0]
    )
    refused = client.post("/admin/site/page/import/", {"file": SimpleUploadedFile("稿.docx", b"PK\x03\x04")})
    assert refused.status_code == 400 and "损坏" in refused.json()["error"]
    client.force_login(make_user("指标员"))
    assert client.post("/admin/site/page/import/", {"file": SimpleUploadedFile("稿.docx", data)}).status_code == 403


def test_quotations_and_galleries_survive_cleaning_and_styles_do_not():
    html = '<blockquote><p>话</p><cite class="x">张三</cite></blockquote><div data-gallery="" style="x" onclick="x"><figure><img data-file="1" src="/media/photos/x.jpg"></figure></div>'
    clean = clean_body(html)
    assert (
        "<cite>张三</cite>" in clean
        and '<div data-gallery="">' in clean
        and "style" not in clean
        and "onclick" not in clean
    )
