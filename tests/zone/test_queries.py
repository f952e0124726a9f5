"""How many queries the main pages take, and that ten times the data takes no more."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import Article
from portal.feedback.models import Message
from portal.indicators.models import Indicator, Panel, PanelItem
from portal.site.models import Column, Page
from projects.models import Project
from tests.factories import make_article, make_boss, make_event, make_message, make_project, make_vintage

LIMITS = {
    "/": 12, "/news/": 10, "/news/headlines/": 10, "article": 10, "/projects/": 10, "/projects/statistics/": 10, "/projects/GX-001/": 10, "/data/": 10,
    "/data/projects/": 10, "/data/indicators/PATENTS/": 10, "/data/indicators/PRJ_IN_OPERATION/": 10, "/data/indicators/KEY_PROJECTS/": 11, "/data/indicators/PRJ_SIGNED/2024/": 10, "/data/projects.json": 10, "/about/overview/": 10, "/messages/": 10,
    "message": 10, "/messages/new/": 10, "/report/?about=/projects/GX-001/": 10,
    "/search/": 10, "/search/?q=高新区": 10, "/search/?q=高新区&sort=date&kind=article": 10, "/search/?q=高薪区": 10,
}  # fmt: skip


def count(client, address):
    if address == "article":
        address = (
            Article.objects.published()
            .filter(projects__isnull=False, lead_photo__isnull=False)
            .first()
            .get_absolute_url()
        )
    if address == "message":
        address = Message.objects.published().first().get_absolute_url()
    cache.clear()
    ContentType.objects.get_for_models(Article, Page)  # kept by each process from its first request on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", LIMITS)
def test_a_page_stays_within_its_queries(client, address):
    assert count(client, address) <= LIMITS[address]


def test_ten_times_the_data_takes_no_more_queries(client):
    before = {address: count(client, address) for address in LIMITS}
    grow()
    assert {address: count(client, address) for address in LIMITS} == before


def grow():
    """Tenfold: articles, projects with statements, values, panel items, columns."""
    by, column = make_boss(), Column.objects.get(path="/news/headlines/")
    gx, patents, panel = (
        Project.objects.get(code="GX-001"),
        Indicator.objects.get(code="PATENTS"),
        Panel.objects.get(slug="projects"),
    )
    photo = Article.objects.exclude(lead_photo=None).first().lead_photo
    for n in range(270):
        make_article(
            by=by, column=column, projects=[gx], indicators=[patents], lead_photo=photo, source=Article.objects.first().source,
            slot="picture" if n % 2 else "",
        )  # fmt: skip
    for n in range(280):
        project = make_project(by=by, code=f"BIG-{n:03}", industry=gx.industry, total_investment=n, date="2025-05")
        project.aliases.create(name=f"别名{n}")
        project.levels.create(level="municipal", year=2025)
    for _n in range(40):
        make_message(published=True, by=by)
    for n in range(30):
        make_event(by=by, project=gx)
        make_vintage(n, indicator=patents, period=f"{1990 + n}", by=by)
        indicator = Indicator.objects.create(
            code=f"BIG_{n}", name=f"指标{n}", category="projects", kind="flow", unit="个"
        )
        make_vintage(n, indicator=indicator, by=by)
        PanelItem.objects.create(
            panel=panel, indicator=indicator, position=100 + n, chart="很多" if n % 2 else "", display="bar"
        )
