"""People in the back office: who may make whom, the audit trail, the lock."""

import re

import pytest
from django.contrib.auth.models import Group

from portal.accounts.models import AuditEvent, User
from portal.accounts.roles import Role
from tests.backoffice import address, fields, save
from tests.factories import make_boss, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def security(client):
    client.force_login(make_user("安全管理员", username="sec"))
    return client


def test_the_security_manager_makes_a_person_with_a_role(security):
    data = fields(security.get("/admin/accounts/user/add/"), "user_form")
    role = Group.objects.get(name="信息员")
    secret = "long enough 7"
    security.post("/admin/accounts/user/add/", data | {
        "username": "zhang", "name": "张三", "password1": secret, "password2": secret, "is_staff": "on", "groups": [role.pk],
    })  # fmt: skip
    zhang = User.objects.get(username="zhang")
    assert zhang.check_password(secret) and zhang.has_perm("news.add_article") and zhang.is_staff


def test_a_new_account_may_sign_in_and_every_role_says_what_it_is_for(security):
    page = security.get("/admin/accounts/user/add/").content.decode()
    assert re.search(r'name="is_staff"[^>]* checked', page)
    for role in Role.values:
        assert re.search(f"{role}：.{{4,}}", page), role


def test_a_short_password_is_refused_in_chinese(security):
    data = fields(security.get("/admin/accounts/user/add/"), "user_form")
    page = security.post(
        "/admin/accounts/user/add/", data | {"username": "li", "password1": "a1", "password2": "a1"}
    ).content.decode()
    assert "密码太短，至少需要 10 个字符" in page and not User.objects.filter(username="li").exists()


def test_nobody_makes_a_superuser_but_a_superuser(security):
    person = make_user()
    save(security, person, is_superuser="on")
    person.refresh_from_db()
    assert not person.is_superuser
    boss = make_boss()
    assert security.post(address(boss), {"username": "x"}).status_code == 403


def test_nobody_gives_himself_a_role(security):
    me = User.objects.get(username="sec")
    save(security, me, groups=[Group.objects.get(name="三审").pk])
    assert [group.name for group in me.groups.all()] == ["安全管理员"]


def test_the_password_page_works_and_shows_no_hash(security):
    person = make_user()
    page = security.get(address(person)).content.decode()
    assert "重设密码" in page and person.password not in page
    where = address(person).replace("/change/", "/password/")
    assert security.get(where).status_code == 200
    security.post(where, {"password1": "another one 8", "password2": "another one 8", "usable_password": "true"})
    person.refresh_from_db()
    assert person.check_password("another one 8")


def test_the_security_manager_sets_no_password_of_a_superuser(security):
    boss = make_boss()
    assert security.get(address(boss).replace("/change/", "/password/")).status_code == 403


def test_the_auditor_reads_the_trail_and_nothing_else(client):
    client.force_login(make_user("审计员"))
    event = AuditEvent.objects.latest("pk")
    assert client.get("/admin/accounts/auditevent/").status_code == 200
    assert client.get(address(event)).status_code == 200
    assert client.post(address(event), {"detail": "x"}).status_code == 403
    assert client.post(address(event).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert client.get("/admin/news/article/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


def test_five_wrong_passwords_lock_with_a_page_in_chinese(client):
    make_user(username="wang")
    for _time in range(5):
        response = client.post("/admin/login/", {"username": "wang", "password": "wrong"})
    page = response.content.decode()
    assert response.status_code == 429 and "登录已暂时锁定" in page
    assert client.post("/admin/login/", {"username": "wang", "password": "correct horse 9"}).status_code == 429
