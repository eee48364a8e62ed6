"""The contents of the search index."""

import pytest
from django.test import Client

from articles.models import PublishedArticle, SearchEntry, SearchWord
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_withdrawn_story_leaves_nothing_behind() -> None:
    kept = factories.published("Harbour bridge", standfirst="Café 2026 for all.", authors=[], byline="Staff")
    for withdraw in (verbs.unpublish, lambda story: verbs.kill(story, "Not true.")):
        gone = factories.published("Gone bridge")
        assert SearchEntry.objects.count() == 2
        withdraw(gone)
    key = PublishedArticle.objects.get(article=kept).pk
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [key]
    assert sorted(SearchWord.objects.values_list("published", "word", "shown")) == [
        (key, "bridge", "bridge"),
        (key, "cafe", "café"),
        (key, "harbour", "harbour"),
        (key, "staff", "staff"),
    ]


def test_a_very_long_story_is_found_by_its_first_200_000_characters(client: Client) -> None:
    filler = " ".join(f"w{number}" for number in range(18_000))
    factories.published("Long", body=f"<p>{filler} ferry {'x' * 3000}</p><p>{'the ' * 25_000}</p><p>beyond</p>")
    for query, count in (("w7", 1), ("w17999", 1), ("ferry", 1), ("x" * 100, 1), ("the", 1), ("beyond", 0)):
        assert client.get("/api/v1/articles/", {"search": query, "include": "highlight"}).json()["count"] == count


def test_words_too_long_to_be_words_are_not_in_the_vocabulary() -> None:
    factories.published(f"A {'harbour' * 20} bridge", authors=[], byline="By me")
    assert list(SearchWord.objects.values_list("shown", flat=True)) == ["bridge"]
