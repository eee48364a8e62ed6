"""`topics/`, `tags/`, `authors/`, with their numbers of live stories."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


def test_topics_in_the_editors_order_with_all_their_stories(client: Client) -> None:
    sport = factories.topic("Sport", position=2, description="Who won.")
    region = factories.topic("Region", position=1)
    city = factories.topic("City", parent=region, position=3)
    for topic in (city, city, region):
        factories.published(topic=topic)
    factories.draft(topic=sport)
    assert client.get("/api/v1/topics/").json() == {
        "count": 3,
        "next": None,
        "previous": None,
        "results": [
            {
                "slug": "region",
                "name": "Region",
                "description": "",
                "path": ["region"],
                "parent": None,
                "url": "https://news.test/api/v1/topics/region/",
                "article_count": 3,
            },
            {
                "slug": "sport",
                "name": "Sport",
                "description": "Who won.",
                "path": ["sport"],
                "parent": None,
                "url": "https://news.test/api/v1/topics/sport/",
                "article_count": 0,
            },
            {
                "slug": "city",
                "name": "City",
                "description": "",
                "path": ["region", "city"],
                "parent": "region",
                "url": "https://news.test/api/v1/topics/city/",
                "article_count": 2,
            },
        ],
    }


def test_tags_by_name_kind_and_search(client: Client) -> None:
    hale, bridges = factories.tag("Port Hale", kind="place"), factories.tag("Bridges", description="Spans.")
    factories.published(tags=[hale, bridges])
    factories.published(tags=[bridges])
    answer = client.get("/api/v1/tags/").json()
    assert answer["results"] == [
        {
            "slug": "bridges",
            "name": "Bridges",
            "kind": "keyword",
            "description": "Spans.",
            "url": "https://news.test/api/v1/tags/bridges/",
            "article_count": 2,
        },
        {
            "slug": "port-hale",
            "name": "Port Hale",
            "kind": "place",
            "description": "",
            "url": "https://news.test/api/v1/tags/port-hale/",
            "article_count": 1,
        },
    ]
    for query in ("kind=place", "search=hale"):
        assert [tag["slug"] for tag in client.get(f"/api/v1/tags/?{query}").json()["results"]] == ["port-hale"]
    assert client.get("/api/v1/tags/?kind=colour").json()["errors"][0]["parameter"] == "kind"


def test_an_author(client: Client) -> None:
    ana = factories.author("Ana Ruiz", job_title="City reporter", bio="Knows every bridge.", email="ana@example.test")
    factories.published(authors=[ana])
    assert client.get("/api/v1/authors/ana-ruiz/").json() == {
        "slug": "ana-ruiz",
        "name": "Ana Ruiz",
        "job_title": "City reporter",
        "image": None,
        "kind": "person",
        "bio": "Knows every bridge.",
        "url": "https://news.test/api/v1/authors/ana-ruiz/",
        "article_count": 1,
    }


@pytest.mark.parametrize("kind", ["tags", "authors"])
def test_names_that_no_live_story_carries_are_not_public(client: Client, kind: str) -> None:
    article = factories.published(tags=[factories.tag("Merger")], authors=[factories.author("Merger")])
    verbs.unpublish(article)
    factories.draft(tags=[factories.tag("Secret")], authors=[factories.author("Secret")])
    assert client.get(f"/api/v1/{kind}/").json()["results"] == []
    answers = {client.get(f"/api/v1/{kind}/{slug}/").content for slug in ("secret", "merger", "unknown")}
    assert len(answers) == 1
    assert client.get(f"/api/v1/{kind}/secret/").status_code == 404


@pytest.mark.parametrize("kind", ["topics", "tags", "authors"])
@pytest.mark.parametrize("rows", [1, 3])
def test_four_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, kind: str, rows: int) -> None:
    for _ in range(rows):
        factories.published(tags=[factories.tag()], authors=[factories.author(image=factories.image())])
    with django_assert_num_queries(4):
        assert client.get(f"/api/v1/{kind}/").json()["count"] == rows


@pytest.mark.parametrize("kind", ["topics", "tags", "authors"])
def test_unknown_parameters_are_refused(client: Client, kind: str) -> None:
    assert client.get(f"/api/v1/{kind}/?nope=1").status_code == 400


@pytest.mark.parametrize("kind", ["tags", "authors", "topics"])
def test_names_are_found_by_a_part_of_them(client: Client, kind: str) -> None:
    for name in ("Harbour", "Market"):
        factories.published(tags=[factories.tag(name)], authors=[factories.author(name)], topic=factories.topic(name))
    found = client.get(f"/api/v1/{kind}/?search=%20arb").json()["results"]
    assert [row["name"] for row in found] == ["Harbour"]


@pytest.mark.parametrize("kind", ["topics", "tags", "authors"])
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Österreich", ["österreich", "OSTERREICH", "Oster", "o\u0308sterr", "ÖSTER"]),
        ("Ærø Łódź", ["ærø", "aero", "LODZ", "ŁÓDŹ", "o l"]),
        ("Straße", ["strasse", "STRASSE", "straße", "STRAẞE"]),
        ("İzmir", ["izmir", "IZMIR", "İZMİR", "ızm"]),
        ("Ελλάδα ΟΔΟΣ", ["ελλαδα", "ΕΛΛΆΔΑ", "οδος", "οδοσ"]),
        ("Ёлка", ["елка", "ёлка", "ЁЛКА"]),
        ("O’Neill", ["o'neill", "O‘NEILL", "’neil"]),
        ("100%_x\\y", ["%", "0%_", "\\y"]),
        ("ガス", ["ｶﾞｽ", "ガ"]),
        ("서울", ["서울", "\u1109\u1165\u110b\u116e\u11af"]),
        ("New York", ["new\u00a0york", "NEW  YORK", "w\u200b y"]),
    ],
)
def test_neither_case_nor_accents_nor_form_hide_a_name(client: Client, kind: str, name: str, parts: list[str]) -> None:
    for one in (name, "Harbour"):
        factories.published(tags=[factories.tag(one)], authors=[factories.author(one)], topic=factories.topic(one))
    for part in parts:
        found = client.get(f"/api/v1/{kind}/", {"search": part}).json()["results"]
        assert [row["name"] for row in found] == [name], part


@pytest.mark.parametrize("part", ["\u00ad", "\u0301", "zzz", "har%r", "h_rb"])
def test_what_is_in_no_name_finds_none(client: Client, part: str) -> None:
    factories.published(tags=[factories.tag("Harbour")])
    assert client.get("/api/v1/tags/", {"search": part}).json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("tags/?kind=", "kind", "kind must be one of keyword, person, organisation, place, event, series."),
        ("tags/?kind=x", "kind", "kind must be one of keyword, person, organisation, place, event, series."),
        ("tags/?kind=place&kind=person", "kind", "kind may be given once."),
        ("tags/?search=", "search", "search is empty: give a part of a name."),
        ("authors/?search=%20", "search", "search is empty: give a part of a name."),
    ],
)
def test_what_does_not_parse_is_refused(client: Client, query: str, parameter: str, detail: str) -> None:
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 400
    assert [(one["parameter"], one["detail"]) for one in answer.json()["errors"]] == [(parameter, detail)]
