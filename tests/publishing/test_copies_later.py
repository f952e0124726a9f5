"""Working copies later on: at a time, beside a public text that changes or goes, thrown away, of pages and topics."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from news.models import Article, Topic
from portal.indicators.models import CorrectionNote, FigureUse
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from portal.publishing.clock import publish_due
from portal.publishing.models import ReviewLog, Status
from portal.site.models import Page
from tests.backoffice import address, fields, said, save, step
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_page,
    make_public,
    make_site,
    make_vintage,
)
from tests.publishing.copies import PASSES, open_copy, pass_all, read
from tests.publishing.test_reviews import TICKS

pytestmark = pytest.mark.django_db

# --- at a time ----------------------------------------------------------------------------------------


def test_a_copy_goes_out_at_its_time(office, public):
    copy = pass_all(open_copy(office["editor"], public), office)
    Article.objects.filter(pk=copy.pk).update(title="到时")
    at = timezone.localtime() + timedelta(hours=2)
    answer = step(office["final"], copy, "publish", publish_at=f"{at:%Y-%m-%dT%H:%M}")
    copy.refresh_from_db()
    assert f"{at:%Y-%m-%d %H:%M}" in said(answer) and copy.is_scheduled and copy.state_word == "待定时发布"
    assert "没有重复执行" in said(step(office["final"], copy, "publish", publish_at=f"{at:%Y-%m-%dT%H:%M}"))
    assert publish_due() == [] and "到时" not in read(public)
    listed = office["final"].get(address(copy, "changelist"), {"state": "scheduled"}).context["cl"].queryset
    assert [row.pk for row in listed] == [copy.pk]
    Article.objects.filter(pk=copy.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    assert [one.pk for one in publish_due()] == [copy.pk] and publish_due() == []
    assert "到时" in read(public)
    assert ReviewLog.of(public).get(verb="revised").by == office["final"].user


def test_the_clock_runs_where_a_server_runs():
    ask = "import portal.wsgi, threading; print([thread.name for thread in threading.enumerate()])"
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ask], env=given, capture_output=True, text=True, timeout=60, check=True
    )
    assert "publish_due" in done.stdout


def test_what_is_refused_at_its_time_waits_on_the_desk_with_the_reason(office, public):
    copy = pass_all(open_copy(office["editor"], public), office)
    copy.publish(by=office["final"].user, at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=copy.pk).update(go_live_at=timezone.now())
    public.withdraw(by=office["final"].user, reason="核实")
    assert publish_due() == []
    copy.refresh_from_db()
    assert copy.status == Status.APPROVED and copy.go_live_at is None
    assert "已撤回" in ReviewLog.of(copy).get(verb="refused").note
    assert publish_due() == [] and ReviewLog.of(copy).filter(verb="refused").count() == 1


def test_taking_back_a_scheduled_copy_takes_its_time_away(office, public):
    copy = pass_all(public.revise(by=office["editor"].user), office)
    copy.publish(by=office["final"].user, at=timezone.now() + timedelta(hours=1))
    step(office["editor"], copy, "take_back")
    copy.refresh_from_db()
    assert (copy.status, copy.go_live_at) == (Status.DRAFT, None)


# --- the public text changes or goes ------------------------------------------------------------------


def test_a_withdrawn_or_trashed_original_is_said_and_the_copy_kept(office, public):
    copy = pass_all(open_copy(office["editor"], public), office)
    Article.objects.filter(pk=copy.pk).update(title="留着")
    public.withdraw(by=office["final"].user, reason="核实")
    for state in ("已撤回", "已删除"):
        assert state in said(step(office["final"], copy, "publish"))
        page = office["editor"].get(address(copy)).content.decode()
        assert state in page and "留着" in page
        if public.status == Status.WITHDRAWN:
            public.trash(by=office["final"].user)
    copy.refresh_from_db()
    assert copy.status == Status.APPROVED


def test_an_emergency_change_meanwhile_is_shown_and_lost_on_neither_side(office, public):
    editor, copy = office["editor"], open_copy(office["editor"], public)
    save(editor, copy, title="修改稿的题")
    save(office["chief"], public, title="急改的题", summary="急改的摘要。", edit_reason="汛情")
    assert "被修改过" in said(save(editor, copy, _submit="1"))
    beside = f"/admin/news/article/{copy.pk}/beside/"
    page = strip_tags(editor.get(beside).content.decode())
    assert "急改的题" in page and "急改的摘要" in page and "两边都改了" in page and "将一并接过" in page
    step(editor, copy, "catch_up")
    copy.refresh_from_db()
    assert (copy.title, copy.summary, copy.drift()) == ("修改稿的题", "急改的摘要。", [])
    pass_all(copy, office).publish(by=office["final"].user)
    public.refresh_from_db()
    assert (public.title, public.summary) == ("修改稿的题", "急改的摘要。") and public.owes_review_since is None


def test_pins_and_notes_meanwhile_are_no_conflict(office, public):
    copy = open_copy(office["editor"], public)
    save(office["final"], public, pinned_until="2099-01-01T00:00")
    CorrectionNote.objects.create(thing=public, text="更正", placed_by=office["final"].user)
    pass_all(copy, office).publish(by=office["final"].user)
    public.refresh_from_db()
    assert public.pinned_until.year in (2098, 2099) and CorrectionNote.of(public).exists()


def test_taking_changes_over_drops_what_had_been_passed(office, public):
    copy = pass_all(public.revise(by=office["editor"].user), office, until=1)
    Article.objects.get(pk=public.pk).edited(by=make_boss(), reason="汛情")
    changed = Article.objects.get(pk=public.pk)
    changed.summary = "急改。"
    changed.save()
    assert "被修改过" in said(step(office["second"], copy, "pass_second", ticks=TICKS["pass_second"]))
    copy.catch_up(by=office["second"].user)
    assert (copy.status, copy.summary) == (Status.DRAFT, "急改。")


# --- throwing away, closing -----------------------------------------------------------------------------


def test_a_copy_is_thrown_away_and_taken_out_of_the_bin_again(office, public):
    editor, first = office["editor"], open_copy(office["editor"], public)
    step(editor, first, "trash")
    second = open_copy(editor, public)
    assert second.pk != first.pk
    assert "修改稿" in said(step(editor, first, "restore"))
    step(editor, second, "trash")
    step(editor, first, "restore")
    first.refresh_from_db()
    assert first.status == Status.DRAFT


def test_a_copy_that_was_taken_over_is_closed_for_everybody(office, public):
    copy = pass_all(public.revise(by=office["editor"].user), office)
    copy.publish(by=office["final"].user)
    boss = Client()
    boss.force_login(make_boss())
    for client in (office["editor"], office["chief"], boss):
        page = client.get(address(copy)).content.decode()
        assert "已并入公众文本" in page and 'name="title"' not in page
        client.post(address(copy), {"title": "偷改", "seen_version": copy.version})
        for verb in ("submit", "trash", "rush", "catch_up"):
            step(client, copy, verb, rush_reason="急")
        assert client.get(address(copy).replace("change", "delete")).status_code == 403
    copy.refresh_from_db()
    assert (copy.title, copy.status) == ("开工", Status.MERGED)
    assert office["editor"].get(f"/admin/news/article/{copy.pk}/beside/").status_code == 200
    assert copy.title not in office["editor"].get(address(copy, "changelist"), {"state": "draft"}).content.decode()


def test_pickers_offer_no_copy(office, public):
    copy = public.revise(by=office["editor"].user)
    where = {"app_label": "news", "model_name": "article", "field_name": "related_first", "term": "开工"}
    found = office["final"].get("/admin/autocomplete/", where).json()["results"]
    assert [row["id"] for row in found] == [str(public.pk)] != [str(copy.pk)]


# --- pages and topics -----------------------------------------------------------------------------------


def _page(office):
    return make_page(title="旧题", published=False)


def _topic(office):
    make_column(name="新闻", slug="news", kind="list")
    topic = Topic.objects.create(slug="one", title="旧题", intro="导语")
    topic.articles.set([make_article(title="选入的")])
    return topic


@pytest.mark.parametrize("make", [_page, _topic])
def test_pages_and_topics_go_the_same_way(office, make):
    make_site()
    thing = make(office)
    editor, final = office["editor"], office["final"]
    step(final, thing, "publish")
    thing.refresh_from_db()
    assert thing.status == Status.DRAFT  # nobody publishes what nobody has reviewed
    save(editor, thing, _submit="1")
    for verb, key in PASSES:
        assert office[key].get(address(thing).replace("/change/", "/review/")).status_code == 200
        step(office[key], thing, verb, ticks=TICKS[verb])
    step(final, thing, "publish")
    assert "旧题" in read(thing)
    assert editor.post(address(thing), {"title": "偷改"}).status_code == 403
    copy = open_copy(editor, thing)
    form = fields(editor.get(address(copy)), f"{thing._meta.model_name}_form")
    assert not {"slug", "column", "position"} & set(form)
    save(editor, copy, title="新题", _submit="1")
    for verb, key in PASSES:
        step(office[key], copy, verb, ticks=TICKS[verb])
    assert "新题" not in read(thing)
    assert "新题" in final.get(final.get(address(copy)).context["panel"]["preview"]).content.decode()
    step(final, copy, "publish")
    assert "新题" in read(thing) and "旧题" not in read(thing)
    assert editor.get(address(thing, "changelist")).status_code == 200
    again = type(thing).objects.get(pk=thing.pk).revise(by=editor.user)
    assert again.pk not in (thing.pk, copy.pk) and type(thing).objects.published().count() == 1


def test_the_ties_of_a_page_go_along(office):
    page = make_page(body="<p>共有38个项目，另有12个。</p>")
    value, figures = make_vintage("38"), found_figures(page)
    FigureUse.objects.tie(page, plain_text(page.body), figures[0], by=make_boss(), vintage=value)
    copy = page.revise(by=office["editor"].user)
    copy.body = f"<p>开头。</p>{copy.body}"
    copy.save()
    pass_all(copy, office).publish(by=office["final"].user)
    use = FigureUse.objects.get()
    page.refresh_from_db()
    assert (use.thing, use.vintage, plain_text(page.body)[use.start : use.end]) == (page, value, "38个")


def test_two_pages_of_one_column_and_two_topics_of_one_address_are_refused(office):
    page, topic = make_page(), _topic(office)
    for twin in (Page(column=page.column, title="二", body="<p>二</p>"), Topic(slug="one", title="二")):
        with pytest.raises(ValidationError):
            twin.full_clean()
    make_public(topic)
    topic.revise(by=office["editor"].user).full_clean()
    page.revise(by=office["editor"].user).full_clean()
