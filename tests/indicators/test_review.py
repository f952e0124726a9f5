"""A value is entered by one person and reviewed by another."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.roles import Role
from portal.indicators.models import Vintage
from portal.publishing.models import ReviewLog
from tests.backoffice import address, said, step
from tests.factories import make_boss, make_indicator, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_user(Role.FIGURE_KEEPER, name="小周")


def entered(by):
    return make_indicator().enter("38", "2025", by=by, source_name="年报")


def test_a_second_person_publishes_and_is_kept_as_reviewer(keeper):
    vintage, other = entered(keeper), make_user(Role.FIGURE_KEEPER)
    with pytest.raises(ValidationError, match="由另一人复核发布"):
        vintage.publish(by=keeper)
    vintage.publish(by=other)
    vintage.refresh_from_db()
    assert (vintage.entered_by, vintage.reviewed_by) == (keeper, other)


def test_alone_with_a_reason_and_a_later_review(keeper):
    vintage, other = entered(keeper), make_user(Role.FIGURE_KEEPER)
    vintage.publish(by=keeper, note="值班只有一人")
    assert Vintage.objects.published().get().reviewed_by is None
    assert ReviewLog.objects.get(verb="publish").note == "值班只有一人"
    with pytest.raises(ValidationError, match="录入人不能复核"):
        vintage.review(by=keeper)
    with pytest.raises(PermissionDenied):
        vintage.review(by=make_user(Role.EDITOR))
    vintage.review(by=other)
    assert Vintage.objects.get().reviewed_by == other
    with pytest.raises(ValidationError, match="不在待复核状态"):
        vintage.review(by=make_boss())


def test_the_back_office_asks_for_the_reason_and_for_the_review(client, keeper):
    vintage = entered(keeper)
    client.force_login(keeper)
    assert "独自发布的理由" in client.get(address(vintage)).content.decode()
    assert "另一人复核发布" in said(step(client, vintage, "publish"))
    assert "已发布" in said(step(client, vintage, "publish", alone="值班只有一人"))
    page = client.get(address(vintage)).content.decode()
    assert "尚待另一人复核" in page
    assert "复核无误" not in page
    client.force_login(make_user(Role.FIGURE_KEEPER))
    waiting = client.get("/admin/indicators/vintage/?review=missing").content.decode()
    assert "38个" in waiting
    assert "复核无误" in client.get(address(vintage)).content.decode()
    answer = client.post(address(vintage).replace("/change/", "/review/"), follow=True)
    assert "已复核1项" in said(answer)
    assert "38个" not in client.get("/admin/indicators/vintage/?review=missing").content.decode()


def test_the_review_is_no_door(client, keeper):
    vintage = entered(keeper)
    client.force_login(make_user(Role.EDITOR))
    where = address(vintage).replace("/change/", "/review/")
    assert client.get(where).status_code == 405
    assert client.post(where).status_code == 403
    assert Vintage.objects.get().reviewed_by is None


def test_what_a_second_person_published_by_the_boss_counts_as_reviewed():
    assert make_vintage("1").reviewed_by is not None
