"""A small ledger and who works with it, for the tests of all texts that print its figures (a plugin, see conftest.py)."""

import pytest

from tests.factories import make_indicator, make_project, make_vintage


@pytest.fixture
def office(client, boss):
    client.force_login(boss)
    return client


@pytest.fixture
def key(boss):
    return make_indicator(code="KEY", name="实施重点项目数")


@pytest.fixture
def value(boss, key):
    return make_vintage("38", indicator=key, by=boss)


@pytest.fixture
def project(boss):
    return make_project(by=boss, name="清河储能电站", total_investment=52_000)
