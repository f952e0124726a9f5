"""How many queries the pages of the news take, and that ten times as much takes no more."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.utils import timezone

from news.models import Tag
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_page,
    make_photo,
    make_project,
    make_site,
    make_source,
    make_vintage,
)

pytestmark = pytest.mark.django_db


class World:
    """One column with everything an article can have; `grow` adds `times` as much."""

    def __init__(self):
        make_site()
        make_page()
        self.by, self.source, self.photo, self.lead = make_boss(), make_source(), make_photo(), make_photo()
        self.top = make_column(kind="list")
        self.column = make_column(parent=self.top)
        self.tags = [Tag.objects.create(name=f"标签{n}") for n in range(2)]
        self.projects = [make_project(by=self.by) for _ in range(2)]
        self.indicators = [make_indicator() for _ in range(2)]
        self.made = 0
        self.grow(3)
        self.article = self.make()
        self.grow(1)

    def make(self):
        self.made += 1
        return make_article(
            column=self.column,
            by=self.by,
            source=self.source,
            lead_photo=self.lead,
            tags=self.tags,
            projects=self.projects,
            indicators=self.indicators,
            body=f'<p>正文。</p><figure><img data-file="{self.photo.pk}"></figure>',
            at=timezone.now() - timedelta(days=100) + timedelta(hours=self.made),
        )

    def grow(self, times):
        for _ in range(times):
            self.make()
            make_article(column=make_column(parent=self.top), by=self.by, source=self.source)
            self.tags.append(Tag.objects.create(name=f"标签{len(self.tags)}"))
            self.projects.append(make_project(by=self.by))
            self.indicators.append(make_indicator())
            make_vintage("5", indicator=self.indicators[-1], by=self.by)


@pytest.fixture
def world():
    return World()


def pages(world):
    return {
        world.article.get_absolute_url(): 10,
        world.column.path: 9,
        world.top.path: 8,
        world.tags[0].get_absolute_url(): 5,
        "/news/tags/": 3,
        f"/news/{timezone.localdate(world.article.first_published_at):%Y/%m}/": 5,
        "/news/ranking/": 3,
        "/feeds/": 3,
        f"/feeds/tags/{world.tags[0].pk}/": 4,
        f"/feeds/news{world.column.path}": 4,
    }


def test_each_page_takes_its_queries_however_much_there_is(client, world, django_assert_num_queries):
    ContentType.objects.get_for_models(*apps.get_models())  # asked for once in the life of a process
    for address, queries in pages(world).items():
        cache.clear()
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    world.grow(30)
    world.article.tags.set(world.tags)
    world.article.projects.set(world.projects)
    world.article.indicators.set(world.indicators)
    for address, queries in pages(world).items():
        cache.clear()
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
