"""The list of page kinds, on which so much is asked, has every kind."""

from pathlib import Path

from django.conf import settings
from django.test.signals import template_rendered

from tests.browser.kinds import EVERY

# What no address alone shows: a sent form, a refusal, a file too large to make, a way out.
OTHERS = {
    "403.html", "403_csrf.html", "410.html", "accounts/locked.html", "feedback/receipt.html", "feedback/message_own.html",
    "news/comment_sent.html", "projects/too_many.html", "site/leave.html",
}  # fmt: skip


def test_every_page_template_is_shown_by_a_kind(client):
    """Each of the addresses answers, and together they show every template that is a page."""
    shown, folder = set(), settings.BASE_DIR / "templates"
    answers = {}

    def note(template, **kwargs):
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        answers = {address: client.get(address).status_code for address in EVERY}
    finally:
        template_rendered.disconnect(note)
    assert {address: status for address, status in answers.items() if status != 200} == {
        "/no/such/page/": 404,
        "/en/no/such/page/": 404,
    }
    pages = {
        str(Path(path).relative_to(folder))
        for path in folder.rglob("*.html")
        if '{% extends "base.html" %}' in path.read_text()
    }
    assert pages - shown == OTHERS
