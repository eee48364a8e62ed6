"""Lists as CSV: what the filters leave, in the order of the list."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.lists import as_csv
from articles.publishing import verbs
from tests import factories
from tests.articles.admin.conftest import in_role, signed_in, user

pytestmark = pytest.mark.django_db


def table(client: Client, name: str, **parameters: Any) -> list[dict[str, str]]:
    answer = client.get(reverse(f"admin:articles_{name}_csv"), parameters)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content)))


def test_stories_as_filtered(editor: Client) -> None:
    story = factories.published(
        "Harbour bridge reopens",
        topic=factories.topic("City"),
        authors=[factories.author("Ana Ruiz"), factories.author("Tom Okafor")],
        tags=[factories.tag("Bridges"), factories.tag("Harbour")],
    )
    factories.draft("Draft")
    (row,) = table(editor, "article", status="live")
    assert row | {"changed": ""} == {
        "headline": "Harbour bridge reopens",
        "status": "Live",
        "stage": "Being written",
        "assigned to": "",
        "topic": "City",
        "byline": "",
        "authors": "Ana Ruiz, Tom Okafor",
        "tags": "Bridges, Harbour",
        "genre": "report",
        "language": "en",
        "published": f"{story.published_at:%Y-%m-%dT%H:%M:%SZ}",
        "first published": f"{story.first_published_at:%Y-%m-%dT%H:%M:%SZ}",
        "updated": f"{story.updated_at:%Y-%m-%dT%H:%M:%SZ}",
        "changed": "",
        "views": "0",
        "address": "https://www.example.test/city/harbour-bridge-reopens",
        "id": str(story.pk),
    }
    verbs.unpublish(story)
    rows = table(editor, "article", q="bridge")
    assert [(one["status"], one["address"], one["views"]) for one in rows] == [("Unpublished", "", "0")]


def test_its_order_is_that_of_the_list(editor: Client) -> None:
    for name in ("B", "A", "C"):
        factories.draft(name)
    assert [one["headline"] for one in table(editor, "article", o="2")] == ["A", "B", "C"]
    assert [one["headline"] for one in table(editor, "article")] == ["C", "A", "B"]


def test_it_is_read_in_pieces(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        factories.published(tags=[factories.tag()], authors=[factories.author()])
    queries = []
    for size in (6, 2):
        monkeypatch.setattr(as_csv, "CHUNK", size)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert len(table(editor, "article")) == 6
        queries.append(len(found))
    # Bylines, authors, places and tags of each piece.
    assert queries[1] - queries[0] == 2 * 4


def test_no_cell_is_taken_for_a_formula(chief: Client) -> None:
    factories.draft("=HYPERLINK(A1)", tags=[factories.tag("+1")], authors=[factories.author("@ana")], byline="-x")
    (row,) = table(chief, "article")
    assert [row[name] for name in ("headline", "tags", "authors", "byline")] == [
        "'=HYPERLINK(A1)",
        "'+1",
        "'@ana",
        "'-x",
    ]
    assert table(chief, "tag")[0]["name"] == "'+1"


def test_tags_authors_and_topics(chief: Client) -> None:
    city = factories.topic("City", description="Town.")
    tag, author = factories.tag("Bridges", kind="keyword"), factories.author("Ana Ruiz", job_title="Reporter")
    factories.published(topic=city, tags=[tag], authors=[author])
    factories.tag("Unused", kind="place")
    assert table(chief, "tag", kind__exact="keyword") == [
        {"name": "Bridges", "kind": "keyword", "address": "bridges", "description": "", "live stories": "1"}
    ]
    assert table(chief, "author") == [
        {"name": "Ana Ruiz", "kind": "person", "job title": "Reporter", "address": "ana-ruiz", "live stories": "1"}
    ]
    assert table(chief, "topic") == [
        {
            "name": "City",
            "path": "/city/",
            "address": "city",
            "position": "0",
            "description": "Town.",
            "live stories": "1",
        }
    ]


def test_nobody_gets_more_than_they_see() -> None:
    nobody, ana = signed_in(user("nobody", [])), user("own", ["write_own"])
    factories.draft("Mine", created_by=ana)
    factories.draft("Other")
    for name in ("article", "tag", "author", "topic"):
        assert nobody.get(reverse(f"admin:articles_{name}_csv")).status_code == 403
    assert len(table(signed_in(in_role("reporter", "Reporter")), "article")) == 2


def test_a_filter_that_is_none_leads_back_to_the_list(editor: Client) -> None:
    factories.draft()
    answer = editor.get(reverse("admin:articles_article_csv"), {"topic__id__exact": "x"})
    assert answer["Location"] == reverse("admin:articles_article_changelist") + "?e=1"
