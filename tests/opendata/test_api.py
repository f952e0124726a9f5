"""The interface for programs: what it gives, what it never gives, and how it says no."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.models import Topic
from tests.factories import (
    make_article,
    make_column,
    make_indicator,
    make_message,
    make_panel,
    make_project,
    make_public,
    make_vintage,
)
from tests.search.helpers import reindex

pytestmark = pytest.mark.django_db


def get(client, address, status=200, **fields):
    response = client.get(f"/api/v1/{address}", fields)
    assert response.status_code == status, response.content[:300]
    return response.json()


def test_the_start_names_every_list(client, boss):
    assert {
        "articles",
        "projects",
        "indicators",
        "values",
        "panels",
        "topics",
        "columns",
        "messages",
        "search",
        "changes",
        "bulk",
        "oc4ids",
    } <= get(client, "").keys()


def test_articles_with_what_they_are_tied_to(client, boss):
    project, draft = make_project(by=boss), make_project(published=False, by=boss)
    indicator = make_indicator()
    make_vintage(indicator=indicator, by=boss)
    article = make_article(
        title="题", body="<p>第一段。</p>", projects=[project, draft], indicators=[indicator], by=boss
    )
    row = get(client, "articles/")["results"][0]
    assert (row["title"], row["projects"], row["indicators"]) == ("题", [project.code], [indicator.code])
    assert "text" not in row
    assert get(client, f"articles/{article.pk}/")["text"] == "第一段。"


def test_walking_through_articles_neither_repeats_nor_hides_while_others_come(client, boss):
    first = [make_article(by=boss) for _ in range(5)]
    seen, address = [], "/api/v1/articles/?page_size=2"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
        make_article(by=boss)
    assert seen == [article.pk for article in reversed(first)]


def test_articles_of_a_column_and_time(client, boss):
    column, now = make_column(), timezone.now()
    old = make_article(column=column, at=now - timedelta(days=10), by=boss)
    new = make_article(column=column, by=boss)
    make_article(by=boss)
    assert [row["id"] for row in get(client, "articles/", column=column.path)["results"]] == [new.pk, old.pk]
    since = (now - timedelta(days=1)).isoformat()
    assert get(client, "articles/", column=column.path, since=since)["count"] == 1
    assert [row["id"] for row in get(client, "articles/", until=since)["results"]] == [old.pk]


def test_projects_by_the_filter_of_the_page(client, boss):
    make_project(code="AA-001", stage="completed", total_investment=52_000, by=boss)
    make_project(code="AA-002", by=boss)
    make_project(code="AA-003", is_sample=True, by=boss)
    page = get(client, "projects/", stage="completed", investment_min="5")
    assert [(row["code"], row["investment"]) for row in page["results"]] == [("AA-001", 5.2)]
    assert get(client, "projects/", sort="code")["count"] == 2
    assert get(client, "projects/AA-001/")["stage"] == "竣工"


def test_indicators_with_every_vintage(client, boss):
    indicator = make_indicator(code="PAT", unit="件")
    make_vintage("1", indicator=indicator, by=boss)
    make_vintage("2", indicator=indicator, by=boss, reason="correction")
    make_vintage("3", indicator=indicator, by=boss, published=False, reason="correction")
    assert get(client, "indicators/")["results"][0]["value"] == "2"
    assert [value["value"] for value in get(client, "indicators/PAT/")["values"]] == ["2", "1"]
    assert [row["value"] for row in get(client, "values/", code="PAT")["results"]] == ["1", "2"]
    make_panel(indicator, slug="science", by=boss)
    assert get(client, "panels/")["results"][0]["indicators"] == ["PAT"]
    assert get(client, "panels/science/")["figures"][0]["code"] == "PAT"


def test_what_isnt_there_is_an_error_and_no_empty_list_whatever_filter_names_it(client, boss):
    make_vintage(indicator=make_indicator(code="SECRET", is_public=False), by=boss)
    make_vintage(indicator=make_indicator(code="LATER"), published=False, by=boss)
    hidden = make_column(is_visible=False)
    make_project(plan_period="十五五", by=boss)
    for address, field, texts in [
        ("values/", "code", ["NOPE", "SECRET", "LATER"]),
        ("articles/", "column", ["/nope/", hidden.path]),
        ("search/?q=a", "column", ["/nope/", "999999", hidden.path, str(hidden.pk)]),
        *[("projects/", name, ["nope"]) for name in ("industry", "park", "period", "stage", "level", "reached", "due")],
    ]:
        answers = []
        for text in texts:
            address, _q, query = address.partition("?")
            answer = get(client, f"{address}?{query}&{field}={text}", status=400)
            assert answer["fields"]
            answers.append(json.dumps(answer, ensure_ascii=False).replace(f"“{text}”", "“…”"))
        assert len(set(answers)) == 1  # what isn't public, as what never was
    make_vintage(indicator=make_indicator(code="PAT"), by=boss)
    assert [*get(client, "indicators/PAT/", status=400, as_of="banana")["fields"]] == ["as_of"]
    assert get(client, "indicators/PAT/", status=400, as_of="2999-01-01")["fields"]


def test_a_column_is_named_by_its_address_in_the_search_too(client, boss):
    column = make_column()
    make_article(title="尼龙甲", column=column, by=boss)
    make_article(title="尼龙乙", by=boss)
    reindex()
    for text in (column.path, column.path.strip("/"), str(column.pk)):
        assert [hit["title"] for hit in get(client, "search/", q="尼龙", column=text)["results"]] == ["尼龙甲"]


def test_search_gives_what_the_page_gives(client, boss):
    make_article(title="尼龙<b>", body="<p>投资&lt;12亿元。</p>", by=boss)
    reindex()
    page = get(client, "search/", q="尼龙")
    assert page["count"] == 1
    hit = page["results"][0]
    assert hit.keys() == {"kind", "title", "url", "date", "excerpt"}
    assert "12亿元" in hit["excerpt"]
    assert get(client, "search/", q='"(((')["count"] == 0


def test_what_is_not_public_answers_as_if_it_had_never_been(client, boss):
    draft = make_article(published=False)
    hidden = make_project(code="AA-009", stage="negotiating", by=boss)
    secret = make_indicator(code="SECRET", is_public=False)
    make_vintage(indicator=secret, by=boss)
    absent = client.get("/api/v1/articles/99999999/").content
    for address in (
        f"articles/{draft.pk}/",
        f"projects/{hidden.code}/",
        "indicators/SECRET/",
        "nothing/at/all",
        "a%0Ab/",
        "articles/a%0D%E2%80%A8b/",
    ):
        response = client.get(f"/api/v1/{address}")
        assert (response.status_code, response.content) == (404, absent)


def test_what_was_withdrawn_answers_410_with_its_reason(client, boss):
    article = make_article(title="撤回的题目", by=boss)
    article.withdraw(by=boss, reason="公开的原因")
    answer = get(client, f"articles/{article.pk}/", status=410)
    assert answer["reason"] == "公开的原因"
    assert "撤回的题目" not in json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    "address",
    [
        "articles/?page_size=0", "articles/?page_size=abc", "articles/?page_size=99999999999999999999", "articles/?after=x", "articles/?after=9999999999999999-1",
        "articles/?after=-", "articles/?since=2025-13-45", "articles/?since=0001-01-01", "articles/?since=99999-01-01", "articles/?column=/no/such/",
        "articles/?column=%00", "projects/?stage=nonsense", "projects/?page=0", "projects/?page=999999", "projects/?investment_min=abc", "values/?code=%00&page=-1",
        "search/?q=a&page=99", "search/?kind=x", "search/?q=%00&year=abc", "changes/", "changes/?since=heute", "changes/?since=%ff%fe",
        "articles/99999999999999999999/", "indicators/%00/", "panels/no-such/", "panels/?page=2", "bulk/no.such", "projects/GX-000/", "indicators/?sample=2",
    ],
)  # fmt: skip
def test_nonsense_gets_a_sentence_in_chinese_and_no_500(client, boss, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code in (200, 400, 404)
    if response.status_code != 200:
        assert response["Content-Type"] == "application/json"
        assert any("\u4e00" <= char <= "\u9fff" for char in response.json()["detail"])


@pytest.mark.parametrize("address", ["articles.csv", "bulk/open-data.zip", "bulk/no.such", "oc4ids.json"])
def test_a_file_says_no_in_the_words_of_the_interface(boss, address):
    """To a client that minds forms, as a server does: the page about a form that is too old is no answer to a program."""
    client = Client(enforce_csrf_checks=True)
    refused = client.post(f"/api/v1/{address}")
    assert (refused.status_code, "GET" in refused.json()["detail"]) == (405, True)
    asked = client.options(f"/api/v1/{address}")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (200, "*")
    found = client.get(f"/api/v1/{address}")
    assert client.head(f"/api/v1/{address}").status_code == found.status_code
    assert found["Access-Control-Allow-Origin"] == "*"
    assert found.status_code == 200 or "没有公开" in found.json()["detail"]


def test_the_description_is_asked_for_anew_by_its_etag(client, boss):
    first = client.get("/api/schema/")
    assert client.get("/api/schema/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


def test_reading_only_from_anywhere_with_an_etag(client, boss):
    make_article(by=boss)
    first = client.get("/api/v1/articles/", HTTP_ACCEPT="text/html")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "no-cache" in first["Cache-Control"]
    assert client.get("/api/v1/articles/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    make_article(by=boss)
    assert client.get("/api/v1/articles/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    refused = client.post("/api/v1/articles/", {"title": "x"})
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/json")
    assert "GET" in client.options("/api/v1/articles/")["Access-Control-Allow-Methods"]
    assert not first.cookies
    assert client.head("/api/v1/articles/").status_code == 200


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("articles/", 6),
        ("projects/", 7),
        ("indicators/", 8),
        ("values/", 3),
        ("panels/", 4),
        ("topics/", 12),
        ("columns/", 4),
        ("messages/", 3),
    ],
)
def test_a_longer_list_takes_no_more_queries(client, boss, address, queries, django_assert_max_num_queries):
    for n in range(6):
        indicator = make_indicator()
        make_vintage(indicator=indicator, by=boss)
        make_panel(indicator, by=boss)
        make_article(projects=[make_project(by=boss)], indicators=[indicator], by=boss)
        make_message(published=True, by=boss)
        topic = Topic.objects.create(slug=f"topic-{n}", title="专题")
        topic.indicators.add(indicator)
        topic.projects.add(make_project(by=boss))
        make_public(topic, by=boss)
    with django_assert_max_num_queries(queries):
        assert get(client, address)["count"] >= 6
