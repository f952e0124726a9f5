from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Counter
from portal.accounts.throttle import allow, forget, minutes_left

pytestmark = pytest.mark.django_db


def test_so_many_and_no_more_for_each_address():
    assert [allow("x", "203.0.113.7", limit=3, seconds=60) for _n in range(5)] == [True, True, True, False, False]
    assert allow("x", "203.0.113.8", limit=3, seconds=60)
    assert allow("y", "203.0.113.7", limit=3, seconds=60)
    assert Counter.objects.get(key__startswith="y:").count == 1
    assert 1 <= minutes_left("x", "203.0.113.7") <= 2


def test_a_refusal_writes_nothing():
    for _n in range(3):
        allow("x", "203.0.113.7", limit=3, seconds=60)
    before = list(Counter.objects.values_list("key", "count"))
    assert not allow("x", "203.0.113.7", limit=3, seconds=60)
    assert list(Counter.objects.values_list("key", "count")) == before


def test_when_the_window_is_over_it_begins_again():
    for _n in range(4):
        allow("x", "203.0.113.7", limit=3, seconds=60)
    Counter.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert allow("x", "203.0.113.7", limit=3, seconds=60)
    assert Counter.objects.get().count == 1


def test_a_line_of_ipv6_is_one_address_and_none_is_stored():
    assert allow("x", "2001:db8:1:2::1", limit=1, seconds=60)
    assert not allow("x", "2001:db8:1:2:ffff::9", limit=1, seconds=60)
    assert allow("x", "2001:db8:1:3::1", limit=1, seconds=60)
    assert not any("2001" in key for key in Counter.objects.values_list("key", flat=True))


def test_what_is_over_is_forgotten():
    for n in range(20):
        allow("x", f"203.0.113.{n}", limit=1, seconds=60)
    Counter.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert forget() == 20 and not Counter.objects.exists()
