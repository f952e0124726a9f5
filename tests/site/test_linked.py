"""What machines read on a page: JSON-LD, Open Graph, canonical address, feeds."""

import json
import re

import pytest

from tests.factories import (
    make_article,
    make_column,
    make_indicator,
    make_page,
    make_panel,
    make_project,
    make_site,
    make_vintage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_site(zone_name="示例区")


def read(client, thing) -> tuple[str, dict]:
    page = client.get(thing.get_absolute_url()).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return page, json.loads(found[0]) if found else {}


def test_a_panel_and_an_indicator_are_datasets_with_files(client):
    indicator = make_indicator(name="专利</script>数", definition="累计数")
    make_vintage("5", indicator=indicator)
    for thing in (indicator, make_panel(indicator, title="创新", intro="多少专利？")):
        _page, data = read(client, thing)
        assert data["@type"] == "Dataset"
        assert data["url"] == f"http://127.0.0.1:8000{thing.get_absolute_url()}"
        for file in data["distribution"]:
            assert client.get(file["contentUrl"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_record_is_a_project_at_its_place_and_a_sample_is_not(client):
    project = make_project(name="储能电站", address="神马大道", internal_note="内部")
    project.aliases.create(name="储能")
    page, data = read(client, project)
    assert (data["@type"], data["name"], data["alternateName"]) == ("Project", "储能电站", ["储能"])
    assert data["location"] == {"@type": "Place", "name": "神马大道"}
    assert "内部" not in page
    assert read(client, make_project(is_sample=True))[1] == {}


def test_content_pages_carry_open_graph_and_one_canonical_address(client):
    article = make_article(column=make_column(slug="notices"))
    for thing in (article, make_page(), make_project(), make_panel(make_indicator())):
        page, _data = read(client, thing)
        address = f"http://127.0.0.1:8000{thing.get_absolute_url()}"
        assert f'<meta property="og:url" content="{address}">' in page
        assert 'property="og:title"' in page
        assert page.count('rel="canonical"') == 1
        assert f'<link rel="canonical" href="{address}">' in page
        assert 'type="application/rss+xml" href="/feeds/news/"' in page
    assert 'type="application/rss+xml" href="/feeds/news/notices/"' in read(client, article)[0]
