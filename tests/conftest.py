"""What every test shares: an empty cache, and the roles' groups written once for all."""

import pytest
from django.core.cache import cache

from portal.accounts.roles import write_groups


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        write_groups()
