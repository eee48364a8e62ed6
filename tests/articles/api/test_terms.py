"""All filters of a request together take at most twenty values."""

from uuid import UUID

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/articles/"


def values(number: int) -> str:
    return ",".join(f"v{n}" for n in range(number))


def ids(number: int) -> str:
    return ",".join(str(UUID(int=n)) for n in range(number))


@pytest.mark.parametrize(
    "query",
    [
        f"tag={values(20)}",
        "&".join(f"tag=v{n}" for n in range(20)),
        f"tag={values(10)}&topic=-{values(10)}",
        f"tag=a&topic=b&author=c&genre=report&language=en&id={ids(15)}",
        # Words of a search, dates and fields do not count as values of filters.
        f"tag={values(20)}&search=a+b+c&published_after=2026-05-01&fields=slug,headline",
    ],
)
def test_twenty_are_taken(client: Client, query: str) -> None:
    factories.published(tags=[factories.tag()])
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.json()) == (200, {"count": 0, "next": None, "previous": None, "results": []})


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        (f"tag={values(21)}", "tag"),
        (f"tag={','.join(['bridges'] * 21)}", "tag"),
        ("&".join(f"tag=-v{n}" for n in range(21)), "tag"),
        (f"language={values(21)}", "language"),
        (f"genre={','.join(['report'] * 21)}", "genre"),
        (f"id={ids(21)}", "id"),
        (f"topic={values(11)}&author={values(10)}", "author"),
        (f"tag=a&topic=b&author=c&genre=report&language=en&id={ids(16)}", "id"),
        (f"tag={values(20000)}", "tag"),
    ],
)
def test_more_are_refused(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"{URL}?{query}")
    detail = f"{parameter} is too much: all filters together take at most 20 values."
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": detail,
        "errors": [{"parameter": parameter, "code": "too_many", "detail": detail}],
    }


@pytest.mark.parametrize("url", ["/feeds/articles.rss", "/feeds/articles.json", "/api/v1/most-viewed/"])
def test_feeds_and_most_viewed_take_as_many(client: Client, url: str) -> None:
    assert client.get(f"{url}?tag={values(10)}&topic={values(10)}").status_code == 200
    answer = client.get(f"{url}?tag={values(10)}&topic={values(11)}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "too_many")
