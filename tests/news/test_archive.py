"""Ways through everything published: years, months, tags, contents of long texts, the code for phones."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from news.models import Tag
from tests.factories import make_article, make_boss

pytestmark = pytest.mark.django_db


def at(*parts):
    return timezone.make_aware(datetime(*parts))


def test_the_archive_follows_the_zones_months(client):
    make_article(title="除夕", at=at(2025, 12, 31, 23, 59))
    make_article(title="元旦", at=at(2026, 1, 1, 0, 1))
    year, month = client.get("/news/2025/").content.decode(), client.get("/news/2026/01/").content.decode()
    assert "除夕" in year and "元旦" not in year
    assert "元旦" in month and "除夕" not in month
    assert 'href="/news/2025/12/"' in year and "2026年1月发布的文章" in month


@pytest.mark.parametrize("address", ["/news/2024/", "/news/2026/13/", "/news/0/", "/news/99999/", "/news/2026/00/"])
def test_an_empty_time_is_not_found(client, address):
    make_article(at=at(2026, 1, 1))
    assert client.get(address).status_code == 404


def test_only_tags_in_use_are_listed(client):
    used, hidden = Tag.objects.create(name="在用"), Tag.objects.create(name="只在草稿")
    make_article(tags=[used])
    make_article(tags=[hidden], published=False)
    html = client.get("/news/tags/").content.decode()
    assert "在用" in html and "只在草稿" not in html and "共 1 个标签" in html


def test_a_long_text_has_contents_and_a_short_one_none(client):
    long = "".join(f"<h2>第{n}部分</h2><p>{'正文。' * 200}</p>" for n in (1, 2, 3))
    html = client.get(make_article(body=long).get_absolute_url()).content.decode()
    assert "本文目录" in html
    for n in (1, 2, 3):
        assert f'href="#part-{n}"' in html and f'<h2 id="part-{n}">' in html
    assert "本文目录" not in client.get(make_article(body="<h2>一</h2><p>短。</p>").get_absolute_url()).content.decode()


def test_the_code_for_phones_is_a_picture_of_the_address(client):
    article = make_article()
    response = client.get(article.get_absolute_url() + "qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(response.content).tag.endswith("svg")
    assert b"style" not in response.content
    article.withdraw(by=make_boss(), reason="原因")
    assert client.get(article.get_absolute_url() + "qr.svg").status_code == 410
    draft = make_article(published=False)
    assert client.get(f"/news/2026/01/{draft.pk}/qr.svg").status_code == 404
