"""A canary in everything that isn't public, and a walk over everything that is."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from news.models import Article, Recommendation, Tag, Topic
from portal.accounts.models import Department
from portal.indicators.models import CorrectionNote, FigureUse, Indicator, NamedProject, Panel, PanelItem, Vintage
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from portal.media.models import Attachment
from portal.site.body import file_ids
from portal.site.models import Column, Page
from projects.models import Event, MonthlyReport, Project, ProjectYear
from tests.crawl import crawl, visit
from tests.factories import (
    make_article,
    make_boss,
    make_comment,
    make_event,
    make_message,
    make_page,
    make_panel,
    make_photo,
    make_project,
    make_public,
    make_vintage,
)

CANARY = "金丝雀秘密"
STATES = ["draft", "scheduled", "withdrawn", "trashed"]


def bring_to(thing, state, by):
    """Move a draft to a state that strangers must not see."""
    if state == "scheduled":
        make_public(thing, by=by, at=timezone.now() + timedelta(days=1))
    if state == "withdrawn":
        make_public(thing, by=by)
        thing.withdraw(by=by, reason="公开的撤回原因")
    if state == "trashed":
        thing.trash(by=by)
    return thing


@pytest.fixture
def hidden():
    """Things of every kind in every hidden state, tied to things that are public."""
    by, things = make_boss(), []
    column, project = Column.objects.get(path="/news/headlines/"), Project.objects.get(code="GX-001")
    open_to_comments = Article.objects.published().filter(column__has_comments=True)[0]
    indicator, tag = Indicator.objects.get(code="PATENTS"), Tag.objects.first()
    for n, state in enumerate(STATES):
        file = Attachment.add(CANARY.encode(), name=f"{n}.txt", title=CANARY)
        part = f'<div data-embed="file" data-id="{file.pk}" data-label="{CANARY}"></div>'
        words = {
            "title": CANARY,
            "summary": CANARY,
            "body": f"<p>{CANARY}</p>{part}",
            "byline": CANARY,
            "kicker": CANARY,
        }
        words |= {"title_en": CANARY, "summary_en": CANARY, "body_en": f"<p>{CANARY}</p>"}
        article = make_article(
            column=column, published=False, tags=[tag], projects=[project], indicators=[indicator], slot="picture",
            lead_photo=make_photo(title=CANARY, caption=CANARY, alt=CANARY, credit=CANARY), **words,
        )  # fmt: skip
        things.append(bring_to(article, state, by))
        record = make_project(
            code=f"HID-{n:03}",
            name=CANARY,
            name_en=CANARY,
            summary=CANARY,
            published=False,
            industry=project.industry,
            owner=project.owner,
            total_investment=98765,
        )
        record.aliases.create(name=CANARY)
        record.articles.add(*Article.objects.published()[:3])
        things.append(bring_to(record, state, by))
        announced = Vintage.objects.published().filter(observation__indicator__code="PRJ_SIGNED").first().observation
        NamedProject.objects.create(observation=announced, name=f"报道中的名称{n}", project=record)
        things.append(bring_to(make_event(text=CANARY, project=project, published=False), state, by))
        things.append(bring_to(make_panel(indicator, title=CANARY, intro=CANARY, published=False), state, by))
        topic = Topic.objects.create(slug=f"hidden-{n}", title=CANARY, intro=CANARY)
        topic.articles.add(*Article.objects.published()[:2])
        topic.projects.add(project)
        things.append(bring_to(topic, state, by))
        CorrectionNote.objects.create(thing=article, text=CANARY, placed_by=by)
        Recommendation.objects.create(article=article, slot="lead")
        things.append(
            bring_to(make_page(title=CANARY, body=CANARY, published=False, column=_page_column(n)), state, by)
        )
        message = make_message(title=CANARY, body=CANARY, answer=CANARY, is_sample=True)
        things.append(bring_to(message, state, by))
        make_message(title=CANARY, body=CANARY, answer=CANARY, consents=False)
        make_message(title=CANARY, body=CANARY, kind="violation", about="/projects/GX-001/")
        make_comment(open_to_comments, text=f"{CANARY}{n}", name=CANARY, reply=CANARY)
        make_comment(open_to_comments, text=f"{CANARY}{n}", approved=True).refuse(by=by, reason=CANARY)
        make_comment(article, text=CANARY, approved=True)
        if state != "trashed":
            vintage = make_vintage(
                "987654", indicator=indicator, published=False, reason="routine", note=CANARY, by=by,
                comparisons=f"倍数 98765 {CANARY}",
            )  # fmt: skip
            things.append(bring_to(vintage, state, by))
        _print_live(column, by, record, vintage)
    return things


@pytest.fixture
def copies():
    """Working copies of public articles, a page and a topic in every state they can have, full of what nobody may read;
    one is due this very moment."""
    by, tag = make_boss(), Tag.objects.create(name=CANARY)
    project, made = make_project(name=CANARY, published=False), []
    things = [
        *Article.objects.published().filter(tags__isnull=False).distinct()[:4],
        Page.objects.published()[0],
        Topic.objects.published()[0],
    ]
    for n, (thing, state) in enumerate(
        zip(things, ["draft", "submitted", "approved", "trashed", "approved", "draft"], strict=True)
    ):
        copy = thing.revise(by=by)
        file = Attachment.add(CANARY.encode(), name=f"copy{n}.txt", title=CANARY)
        photo = make_photo(title=CANARY, caption=CANARY, alt=CANARY, credit=CANARY)
        part = f'{photo.as_figure()}<div data-embed="file" data-id="{file.pk}" data-label="{CANARY}"></div>'
        words = dict.fromkeys(
            ("title", "summary", "kicker", "subtitle", "byline", "intro", "title_en", "summary_en"), CANARY
        )
        words |= dict.fromkeys(("body", "body_en"), f"<p>{CANARY}</p>{part}") | {"lead_photo": photo, "photo": photo}
        for name, value in words.items():
            setattr(copy, name, value)
        copy.save()
        if hasattr(copy, "tags"):
            copy.tags.add(tag)
            copy.projects.add(project)
        due = timezone.now() - timedelta(hours=1) if state == "approved" else None
        type(copy).objects.filter(pk=copy.pk).update(status=state, go_live_at=due)
        made.append((photo, file))
    return made


def _print_live(column, by, record, vintage):
    """A public article whose figures are tied to what isn't public, and would print the current values."""
    record.facts.create(label="容量", value=98764, unit="万元", source_name=CANARY)
    article = make_article(column=column, by=by, body="<p>公开文章写的11亿元、12万元、13个、14个。</p>")
    text, figures = plain_text(article.body), found_figures(article)
    ties = [
        {"project": record, "field": "total_investment"}, {"project": record, "field": "fact:容量"},
        {"vintage": vintage}, {"measure": "projects_on_record"},
    ]  # fmt: skip
    for figure, tie in zip(figures, ties, strict=True):
        FigureUse.objects.tie(article, text, figure, by=by, is_live=True, **tie)


def _page_column(n):
    return Column.objects.create(
        name=f"{CANARY}{n}", slug=f"canary-{n}", description=CANARY, keywords=CANARY, kind="page",
        parent=Column.objects.get(path="/about/"),
    )  # fmt: skip


@pytest.fixture
def internal_words():
    """The canary in every internal field of public records."""
    by = make_boss(name=CANARY)
    project = Project.objects.get(code="GX-001")
    Project.objects.filter(pk=project.pk).update(
        internal_note=CANARY, land_on="2024-07-07", expected_output=98765, expected_tax=98764
    )
    project.enter_stage(
        "under_construction",
        by=by,
        date="2025-06",
        source_name="来源",
        evidence=CANARY,
        reason=CANARY,
        statement="施工",
    )
    ProjectYear.objects.create(project=project, year=2025, plan_amount=987654, goal=CANARY)
    project.approvals.create(kind="energy", authority=CANARY, number=CANARY, note=CANARY)  # still under way
    MonthlyReport.objects.create(
        project=project,
        month="2025-03",
        month_amount=987653,
        visible_progress=CANARY,
        next_step=CANARY,
        problems=CANARY,
    )
    office = Department.objects.create(name="留言办理单位")
    message = make_message(
        name=CANARY, phone="13898765432", email="98765@example.com", title=f"{CANARY}的来信", body=f"我是{CANARY}，电话13898765432",
        published=True, department=office, by=by,
    )  # fmt: skip
    message.note("hand_over", by=by, note=CANARY)
    assert message.answered_by == office
    negotiating = make_project(code="HID-900", name=CANARY, stage="negotiating")
    Event.objects.filter(project=project).update(project=project)
    secret = Indicator.objects.create(
        code="SECRET", name=CANARY, category="projects", kind="flow", unit="个", is_public=False
    )
    secret_value = make_vintage("987652", indicator=secret, by=by)
    PanelItem.objects.create(panel=Panel.objects.get(slug="projects"), indicator=secret, position=1)
    article = make_article(by=by, body="<p>公开文章写的15个。</p>", column=Column.objects.get(path="/news/headlines/"))
    FigureUse.objects.tie(
        article, plain_text(article.body), found_figures(article)[0], by=by, is_live=True, vintage=secret_value
    )
    return negotiating


FRACTIONS = re.compile(r"(?<=:\d\d)\.\d{6}|(?<=%3A\d\d)\.\d{6}")  # of a second: any digits may stand there


def leaks(site):
    words = (CANARY, "98765", "98764", "2024-07-07")
    said = {address: FRACTIONS.sub("", found.text) for address, found in site.items()}
    return [f"{address}: {word}" for address, text in said.items() for word in words if word in text]


def test_neither_hidden_things_nor_internal_fields_are_anywhere(client, hidden, internal_words, copies):
    site = crawl(client)
    assert len(site) > 150
    assert leaks(site) == []


@pytest.mark.full
def test_nor_are_they_in_english(client, hidden, internal_words, copies):
    site = crawl(client, "/en/", english=True)
    assert len([address for address in site if address.startswith("/en/")]) > 100
    assert leaks(site) == []


def test_the_canary_is_found_where_it_is_public(client):
    """The guard must be able to fail: the same words, published, are seen on several surfaces."""
    by = make_boss()
    make_article(column=Column.objects.get(path="/news/headlines/"), title=CANARY, by=by)
    make_project(name=CANARY, by=by)
    commented = Article.objects.published().filter(column__has_comments=True)[0]
    make_comment(commented, text=CANARY, approved=True)
    pages = (
        "/",
        "/news/headlines/",
        "/feeds/news/",
        f"/projects/?q={CANARY}",
        "/projects/export.csv",
        "/projects/export.xlsx",
        f"/projects/feed/?q={CANARY}",
        commented.get_absolute_url(),
    )
    found = leaks({address: visit(client, address) for address in pages})
    assert [line.partition(":")[0] for line in found] == list(pages)


ABSENT = {
    "article": "/news/2026/01/99999999/", "project": "/projects/HID-999/", "panel": "/data/no-such-panel/",
    "page": "/about/no-such-page/", "message": "/messages/2026999999/",
}  # fmt: skip


def test_hidden_things_answer_like_what_never_existed(client, hidden):
    checked = 0
    for thing in hidden:
        address = thing.get_absolute_url() if thing._meta.model_name in ABSENT else ""
        if address and thing.status != "withdrawn":
            found, absent = visit(client, address), visit(client, ABSENT[thing._meta.model_name])
            assert (found.status, absent.status) == (404, 404)
            assert found.text.replace(address, "") == absent.text.replace(absent.address, "")
            checked += 1
    assert checked >= 10


def test_withdrawn_things_answer_410_with_the_public_reason(client, hidden):
    for thing in hidden:
        if thing.status == "withdrawn" and thing._meta.model_name in ABSENT:
            found = visit(client, thing.get_absolute_url())
            assert found.status == 410
            assert "公开的撤回原因" in found.text
            assert CANARY not in found.text.replace(thing.get_absolute_url(), "")


def test_files_of_working_copies_are_hidden_and_counts_stay_as_they_were(client, copies):
    for photo, file in copies:
        assert client.get(photo.url()).status_code == client.get(file.url).status_code == 404
    for thing in (Article, Page, Topic):
        assert not thing.objects.readable().filter(revises__isnull=False).exists()
        assert not thing.objects.released().filter(revises__isnull=False).exists()


def test_files_of_hidden_things_are_hidden(client, hidden):
    for thing in hidden:
        if thing._meta.model_name == "article":
            for name in thing.lead_photo.file_names():
                assert client.get(f"/media/{name}").status_code == 404
            for file in Attachment.objects.filter(pk__in=file_ids(thing.body)):
                assert client.get(file.url).status_code == 404


@pytest.mark.full
def test_staff_without_rights_see_no_more(client, hidden, internal_words):
    client.force_login(get_user_model().objects.create_user("nobody", password="x", is_staff=True))
    assert leaks(crawl(client)) == []


def test_samples_never_count_for_the_zone(client):
    zone = visit(client, "/projects/").text
    assert "SL-001" not in zone
    assert "示例" in visit(client, "/projects/?sample=1").text
    assert "示例：" not in visit(client, "/data/projects/").text
