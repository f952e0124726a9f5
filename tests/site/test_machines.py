"""What machines read: sitemap.xml, robots.txt, healthz; and the page for when everything fails."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.search.indexing import follow
from portal.site.models import SiteSettings
from projects.models import Project
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_page,
    make_panel,
    make_project,
    make_site,
    make_vintage,
)  # fmt: skip
from tests.search.helpers import reindex

pytestmark = pytest.mark.django_db
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://127.0.0.1:8000"


def entries(client) -> dict[str, str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {url.findtext(f"{NAMES}loc").removeprefix(HOST): url.findtext(f"{NAMES}lastmod", "") for url in tree}


def test_the_sitemap_names_everything_published(client):
    article, project, page = make_article(), make_project(), make_page()
    vintage = make_vintage()
    panel = make_panel(vintage.observation.indicator)
    things = (article, article.column, project, page, panel, vintage.observation.indicator)
    assert {thing.get_absolute_url() for thing in things} <= set(entries(client))


def test_the_sitemap_names_nothing_else(client):
    draft = make_page(published=False)
    hidden = [
        make_article(at=timezone.now() + timedelta(days=1)), make_panel(published=False),
        make_project(published=False), make_project(stage="negotiating"),
        make_vintage(published=False).observation.indicator,
        make_vintage(indicator=make_indicator(is_public=False)).observation.indicator,
    ]  # fmt: skip
    withdrawn = make_article()
    withdrawn.withdraw(by=make_boss(), reason="有误")
    found = set(entries(client))
    assert not found & {thing.get_absolute_url() for thing in (*hidden, withdrawn, draft)}


def test_invented_records_are_not_put_forward_to_search_engines(client):
    project, panel = make_project(is_sample=True), make_panel(is_sample=True)
    assert not {project.get_absolute_url(), panel.get_absolute_url()} & set(entries(client))


def test_a_column_is_as_new_as_the_newest_thing_below_it(client):
    news = make_column(kind="list", slug="news")
    article = make_article(column=make_column(slug="headlines", parent=news))
    day = timezone.localtime(article.updated_at).strftime("%Y-%m-%d")
    found = entries(client)
    assert found["/news/"][:10] == found["/news/headlines/"][:10] == found[article.get_absolute_url()][:10] == day


def test_a_record_is_as_new_as_what_readers_see_of_it(client):
    project = make_project()
    reindex()
    before = entries(client)[project.get_absolute_url()]
    project.internal_note = "内部"
    project.save()
    Project.objects.filter(pk=project.pk).update(updated_at=timezone.now() + timedelta(days=9))
    follow(project)
    assert entries(client)[project.get_absolute_url()] == before


def test_the_sitemap_takes_the_same_queries_however_much_there_is(client, django_assert_num_queries):
    by = make_boss()
    for times in (1, 9):
        for _ in range(times):
            make_article(by=by), make_project(by=by), make_page(by=by), make_panel(by=by), make_vintage(by=by)
        with django_assert_num_queries(8):
            client.get("/sitemap.xml")


def test_robots_may_read_everything_but_the_back_office_and_what_counts(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text and "Disallow: /search/asked.gif" in text
    assert f"Sitemap: {HOST}/sitemap.xml" in text


def test_a_healthy_site_says_so_and_is_not_remembered(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response["Cache-Control"]


def test_a_migration_that_waits_is_named_with_the_remedy(client):
    MigrationRecorder.Migration.objects.filter(app="news").delete()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "manage.py migrate" in response.content.decode()


def test_a_database_that_is_gone_is_named_with_the_remedy(client, monkeypatch):
    def refuse():
        raise OperationalError("no route")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "DATABASE_URL" in response.content.decode()


def test_the_page_for_failures_needs_no_database(client, monkeypatch, django_assert_num_queries):
    make_site(demo_notice="演示站点，请勿当真")
    SiteSettings.load()  # as any good page does
    client.raise_request_exception = False
    monkeypatch.setattr("portal.home.parts", lambda request: 1 / 0)
    with django_assert_num_queries(0):
        response = client.get("/")
    assert response.status_code == 500
    assert "演示站点，请勿当真" in response.content.decode()
    assert response.content.decode().count("<h1") == 1
