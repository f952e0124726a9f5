"""The database or the cache goes away while the portal runs."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest
from django.db import OperationalError, ProgrammingError
from django.db.backends.signals import connection_created

from portal import away
from portal.lib.cache import SpareCache
from tests.factories import make_site

ROOT = Path(__file__).parent.parent
ASK = """
import django, json, sys, time
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for path in sys.argv[1:]:
    began = time.monotonic()
    answer = client.post("/messages/new/", {"body": "x"}) if path == "POST" else client.get(path)
    took = time.monotonic() - began
    print(json.dumps([answer.status_code, answer.headers.get("Retry-After"), answer.content.decode(), took]))
"""


@pytest.fixture
def nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def told():
    """As after a request that waited in vain."""
    yield lambda: setattr(away, "_until", monotonic() + away.PAUSE)
    away._until = None


def test_everybody_is_told_soon_in_their_words_and_from_then_on_at_once(nobody_listens, tmp_path):
    given = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "testserver",
        "TEST_DATABASE_URL": f"postgres://somebody:hush@{nobody_listens}/portal", "DATABASE_URL": "",
    }  # fmt: skip
    asked = ["/", "/projects/", "/en/projects/", "/api/v1/articles/", "POST", "/admin/login/"]
    done = subprocess.run(
        [sys.executable, "-c", ASK, *asked], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(status, again) for status, again, _text, _took in answers] == [(503, "30")] * len(asked)
    first, *others = [took for _status, _again, _text, took in answers]
    assert first < 5 and max(others) < 0.5
    home, _page, english, data, sent, _login = [text for _status, _again, text, _took in answers]
    assert "请一分钟后刷新页面" in home and "没有保存" not in home
    assert 'lang="en"' in english and "in a minute" in english and "请一分钟后刷新页面" in english
    assert "请一分钟后再试" in json.loads(data)["detail"]
    assert "填写的内容仍在" in sent
    assert "hush" not in done.stdout


@pytest.mark.parametrize("address", ["/api/v1/projects.csv", "/api/v1/bulk/articles.jsonl", "/api/v1/oc4ids.json"])
def test_a_file_that_can_not_begin_is_an_error_and_no_broken_file(client, db, monkeypatch, address, told):
    def refuse(*given, **more):
        raise OperationalError("server closed the connection")

    make_site()
    client.raise_request_exception = False
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", refuse)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")


def test_while_it_is_away_one_asks_at_a_time_and_the_first_connection_ends_it(monkeypatch, told):
    now = 100.0
    monkeypatch.setattr(away, "monotonic", lambda: now)
    monkeypatch.setattr(away, "connection", SimpleNamespace(connection=None))
    assert not away.note(ProgrammingError()) and not away.is_away()  # our own fault
    assert away.note(OperationalError("refused"))
    assert away.is_away()
    now += away.PAUSE + 1
    assert not away.is_away()  # one goes and looks,
    assert away.is_away()  # the next are told meanwhile
    connection_created.send(object, connection=None)
    assert not away.is_away()


def test_a_lock_that_is_waited_for_in_vain_is_told_and_stops_nobody_else(monkeypatch):
    monkeypatch.setattr(away, "connection", SimpleNamespace(connection=object()))
    assert away.note(OperationalError("database is locked")) and not away.is_away()


def test_meanwhile_pages_ask_for_nothing_and_watchers_are_answered(client, db, django_assert_num_queries, told):
    told()
    with django_assert_num_queries(0):
        response = client.get("/")
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert "Content-Security-Policy" in response
    assert client.get("/healthz").content == b"ok\n"


def test_without_its_cache_the_portal_goes_on(nobody_listens, caplog):
    cache = SpareCache(f"redis://{nobody_listens}/0", {})
    began = monotonic()
    cache.set("key", 1, 60)
    assert cache.get("key") is None and cache.get("key", 7) == 7
    assert monotonic() - began < 3
    assert "Redis" in caplog.text
