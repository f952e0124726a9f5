"""What every test shares: compiled translations, an empty cache."""

import pytest
from django.core.cache import cache

from portal.lib.catalogue import compile_all


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # the workers of xdist start after this process has compiled
        compile_all(config.rootpath)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
