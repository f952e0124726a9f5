"""Lists of articles: columns, overviews, paging."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from portal.site.navigation import Navigation
from tests.factories import make_article, make_boss, make_column, make_page, make_photo, make_public, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    """A column with 50 articles, the newest first in name."""
    column, by, source, now = make_column(name="要闻"), make_boss(), make_source(), timezone.now()
    for n in range(50):
        make_article(column=column, by=by, source=source, title=f"第{n:02}篇文章", at=now - timedelta(hours=n + 1))
    return column


def test_a_column_shows_its_articles_newest_first_with_their_number(client, many):
    html = client.get(many.path).content.decode()
    assert html.count("<h1") == 1 and "共50篇" in html and html.count('class="meta"><time') == 24
    assert html.index("00篇") < html.index("01篇") < html.index("23篇") and "24篇" not in html
    assert f'href="/feeds/news{many.path}"' in html


ASKED = {
    "2": 2, "3": 3, "99999": 3, "abc": 1, "0": 1, "-5": 1, "1e3": 1, "9" * 5000: None, "": 1, "%00": 1, "２": 2,
}  # fmt: skip


def test_any_page_number_gives_a_page(client, many):
    for asked, shown in ASKED.items():
        response = client.get(f"{many.path}?page={asked}")
        assert response.status_code == 200
        assert shown is None or response.context["page_obj"].number == shown, asked


def test_a_page_that_is_not_there_is_said_so(client, many):
    assert 'class="note"' in client.get(f"{many.path}?page=99999").content.decode()
    assert 'class="note"' not in client.get(f"{many.path}?page=2").content.decode()


def test_an_empty_column_says_so_and_is_not_in_the_navigation(client):
    column = make_column(name="空栏目")
    response = client.get(column.path)
    assert response.status_code == 200 and "暂无内容" in response.content.decode()
    assert column.pk not in Navigation.for_path("/").nodes


def test_a_column_appears_in_the_navigation_with_its_first_public_article():
    column, empty = make_column(parent=make_column(kind="list")), make_column()
    article = make_article(column=column, published=False)
    assert not {column.pk, column.parent_id} & Navigation.for_path("/").nodes.keys()
    make_public(article)
    nodes = Navigation.for_path("/").nodes
    assert {column.pk, column.parent_id} <= nodes.keys() and empty.pk not in nodes


def test_a_hidden_column_is_not_there(client):
    article = make_article(column=make_column(is_visible=False))
    assert client.get(article.column.path).status_code == 404
    assert client.get(f"/feeds/news{article.column.path}").status_code == 404


def test_the_columns_below_count_too(client):
    column = make_column()
    article = make_article(column=make_column(parent=column), title="下级栏目文章")
    assert article.title in client.get(column.path).content.decode()


def test_a_like_named_column_does_not_count():
    column = make_column(slug="news")
    make_article(column=make_column(slug="news-2"))
    assert not Article.objects.published().in_column(column).exists()


def test_rows_show_a_picture_and_the_summary(client):
    photo = make_photo()
    article = make_article(lead_photo=photo, summary="列表里的摘要。")
    html = client.get(article.column.path).content.decode()
    assert "列表里的摘要。" in html and photo.srcset("jpg") in html


def test_an_overview_shows_the_newest_five_of_every_column(client):
    top = make_column(kind="list", name="新闻中心")
    busy, quiet, empty = (make_column(parent=top, name=name) for name in ("忙栏目", "静栏目", "空栏目"))
    now, by = timezone.now(), make_boss()
    for n in range(7):
        make_article(column=busy, by=by, title=f"忙栏目文章{n}", at=now - timedelta(hours=n))
    make_article(column=quiet, by=by, title="静栏目旧文", at=now - timedelta(days=900))
    make_article(column=quiet, by=by, title="静栏目草稿", published=False)
    page = make_page(column=make_column(parent=top, kind="page", name="说明页面"))
    html = client.get(top.path).content.decode()
    assert "忙栏目文章4" in html and "忙栏目文章5" not in html and "静栏目旧文" in html and "静栏目草稿" not in html
    assert f'href="{page.column.path}"' in html and empty.path not in html


def test_an_overview_shows_pictures(client):
    top = make_column(kind="list")
    photos = [make_photo(alt=f"图{n}") for n in range(3)]  # the lead, and two below it: one alone is no section
    for photo in photos:
        make_article(column=make_column(parent=top), lead_photo=photo)
    make_article(lead_photo=make_photo(alt="别处的图"))
    html = client.get(top.path).content.decode()
    assert all(f'alt="图{n}"' in html for n in range(3)) and "别处的图" not in html


def test_an_overview_of_nothing_says_so(client):
    assert "暂无内容" in client.get(make_column(kind="list").path).content.decode()


def test_newest_of_gives_each_column_its_own(django_assert_num_queries):
    columns = [make_column() for _ in range(3)]
    articles = [
        make_article(column=column, at=timezone.now() - timedelta(days=n)) for n in range(3) for column in columns[:2]
    ]
    with django_assert_num_queries(2):
        newest = Article.objects.newest_of(columns, 2)
    assert newest == {columns[0].pk: [articles[0], articles[2]], columns[1].pk: [articles[1], articles[3]]}
