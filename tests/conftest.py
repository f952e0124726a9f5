"""What every test shares: an empty cache, the roles' groups written once for all, how far property tests look."""

from itertools import count

import pytest
from django.core.cache import cache
from hypothesis import settings as effort
from xdist.scheduler import LoadScopeScheduling

from portal.accounts.roles import write_groups
from tests import factories
from tests.factories import make_boss, make_site

pytest_plugins = ["tests.ledger"]


class ByRoom(LoadScopeScheduling):
    """What is built once for a whole folder is built by one worker; all other tests go to whoever is free."""

    rooms = ("tests/browser/", "tests/zone/")

    def _split_scope(self, nodeid: str) -> str:
        return next((room for room in self.rooms if nodeid.startswith(room)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByRoom(config, log)


# The ordinary run asks the same examples every time, so that it fails on what was changed and not by luck; test-full looks
# for new ones.
effort.register_profile("ordinary", derandomize=True)


def pytest_configure(config):
    if config.getoption("markexpr") == "not full":
        effort.load_profile("ordinary")


@pytest.fixture
def boss(db):
    """Somebody with every right, on a site that has its name and notice."""
    make_site()
    return make_boss()


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _same_numbers(monkeypatch):
    """What the factories make has the same numbers in its names whatever ran before: searches find them, too."""
    monkeypatch.setattr(factories, "_numbers", count(7001))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        write_groups()
