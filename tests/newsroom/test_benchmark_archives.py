"""Archives for measuring: their copies are what publishing would have made of such stories."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client

from articles.models import Article, Change, PublishedArticle, PublishedTag, ViewTotal
from articles.publishing import compiling, upkeep
from articles.readership.checking import drifts
from demo.archive import grow
from tests.benchmark.archives.columns import copied, names
from tests.benchmark.archives.copying import multiply
from tests.benchmark.archives.stories import Marked, Rare, mark

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
# What another run of the same would not repeat.
PASSING = {'"id"', '"compiled_at"', '"taken_at"'}


@pytest.fixture
def archive() -> list[int]:
    """Twelve stories that are copied, three that are not, and 28 copies. Returns the steps in which those came."""
    if connection.vendor == "postgresql":
        # Indexes are not removed while foreign keys wait to be checked, which they do until the test ends.
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert sum(grow(12, 1, by=Marked)) + sum(grow(3, 1, by=Rare)) == 15
    return list(multiply(28, NOW))


def test_it_has_as_many_stories_as_asked_for(archive: list[int], client: Client) -> None:
    assert archive == [12, 12, 4]
    assert client.get("/api/v1/articles/").json()["count"] == 43
    assert client.get("/api/v1/articles/?tag=rare").json()["count"] == 3
    assert Article.objects.count() == Change.objects.of_stories().count() == ViewTotal.objects.count() == 43
    assert drifts() == []


def test_copies_are_what_compiling_makes(archive: list[int]) -> None:
    assert upkeep.refresh(PublishedArticle.objects.all()) == 0
    before = {model: rows(model) for model in copied()}
    compiling.store(list(PublishedArticle.objects.select_related("document")))
    assert {model: rows(model) for model in copied()} == before


def test_a_copy_has_an_address_an_id_and_a_date_of_its_own(archive: list[int], client: Client) -> None:
    first = PublishedArticle.objects.get(slug__endswith=mark(0), pk=min_key())
    copy = PublishedArticle.objects.get(slug=first.slug.replace(mark(0), mark(1)))
    assert copy.article_id.hex == first.article_id.hex.replace(mark(0), mark(1))
    assert copy.published_at != first.published_at
    story = client.get(f"/api/v1/articles/{copy.slug}/").json()
    assert story["id"] == str(copy.article_id)
    assert story["published_at"] == story["updated_at"] == f"{copy.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert mark(0) not in str(story)


def test_copies_are_found_by_words_and_tags(archive: list[int], client: Client) -> None:
    copy = PublishedArticle.objects.filter(slug__endswith=mark(2)).first()
    assert copy
    word = copy.slug.split("-")[0]
    found = client.get(f"/api/v1/articles/?search={word}&page_size=100").json()["results"]
    assert copy.slug in [card["slug"] for card in found]
    tag = PublishedTag.objects.filter(published=copy).values_list("tag__slug", flat=True)[0]
    found = client.get(f"/api/v1/articles/?tag={tag}&page_size=100").json()["results"]
    assert copy.slug in [card["slug"] for card in found]


def test_stories_are_published_after_it(archive: list[int], client: Client) -> None:
    assert sum(grow(5, 1)) == 5
    assert client.get("/api/v1/articles/").json()["count"] == 48


def min_key() -> int:
    return PublishedArticle.objects.order_by("pk").values_list("pk", flat=True)[0]


def rows(model: type[models.Model]) -> list[Any]:
    """All rows of a table, without what no second run repeats."""
    kept = ", ".join(name for name in names(model) if name not in PASSING)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kept} FROM {connection.ops.quote_name(model._meta.db_table)}")
        return sorted(cursor.fetchall(), key=repr)
