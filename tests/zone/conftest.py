"""Tests on the whole demonstration zone: loaded once for this folder inside a transaction that is rolled back after it."""

import pytest
from django.db import transaction
from django.test import Client

from portal.demo import load as demo
from portal.demo.pictures import draw
from portal.lib.outward import outward
from portal.search.indexing import rebuild
from tests.crawl import crawl


@pytest.fixture(scope="package")
def demo_zone(django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(demo, "draw", lambda scene: draw(scene, (320, 180)))
        demo.load(lambda line: None)
        list(rebuild())  # nothing commits in here, so the index has heard of nothing
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _zone(demo_zone, db):
    """Every test here starts from the demonstration zone and leaves it as it was."""


@pytest.fixture(scope="package")
def site(demo_zone, django_db_blocker):
    """Everything that a stranger reaches, in both languages: address -> visit."""
    with django_db_blocker.unblock():
        return crawl(Client(), english=True, also=(outward("https://example.org/"),))
