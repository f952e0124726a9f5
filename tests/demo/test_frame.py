"""What an empty installation begins with."""

import pytest

from news.models import Source
from portal.demo.load import load_frame
from portal.site.models import Column
from tests.factories import make_boss

pytestmark = pytest.mark.django_db


def test_an_empty_site_begins_with_the_usual_columns_and_says_that_it_is_empty(client):
    assert load_frame(make_boss()) > 40
    assert Source.objects.get().citation == "本站编写"
    words = [f"{column.name}{column.description}{column.keywords}" for column in Column.objects.all()]
    assert words and not any("平顶山" in each for each in words)
    page = client.get("/").content.decode()
    assert "本站还没有发布内容" in page and 'href="/talk/"' in page and "领导分工" not in page
    assert client.get("/news/headlines/").status_code == 200
