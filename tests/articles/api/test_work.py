"""What a list costs the database does not depend on how many stories there are.

Measured as work, not as time: instructions of SQLite's virtual machine, and rows that PostgreSQL reads.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.http import found
from articles.models import (
    Article,
    PublishedArticle,
    PublishedAuthor,
    PublishedDocument,
    PublishedTag,
    PublishedTopic,
    ViewTotal,
    bulk,
)
from articles.publishing import documents, standing
from tests import factories
from tests.stored import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ARTICLES: Final = "/api/v1/articles/"
ORDERS: Final = ("-published_at", "published_at", "-updated_at", "-views")
FILTERS: Final = (
    "",
    "tag=common",
    "tag=old",
    "tag=rare",
    "topic=region",
    "author=ana-ruiz",
    "genre=report",
    "language=en",
)
ADDRESSES: Final = [
    *(f"{ARTICLES}?{chosen}&ordering={order}" for chosen in FILTERS for order in ORDERS),
    *(f"{ARTICLES}?{chosen}&ordering={order}&cursor=" for chosen in FILTERS for order in ORDERS[:3]),
    f"{ARTICLES}?published_before=2026-04-30",
    f"{ARTICLES}?published_after=2026-04-01&published_before=2026-04-30",
    f"{ARTICLES}?tag=-rare",
    f"{ARTICLES}?page=10",
    f"{ARTICLES}?tag=common&page=10",
    f"{ARTICLES}story-10/",
    f"{ARTICLES}story-10/related/",
    "/api/v1/topics/",
    "/api/v1/tags/",
    "/api/v1/tags/common/",
    "/api/v1/authors/",
    "/sitemap.xml",
    "/feeds/articles.rss",
    "/feeds/articles.rss?tag=common",
    "/feeds/articles.json?topic=region&author=ana-ruiz",
]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many stories are many, as thousands are in a real archive."""
    monkeypatch.setattr(found, "FEW", 400)


class Archive:
    """Stories an hour apart with the text of one. Half of them share a tag, 25 another, and the first 300 a third."""

    def __init__(self) -> None:
        region = factories.topic("Region")
        self.topics = [region, factories.topic("City", parent=region), factories.topic("Sport")]
        self.tags = {name: factories.tag(name) for name in ("common", "rare", "old")}
        self.author = factories.author("Ana Ruiz")
        self.text = factories.published("The text").published.document
        self.size = 0

    def grow(self, size: int) -> None:
        numbers, text = range(self.size, size), self.text
        self.size = size
        moments = [NOON - timedelta(days=900) + timedelta(hours=number) for number in numbers]
        articles = Article.objects.bulk_create(
            Article(headline=f"Story {number}", slug=f"story-{number}", state="published") for number in numbers
        )
        rows = PublishedArticle.objects.bulk_create(
            PublishedArticle(
                article=article,
                slug=article.slug,
                version=1,
                visible_from=at,
                first_published_at=at,
                published_at=at,
                updated_at=at,
                topic=self.topics[number % 3],
                genre=("report", "feature")[number % 2],
                language=("en", "el")[number % 2],
                compiled_at=at,
                compiled_with=documents.REPRESENTATION,
                standing=True,
            )
            for article, at, number in zip(articles, moments, numbers, strict=True)
        )
        PublishedDocument.objects.bulk_create(
            PublishedDocument(published=row, card=text.card, extra=text.extra, surrogate_keys="", source=text.source)
            for row in rows
        )
        numbered = list(zip(numbers, rows, strict=True))
        views = ((row.pk, number * 7919 % 100_003, 0) for number, row in numbered)
        bulk.insert(ViewTotal, ["published", "views", "undated"], views)
        for model, name, chosen in self._chosen():
            found = (
                (key, row.pk, row.published_at, row.updated_at, row.article_id)
                for number, row in numbered
                for key in chosen(number)
            )
            bulk.insert(model, [name, "published", "published_at", "updated_at", "article_id"], found)
        standing.put(Counter(), standing.tally([row.pk for row in rows]), NOON)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def _chosen(self) -> Iterable[tuple[type[Model], str, Callable[[int], list[UUID]]]]:
        """The tables that find stories, and the keys by which they find the story with a number."""
        region, *_ = self.topics
        yield (
            PublishedTopic,
            "topic",
            lambda number: list({self.topics[number % 3].pk, *([region.pk] if number % 3 < 2 else [])}),
        )
        yield PublishedAuthor, "author", lambda number: [self.author.pk] if number % 4 == 0 else []
        yield PublishedTag, "tag", self._tags

    def _tags(self, number: int) -> list[UUID]:
        chosen = {"common": number % 2 == 0, "rare": number % 40 == 0 and number < 1_000, "old": number < 300}
        return [self.tags[name].pk for name, has in chosen.items() if has]


@pytest.fixture
def archive() -> Archive:
    return Archive()


def instructions(client: Client, address: str) -> int:
    """How many hundred instructions SQLite's virtual machine runs for an answer."""
    hundreds = 0

    def count() -> int:
        nonlocal hundreds
        hundreds += 1
        return 0

    forget()
    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 100)
    try:
        assert client.get(address).status_code == 200, address
    finally:
        connection.connection.set_progress_handler(None, 0)
    return hundreds


def most_rows(client: Client, address: str) -> int:
    """The most rows that PostgreSQL reads from a table or an index for an answer."""
    forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    plans = (plan(query["sql"]) for query in captured if "SELECT" in query["sql"])
    return max(read for one in plans for read in scanned(one))


def plan(sql: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"))
        (found,) = cursor.fetchone()
    root: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return root


def scanned(node: dict[str, Any]) -> Iterator[int]:
    """The rows that each node of a plan reads."""
    if node["Node Type"] == "Bitmap Index Scan":
        # It counts what earlier tests left to be vacuumed; the heap scan above it counts what it reads of this.
        return
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    yield int(rows * node["Actual Loops"])
    for part in node.get("Plans", []):
        yield from scanned(part)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts instructions of SQLite")
def test_sqlite_does_not_work_more_for_a_list_of_a_larger_archive(client: Client, archive: Archive) -> None:
    archive.grow(1_500)
    small = {address: instructions(client, address) for address in ADDRESSES}
    archive.grow(6_000)
    large = {address: instructions(client, address) for address in ADDRESSES}
    assert {
        address: (small[address], number)
        for address, number in large.items()
        # Counts of days are as many as the days.
        if number > 1.5 * max(small[address], 40)
    } == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="reads PostgreSQL's plans")
def test_postgresql_reads_few_rows_for_a_list_of_any_archive(client: Client, archive: Archive) -> None:
    archive.grow(6_000)
    with connection.cursor() as cursor:
        # Of so few stories, reading all is cheaper than it is in an archive.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 1.1")
    rows = {address: most_rows(client, address) for address in ADDRESSES}
    assert {address: number for address, number in rows.items() if number > 1_000} == {}
