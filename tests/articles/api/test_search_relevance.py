"""The order of search results."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.search import ranking
from tests import factories
from tests.articles.api.searching import NOON, answer, found

pytestmark = pytest.mark.django_db


class TestRelevance:
    def test_headline_then_standfirst_then_byline_then_text(self, client: Client) -> None:
        factories.published("In the text", body="<p>Something about the harbour, and more.</p>", at=NOON)
        factories.published("In the byline", byline="By the Harbour Desk", at=NOON)
        factories.published("In the standfirst", standfirst="Something about the harbour.", at=NOON)
        factories.published("Harbour", at=NOON)
        assert found(client, "harbour") == ["harbour", "in-the-standfirst", "in-the-byline", "in-the-text"]

    def test_among_equals_the_new_wins(self, client: Client) -> None:
        now = timezone.now() - timedelta(minutes=1)
        for slug, days in (("old", 400), ("new", 0), ("older", 800), ("month", 30)):
            factories.published("Harbour", slug=slug, at=now - timedelta(days=days))
        assert found(client, "harbour") == ["new", "month", "old", "older"]

    def test_an_old_story_about_it_wins_against_new_ones_that_mention_it(self, client: Client) -> None:
        now = timezone.now() - timedelta(minutes=1)
        factories.published("Harbour reopens", at=now - timedelta(days=4000))
        factories.published("Mentioned once", body="<p>The harbour.</p>", at=now)
        factories.published("Mentioned often", body=f"<p>{'The harbour. ' * 20}</p>", at=now)
        assert found(client, "harbour")[0] == "harbour-reopens"

    def test_ties_are_broken_by_id(self, client: Client) -> None:
        stories = [factories.published("Harbour", authors=[], byline="Staff", at=NOON) for _ in range(4)]
        expected = [story.slug for story in sorted(stories, key=lambda story: story.pk, reverse=True)]
        assert found(client, "harbour") == expected

    def test_of_very_many_only_some_are_ranked_and_all_are_listed(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ranking, "RANKED", 2)
        now = timezone.now()
        factories.published("Harbour", at=now - timedelta(days=900))
        for days, times in enumerate((1, 1, 9, 9, 9, 9), start=1):
            body = f"<p>{'The harbour. ' * times}</p>"
            factories.published(f"Day {days}", body=body, at=now - timedelta(days=100 * days))
        read = []
        for page in (1, 2, 3, 4):
            given = answer(client, "harbour", f"&page_size=2&page={page}")
            assert given["count"] == 7
            read += [card["slug"] for card in given["results"]]
        assert read == ["harbour", "day-1", "day-2", "day-3", "day-4", "day-5", "day-6"]

    def test_a_front_page_of_exclusions_is_in_order_too(self, client: Client) -> None:
        for hours in range(3):
            factories.published(f"Story {hours}", at=NOON + timedelta(hours=hours))
        assert found(client, "-harbour", "&page_size=2&page=2") == ["story-0"]
