"""The META tags that higher authorities' crawlers read. Rules R01-R06."""

from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from tests.factories import make_article, make_column, make_page, make_site

pytestmark = pytest.mark.django_db
SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
CONTENT = ["ArticleTitle", "PubDate", "ContentSource"]


class Head(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.count, self.canonical = {}, Counter(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and attrs.get("name", "x")[0].isupper():
            self.tags[attrs["name"]] = attrs["content"]
            self.count[attrs["name"]] += 1
        if tag == "link" and attrs["rel"] == "canonical":
            self.canonical.append(attrs["href"])


def head(client, address) -> Head:
    return Head(client.get(address).content.decode())


@pytest.fixture
def column():
    make_site(name="示例门户", zone_name="示例区", site_id_code="4107000004")
    fields = {"description": "公告说明", "keywords": "公告,通知", "column_type": "政策文件"}
    return make_column(slug="notices", name="通知公告", **fields)


def test_every_page_names_the_site_once(client, column):
    for address in ("/", "/sitemap/", "/no/such/page/"):
        found = head(client, address)
        assert [found.count[name] for name in SITE] == [1, 1, 1]
        assert found.tags["SiteName"] == "示例门户"
        assert found.tags["SiteDomain"] == "127.0.0.1:8000"
        assert found.tags["SiteIDCode"] == "4107000004"


def test_a_code_that_nobody_has_issued_is_left_out(client):
    make_site(site_id_code="")
    assert "SiteIDCode" not in head(client, "/").tags


def test_a_column_page_has_its_seven_tags(client, column):
    make_article(column=column)
    found = head(client, "/notices/")
    assert sorted(found.count) == sorted(SITE + COLUMN)
    assert set(found.count.values()) == {1}
    assert [found.tags[name] for name in COLUMN] == ["通知公告", "公告说明", "公告,通知", "政策文件"]


def test_an_article_has_the_tags_of_site_column_and_content(client, column):
    article = make_article(column=column, title='引号"与<标签>')
    found = head(client, article.get_absolute_url())
    assert set(SITE + COLUMN + CONTENT) <= set(found.tags)
    assert max(found.count.values()) == 1
    assert found.tags["ArticleTitle"] == '引号"与<标签>'
    assert found.tags["ColumnName"] == "通知公告"


def test_a_page_has_them_too_with_the_zone_as_source(client, column):
    page = make_page(title="概况", summary="一句话")
    found = head(client, page.get_absolute_url())
    assert set(CONTENT) <= set(found.tags)
    assert found.tags["ContentSource"] == "示例区"
    assert found.tags["Description"] == "一句话"


@pytest.mark.parametrize(("hour", "shown"), [(13, "2026-01-16 13:05"), (0, "2026-01-16 00:05")])
def test_the_date_of_publication_has_24_hours_and_the_zones_clock(hour, shown):
    at = datetime(2026, 1, 16, hour, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    given = {"title": "题", "pub_date": at.astimezone(ZoneInfo("UTC")), "source": "源"}
    assert Head(render_to_string("_meta_content.html", given)).tags["PubDate"] == shown


def test_optional_tags_without_a_value_are_left_out():
    found = Head(render_to_string("_meta_content.html", {"title": "题", "source": "源", "keywords": ""}))
    assert set(found.tags) == set(CONTENT)


def test_pages_say_their_one_address_and_error_pages_none(client, column):
    assert head(client, "/sitemap/?utm=1").canonical == ["http://127.0.0.1:8000/sitemap/"]
    assert head(client, "/no/such/page/").canonical == []
