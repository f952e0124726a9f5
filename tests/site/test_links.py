"""The link check, on pages and servers of this machine alone."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal import linkcheck
from portal.site.models import DeadLink, Redirect
from tests.factories import make_article, make_boss, make_column, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(monkeypatch):
    """A server that answers /301, /404, /500 with what they say, and everything else with 200."""

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self):
            code = int(self.path[1:]) if self.path[1:].isdecimal() else 200
            self.send_response(code)
            if code == 301:
                self.send_header("Location", "/fine")
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(linkcheck, "PAUSE", 0)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def run(*words):
    out = StringIO()
    call_command("check_links", *words, stdout=out)
    return out.getvalue()


def links(*addresses):
    return "".join(f'<p><a href="{address}">链接</a></p>' for address in addresses)


def test_dead_links_inside_are_found_and_forgotten_when_they_live():
    make_site()
    make_column(slug="news", kind="list")
    draft = make_article(published=False)
    gone = make_article(by=make_boss())
    address = gone.get_absolute_url()
    make_article(
        title="含有坏链", body=links("/nowhere/", "/moved/", address, f"/news/2026/01/{draft.pk}/", "/projects/")
    )
    gone.withdraw(by=make_boss(), reason="原因")
    Redirect.leave("/moved/", "/projects/")
    assert "失效链接 3 个" in run()
    found = dict(DeadLink.objects.values_list("address", "answer"))
    assert found == {"/nowhere/": "404", address: "410", f"/news/2026/01/{draft.pk}/": "404"}
    first = DeadLink.objects.get(address="/nowhere/").found_at
    DeadLink.objects.create(address="/long/gone/", page="/", answer="404", is_internal=True, checked_at=timezone.now())
    run()
    assert not DeadLink.objects.filter(address="/long/gone/").exists()
    assert DeadLink.objects.get(address="/nowhere/").found_at == first


def test_links_outside_are_asked_only_when_wanted(elsewhere, monkeypatch):
    make_site()
    make_column(slug="news", kind="list")
    make_article(body=links(*(f"{elsewhere}/{code}" for code in (200, 301, 403, 404, 500)), "http://127.0.0.1:9/"))
    assert "失效链接 0 个" in run()
    assert "失效链接 6 个" in run("--external")  # the inner network is never asked
    monkeypatch.setattr(linkcheck.ipaddress.IPv4Address, "is_global", True)
    run("--external")
    found = {row.address.removeprefix(elsewhere): row.answer for row in DeadLink.objects.all()}
    assert found["/404"] == "404" and found["/500"] == "500"
    assert set(found) == {"/404", "/500", "http://127.0.0.1:9/"}
    assert "无应答" in found["http://127.0.0.1:9/"]
