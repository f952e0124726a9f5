"""Every list and form of the back office opens, in Chinese, with its policy; sign-in is one page for all of it."""

import itertools
import re

import html5lib
import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import (
    make_article,
    make_boss,
    make_event,
    make_page,
    make_panel,
    make_photo,
    make_project,
    make_site,
    make_user,
    make_vintage,
)  # fmt: skip

# Names that are no English words of ours; what is typed by hand (codes, addresses) isn't looked at.
KNOWN = {
    "https",
    "gov",
    "policies",
    "ICP",
    "JPEG",
    "PNG",
    "WebP",
    "GIF",
    "xlsx",
    "csv",
    "UTF",
    "Excel",
    "CSV",
    "PDF",
    "OFD",
    "Word",
    "PowerPoint",
}
SPOKEN = {"label", "button", "h1", "h2", "th", "legend", "summary", "caption", "dt", "option"}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def boss(client, db):
    make_site()
    boss = make_boss(username="老板", name="老板")
    for make in (make_article, make_event, make_page, make_panel, make_photo, make_project, make_vintage):
        make(by=boss) if make is not make_photo else make()
    client.force_login(boss)
    return client


def english(page: str) -> set[str]:
    """Words in Latin letters that the page itself says (not what stands in fields, links' texts of data, code)."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    texts = [tree.findtext(".//title")]
    texts += ["".join(element.itertext()) for element in tree.iter() if element.tag in SPOKEN]
    texts += [element.get("value") for element in tree.iter("input") if element.get("type") == "submit"]
    texts += [element.get(name) for element in tree.iter() for name in ("title", "aria-label", "placeholder", "alt")]
    for element in tree.iter():
        if {"help", "quiet", "errornote"} & set((element.get("class") or "").split()):
            texts.append("".join(element.itertext()))
    words = {word for text in texts if text for word in re.findall(r"[A-Za-z]*[a-z]{2,}[A-Za-z]*", text)}
    return words - KNOWN


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_and_forms_open_in_chinese(boss, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pages = [boss.get(reverse(f"{name}_changelist"), follow=True)]
    add = boss.get(reverse(f"{name}_add"))
    assert add.status_code in (200, 403)
    if add.status_code == 200:
        pages.append(add)
    if thing := model._default_manager.first():
        pages.append(boss.get(reverse(f"{name}_change", args=[thing.pk])))
        pages.append(boss.get(reverse(f"{name}_history", args=[thing.pk])))
    for page in pages:
        assert page.status_code == 200
        assert english(page.content.decode()) == set(), page.request["PATH_INFO"]


def test_the_policy_allows_no_foreign_script(boss):
    for where in ("/admin/", "/admin/news/article/add/"):
        policy = boss.get(where)["Content-Security-Policy"]
        scripts = re.search(r"script-src ([^;]+)", policy)[1]
        assert "unsafe" not in scripts and "http" not in scripts


def test_the_front_page_is_grouped_by_work(boss):
    page = boss.get("/admin/").content.decode()
    places = [page.index(f">{name}</h2>") for name in ("内容", "项目", "数据", "站点", "人员")]
    assert places == sorted(places) and "老板，您好" in page
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert len(headings) == len(set(headings)), headings


def test_sign_in_is_in_chinese_and_names_the_site(client, db):
    make_site(name="某某高新区")
    page = client.get("/admin/login/").content.decode()
    assert "某某高新区" in page and "管理后台" in page and "用户名" in page and english(page) == set()


def test_somebody_without_a_role_reads_what_to_do(client, db):
    client.force_login(make_user())
    assert "请联系安全管理员" in client.get("/admin/").content.decode()


def test_what_is_forbidden_is_said_in_chinese(client, db):
    client.force_login(make_user())
    page = client.get("/admin/news/article/")
    assert page.status_code == 403 and "您没有权限打开这个页面" in page.content.decode()


def test_no_two_bases_of_an_admin_share_a_private_name():
    """A page of one would call the helper of the other."""
    clashes = []
    for page in admin.site._registry.values():
        owners = {}
        for base in (b for b in type(page).__mro__ if b.__module__.startswith(("portal", "projects", "news"))):
            for name, thing in vars(base).items():
                if name.startswith("_") and not name.startswith("__") and callable(thing):
                    owners.setdefault(name, []).append(base)
        clashes += [
            f"{type(page).__name__}.{name}: {some}"
            for name, some in owners.items()
            if any(not issubclass(first, last) for first, last in itertools.pairwise(some))
        ]
    assert clashes == []
