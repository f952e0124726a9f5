"""The standing cast: somebody of every role, and a text that has gone through its reviews."""

import pytest
from django.test import Client

from tests.factories import make_article, make_user
from tests.publishing.copies import pass_all

ROLES = {"editor": "信息员", "first": "一审", "second": "二审", "final": "三审", "chief": "总编辑", "figures": "指标员"}


@pytest.fixture
def office():
    """A signed-in client for every role."""
    clients = {}
    for key, role in ROLES.items():
        clients[key] = Client()
        clients[key].user = make_user(role, name=role)
        clients[key].force_login(clients[key].user)
    return clients


@pytest.fixture
def public(office):
    """An article that went through its three reviews and stands before readers."""
    article = make_article(
        published=False, title="开工", body="<p>总投资122.3亿元。</p>", drafted_by=office["editor"].user
    )
    pass_all(article, office).publish(by=office["final"].user)
    return article
