"""`search=`: full text, the same in spirit on both databases."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stories() -> None:
    factories.published("Harbour bridge reopens", body="<p>Two ferries waited below.</p>", at=NOON)
    factories.published(
        "Ferry line closes", body="<p>The bridge took its passengers.</p>", at=NOON + timedelta(hours=1)
    )
    factories.published("Budget vote", standfirst="Café owners object.", byline="By the night desk", at=NOON)
    factories.draft("Secret bridge plan")


def found(client: Client, query: str) -> list[str]:
    answer = client.get(f"/api/v1/articles/?search={quote(query)}")
    assert answer.status_code == 200
    return [card["slug"] for card in answer.json()["results"]]


def test_words_are_found_in_headline_standfirst_body_and_byline(client: Client) -> None:
    assert found(client, "budget") == ["budget-vote"]
    assert found(client, "owners") == ["budget-vote"]
    assert found(client, "passengers") == ["ferry-line-closes"]
    assert found(client, "night desk") == ["budget-vote"]


def test_a_headline_counts_more_than_the_text(client: Client) -> None:
    assert found(client, "bridge") == ["harbour-bridge-reopens", "ferry-line-closes"]


def test_another_order_can_be_asked_for(client: Client) -> None:
    answer = client.get("/api/v1/articles/?search=bridge&ordering=-published_at").json()
    assert [card["slug"] for card in answer["results"]] == ["ferry-line-closes", "harbour-bridge-reopens"]


def test_words_are_found_in_other_forms_and_without_accents(client: Client) -> None:
    assert found(client, "bridges") == ["harbour-bridge-reopens", "ferry-line-closes"]
    assert found(client, "cafe") == ["budget-vote"]


def test_all_words_must_be_there(client: Client) -> None:
    assert found(client, "bridge passengers") == ["ferry-line-closes"]
    assert found(client, "bridge budget") == []


def test_phrases_and_exclusions(client: Client) -> None:
    assert found(client, '"harbour bridge"') == ["harbour-bridge-reopens"]
    assert found(client, '"bridge harbour"') == []
    assert found(client, "bridge -ferries") == []
    assert found(client, "bridge -passengers") == ["harbour-bridge-reopens"]


def test_exclusion_alone_leaves_the_rest(client: Client) -> None:
    assert found(client, "-bridge") == ["budget-vote"]


@pytest.mark.parametrize(
    "query",
    ['"', '"unclosed', "*", "bridge*", "a AND", "NEAR(", "(", ")", "headline:bridge", "'; --", "-", '-"', "%", "\\"],
)
def test_no_query_is_a_syntax_error(client: Client, query: str) -> None:
    found(client, query)


def test_what_is_unpublished_is_not_found(client: Client) -> None:
    assert found(client, "secret") == []
    publishing.unpublish(Article.objects.get(slug="budget-vote"))
    assert found(client, "budget") == []


def test_the_text_as_published_is_searched(client: Client) -> None:
    article = Article.objects.get(slug="budget-vote")
    article.headline = "Tax vote"
    article.save()
    assert found(client, "tax") == []
    publishing.publish(article)
    assert (found(client, "tax"), found(client, "budget")) == (["budget-vote"], [])
