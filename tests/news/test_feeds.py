"""RSS and Atom."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.utils import timezone

from news.models import Article, Tag
from tests.factories import make_article, make_boss, make_column, make_site, make_source

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def titles(client, address):
    return [item.findtext("title") for item in read(client, address).iter("item")]


def test_the_feed_gives_title_summary_full_address_and_date(client, settings):
    make_site(name="示例门户")
    article = make_article(title="一 & 二 < 三", summary="摘要甲。")
    channel = read(client, "/feeds/news/").find("channel")
    item = channel.find("item")
    assert channel.findtext("title") == "示例门户"
    assert item.findtext("title") == "一 & 二 < 三" and item.findtext("description") == "摘要甲。"
    assert item.findtext("link") == item.findtext("guid") == settings.SITE_URL + article.get_absolute_url()
    assert item.findtext("pubDate").endswith("+0800") or item.findtext("pubDate").endswith("+0000")


def test_atom_on_request(client, settings):
    article = make_article()
    response = client.get("/feeds/news/?format=atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    entry = ElementTree.fromstring(response.content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == article.title
    assert entry.find(f"{ATOM}link").get("href") == settings.SITE_URL + article.get_absolute_url()
    assert client.get("/feeds/news/?format=nonsense")["Content-Type"].startswith("application/rss+xml")


def test_only_what_is_public_stands_in_a_feed(client):
    column = make_column()
    public = make_article(column=column)
    make_article(column=column, published=False)
    make_article(column=column, at=timezone.now() + timedelta(hours=1))
    make_article(column=column, expires_at=timezone.now() - timedelta(hours=1))
    make_article(column=column).withdraw(by=make_boss(), reason="撤回")
    assert titles(client, "/feeds/news/") == titles(client, f"/feeds/news{column.path}") == [public.title]


def test_a_columns_feed_holds_the_columns_below_and_no_others(client):
    top = make_column(kind="list")
    inside, outside = make_article(column=make_column(parent=top)), make_article()
    assert titles(client, f"/feeds/news{top.path}") == [inside.title]
    assert set(titles(client, "/feeds/news/")) == {inside.title, outside.title}


def test_the_newest_thirty(client):
    column, by, source = make_column(), make_boss(), make_source()
    for n in range(33):
        make_article(column=column, by=by, source=source, title=f"文章{n}", at=timezone.now() - timedelta(hours=n))
    assert titles(client, "/feeds/news/") == [f"文章{n}" for n in range(30)]


@pytest.mark.parametrize("query", ["", "?format=atom"])
def test_characters_that_xml_cannot_hold_do_no_harm(client, query):
    nul = "" if connection.vendor == "postgresql" else "\x00"  # PostgreSQL keeps none
    bad = f"坏{nul}\x01\x08\x0b\x0c\x1f\ufffe\uffff字"
    make_site(name=bad, description=bad)
    article = make_article(column=make_column(name=bad, description=bad))
    Article.objects.filter(pk=article.pk).update(title=bad, summary=bad, byline=bad)
    for address in ("/feeds/news/", f"/feeds/news{article.column.path}"):
        assert "坏字" in ElementTree.tostring(read(client, address + query), encoding="unicode")


def test_an_empty_feed_and_one_that_is_not_there(client):
    assert titles(client, f"/feeds/news{make_column().path}") == titles(client, "/feeds/news/") == []
    page = make_column(kind="page")
    for address in ("/feeds/news/nothing/", f"/feeds/news{page.path}"):
        assert client.get(address).status_code == 404


def test_the_list_names_columns_with_something_in_them(client):
    article, empty = make_article(), make_column()
    html = client.get("/feeds/").content.decode()
    assert html.count("<h1") == 1 and f'href="/feeds/news{article.column.path}"' in html and empty.path not in html
    assert f"/feeds/news{article.column.path}?format=atom" in html


def test_a_column_page_leads_readers_to_its_feed(client):
    article = make_article()
    for address in (article.column.path, article.get_absolute_url()):
        assert (
            f'type="application/rss+xml" href="/feeds/news{article.column.path}"'
            in client.get(address).content.decode()
        )


def test_a_tag_has_a_feed_of_its_public_articles_alone(client, settings):
    make_site(name="示例门户")
    tag, hidden = Tag.objects.create(name="园区"), Tag.objects.create(name="秘密标签")
    public = make_article(tags=[tag])
    make_article()
    make_article(tags=[tag, hidden], published=False)
    address = f"/feeds/tags/{tag.pk}/"
    assert titles(client, address) == [public.title]
    channel = read(client, address).find("channel")
    assert (
        "园区" in channel.findtext("title") and channel.findtext("link") == settings.SITE_URL + tag.get_absolute_url()
    )
    assert client.get(f"{address}?format=atom")["Content-Type"].startswith("application/atom+xml")
    for page in (tag.get_absolute_url(), "/feeds/"):
        assert f'href="{address}"' in client.get(page).content.decode()
    for nothing in (hidden.pk, 999999):
        assert client.get(f"/feeds/tags/{nothing}/").status_code == 404
    assert "秘密标签" not in client.get("/feeds/").content.decode()
