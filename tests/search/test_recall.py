"""Nothing is missed: against plain containment, on the demonstration's words and on made articles."""

import pytest

from bench.search import fill, queries, recall, timed

from .helpers import reindex

pytestmark = pytest.mark.django_db


def test_nothing_is_missed_among_made_articles():
    texts = fill(120, 250)
    reindex()
    asked = queries(texts, 120) + ["高新区", "区", "5g", "gx", "12"]
    wanted, missed, wrong = recall(texts, asked)
    assert wanted > 1000
    assert (missed, wrong) == (0, 0)


@pytest.mark.full
def test_nothing_is_missed_among_ten_thousand():
    texts = fill(10_000, 600)
    reindex()
    wanted, missed, wrong = recall(texts, queries(texts, 200))
    assert wanted > 10_000
    assert (missed, wrong) == (0, 0)
    assert sorted(timed(queries(texts, 40)))[20][0] < 250  # milliseconds on a busy machine; bench/search.py says more
