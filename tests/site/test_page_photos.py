"""A photo in a standing page is public as long as the page is."""

import pytest

from tests.factories import make_boss, make_page, make_photo, make_public

pytestmark = pytest.mark.django_db


def test_a_photo_in_a_page_is_served_while_the_page_is_public(client):
    photo, boss = make_photo(), make_boss()
    page = make_page(body=f"<p>正文</p>{photo.as_figure()}", by=boss, published=False)
    assert client.get(photo.url()).status_code == 404
    make_public(page, by=boss)
    assert client.get(photo.url()).status_code == 200
    page.withdraw(by=boss, reason="不再适用")
    assert client.get(photo.url()).status_code == 404
