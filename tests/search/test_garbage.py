"""Whatever is typed or sent: a page, an answer, no 500."""

import feedparser
import pytest

from news.models import Article
from tests.factories import make_article, make_boss, make_site

from .helpers import page, reindex

pytestmark = pytest.mark.django_db

NONSENSE = [
    '"', "*", "((((" * 500, "\0", "a" * 10_000, "高" * 10_000, "%", "_", "' OR 1=1 --", "'; DROP TABLE search_document; --",
    'names : "高"', "高 NOT 新", "NEAR(高 新)", "高*", "^高", "{names}: 高", "\ufffd\ufffd", "\u202e高\u200b新", "-" * 50, " ".join("高新区平" * 30),
    "\\", "\\'", "' | '", ":*", "&", "!", "<script>alert(1)</script>", "１２.５６亿", "٣٤", "🏗️", "𠮷", "\ud800".encode("utf-8", "replace").decode(),
]  # fmt: skip


@pytest.fixture
def articles():
    make_site()
    make_article(title="高新区", by=make_boss())
    make_article(title="藏着的高新区", published=False)
    reindex()


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_any_query_gives_a_page(client, articles, text):
    assert "<h1>" in page(client, text)
    for address in ("/search/feed/", "/search/suggest/", "/api/v1/search/"):
        response = client.get(address, {"q": text})
        assert response.status_code == 200
        assert "藏着的" not in response.content.decode()
    assert feedparser.parse(client.get("/search/feed/", {"q": text}).content).bozo is False


@pytest.mark.parametrize(
    "query",
    [
        "page=0&page=-1", "page=99999999999999999999", "page=abc", "kind=nonsense", "year=99999&year=-1", "column=abc", "column=99999999999",
        "sort=nonsense", "sample=2", "%00=%00", "q", "&" * 5000, "x=1&" * 6000, "page=٣", "year=²", "column=²",
    ],
)  # fmt: skip
def test_any_parameter_gives_a_page(client, articles, query):
    response = client.get(f"/search/?q=%E9%AB%98&{query}")
    assert response.status_code == 200
    assert "高新区" in response.content.decode() or "忽略" in response.content.decode()


def test_the_bytes_of_gbk_are_understood(client, articles):
    typed = "".join(f"%{byte:02X}" for byte in "高新".encode("gbk"))
    assert "<mark>高新</mark>区" in client.get(f"/search/?q={typed}").content.decode()
    assert client.get(f"/search/suggest/?q={typed}").json()["suggestions"] == ["高新区"]
    assert client.get(f"/api/v1/search/?q={typed}").json()["count"] == 1
    assert len(feedparser.parse(client.get(f"/search/feed/?q={typed}").content).entries) == 1


def test_the_feed_is_read_whatever_stands_in_titles(client, articles):
    Article.objects.update(title="高新区\x0b\x1f\ufffe标题")
    reindex()
    read = feedparser.parse(client.get("/search/feed/", {"q": "高新区\x01"}).content)
    assert not read.bozo
    assert [entry.title for entry in read.entries] == ["高新区标题"]
    assert "高新区" in read.feed.title
