"""Writing an article in the back office."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from portal.media.models import PhotoUse
from tests.backoffice import address, fields
from tests.factories import make_article, make_boss, make_column, make_photo, make_source, make_user, png

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("信息员"))
    return client


def blank(client) -> dict[str, object]:
    return fields(client.get(ADD), "article_form")


def test_an_article_is_written_with_its_photos(editor):
    photo, lead, column = make_photo(), make_photo(), make_column()
    body = f"<p>正文。<script>alert(1)</script></p>{photo.as_figure()}"
    data = {"title": "新文章", "column": column.pk, "source": make_source().pk, "body": body, "lead_photo": lead.pk}
    editor.post(ADD, blank(editor) | data)
    article = Article.objects.get()
    assert "script" not in article.body and f'data-file="{photo.pk}"' in article.body
    assert set(PhotoUse.objects.of(article).values_list("photo", flat=True)) == {photo.pk, lead.pk}
    assert article.status == "draft"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "长" * 301}, "300"),
        ({"title": ""}, "必填"),
        ({"column": ""}, "必填"),
        ({"lead_photo": "999999"}, "选择"),
        ({"is_reprint": "on"}, "转载"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, change, message):
    data = (
        blank(editor)
        | {"title": "题目", "column": make_column().pk, "body": "<p>很长的正文</p>", "byline": "某某"}
        | change
    )
    page = editor.post(ADD, data).content.decode()
    errors = "".join(re.findall(r'<ul class="errorlist.*?</ul>', page, re.S))
    assert message in errors and re.search("[a-z]{4,}", re.sub("<.*?>", "", errors)) is None
    assert "很长的正文" in page and 'value="某某"' in page
    assert not Article.objects.exists()


def test_the_editor_page_carries_its_nonce_and_words(editor):
    response = editor.get(ADD)
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])[1]
    page = response.content.decode()
    assert f'nonce="{nonce}"' in re.search(r"<script[^>]*importmap[^>]*>", page)[0]
    assert "WordPaste" in page and "PhotoPicker" in page
    words = editor.get("/admin/jsi18n/").content.decode()
    assert '"bold": "\\u52a0\\u7c97"' in words or '"bold": "加粗"' in words


def test_column_projects_indicators_tags_and_sources_are_found_by_typing(editor):
    for name in ("column", "source", "tags", "projects", "indicators"):
        query = {"app_label": "news", "model_name": "article", "field_name": name, "term": "x"}
        assert editor.get("/admin/autocomplete/", query).status_code == 200, name


def test_every_reviewer_can_use_the_fields_of_the_form(client):
    for role in ("一审", "二审", "三审"):
        client.force_login(make_user(role))
        for name in ("column", "projects", "indicators"):
            query = {"app_label": "news", "model_name": "article", "field_name": name, "term": ""}
            assert client.get("/admin/autocomplete/", query).status_code == 200, (role, name)


def preview_of(client, article) -> str:
    return re.search(
        rf"/admin/news/article/{article.pk}/preview/\?key=[^\"]+", client.get(address(article)).content.decode()
    )[0]


def test_the_preview_shows_the_saved_draft_to_staff_and_is_kept_nowhere(editor, client):
    article = make_article(published=False, title="未发布的题")
    where = preview_of(editor, article)
    response = editor.get(where)
    assert "未发布的题" in response.content.decode()
    assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
    client.logout()
    assert client.get(where).status_code == 302


def test_a_preview_needs_its_own_fresh_key(editor):
    article, other = make_article(published=False), make_article(published=False)
    where = preview_of(editor, article)
    assert editor.get(where.replace(f"/{article.pk}/", f"/{other.pk}/")).status_code == 404
    assert editor.get(where.partition("?")[0]).status_code == 404
    later = (timezone.now() + timedelta(days=2)).timestamp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: later)
        assert editor.get(where).status_code in (302, 404)


def test_the_link_to_the_site_is_there_only_when_readers_can_follow_it(client):
    client.force_login(make_boss())
    draft, public = make_article(published=False), make_article()
    assert "在网站上查看" not in client.get(address(draft)).content.decode()
    assert public.get_absolute_url() in client.get(address(public)).content.decode()


def test_the_picker_lists_searches_and_takes_a_photo(editor):
    make_photo(title="储能电站"), make_photo(title="学校")
    page = editor.get("/admin/media/photo/picker/", {"q": "储能"}).content.decode()
    assert "储能电站" in page and "学校" not in page
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.png", png((900, 600)), "image/png")
    answer = editor.post("/admin/media/photo/picker/", {"file": file, "title": "新图", "alt": "蓝", "credit": "某"})
    assert (
        answer.status_code == 200
        and answer.json()["width"] == 900
        and answer.json()["src"].startswith("/media/photos/")
    )
    wrong = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    answer = editor.post("/admin/media/photo/picker/", {"file": wrong, "title": "新图"})
    assert answer.status_code == 400 and "不是 JPEG" in answer.json()["errors"]["file"][0]


def test_the_picker_is_for_those_who_may_see_photos(client):
    client.force_login(make_user("指标员"))
    assert client.get("/admin/media/photo/picker/").status_code == 403
