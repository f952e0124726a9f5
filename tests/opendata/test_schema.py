"""The description and what really answers, asked by schemathesis: whatever the address says, no server error, and
nothing that the description doesn't know."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from news.models import Article
from portal.indicators.models import Panel
from projects.models import Project
from tests.factories import make_article, make_boss, make_indicator, make_panel, make_project, make_site, make_vintage
from tests.search.helpers import reindex

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def zone():
    """Requests through WSGI end with closing the connection, which holds the test's transaction: not here."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    boss = make_boss()
    make_site()
    indicator = make_indicator(code="PAT")
    make_vintage(indicator=indicator, by=boss)
    make_panel(indicator, by=boss)
    make_article(title="题\x0b目", projects=[make_project(by=boss)], by=boss)
    reindex()
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask_everything(examples: int, mode: GenerationMode) -> set[str]:
    """Every operation, `examples` times. What was asked."""
    asked = set()
    schema = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())
    for operation in (found.ok() for found in schema.get_all_operations()):

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case):
            case.validate_response(case.call(), checks=CHECKS)

        try:
            ask()
        except Unsatisfiable:  # nothing can be asked wrongly where nothing is asked, or any word is right
            assert mode == GenerationMode.NEGATIVE
        else:
            asked.add(operation.path)
    return asked


def test_every_address_answers_as_it_is_described(zone):
    asked = ask_everything(2, GenerationMode.POSITIVE)
    assert {"/api/v1/articles/", "/api/v1/search/", "/api/v1/changes/", "/api/v1/messages/"} <= asked


@pytest.mark.full
@pytest.mark.parametrize(("mode", "least"), [(GenerationMode.POSITIVE, 17), (GenerationMode.NEGATIVE, 13)])
def test_no_address_fails_whatever_it_is_asked(zone, mode, least):
    assert len(ask_everything(100, mode)) >= least


def test_what_is_described_is_what_is_read(zone, client, monkeypatch):
    """Of every address: the fields that the description names, and those that the code asks the address for."""
    read = set()

    class Listening(QueryDict):
        def get(self, key, default=None):
            read.add(key)
            return super().get(key, default)

        def getlist(self, key, default=None):
            read.add(key)
            return super().getlist(key, default)

    monkeypatch.setattr("portal.lib.addresses.QueryDict", Listening)
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Listening)
    known = {"id": Article.objects.get().pk, "slug": Panel.objects.get().slug}
    codes = {"projects": Project.objects.get().code, "indicators": "PAT"}
    for path, about in client.get("/api/schema/").json()["paths"].items():
        read.clear()
        assert client.get(path.format(**known, code=codes.get(path.split("/")[3])) + "?x=1").status_code == 200
        described = {field["name"] for field in about["get"].get("parameters", []) if field["in"] == "query"}
        # `view` is how the page lays the list out, `page_size` of the search is the page's.
        assert (path, read - {"view"} - ({"page_size"} if "search" in path else set())) == (path, described)
