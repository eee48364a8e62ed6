"""`corrected`: the words that were searched instead, the same on both databases except for DIFFERENCES."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.publishing import verbs
from tests import factories
from tests.articles.api.searching import answer

pytestmark = pytest.mark.django_db


POSTGRESQL = connection.vendor == "postgresql"
# The only difference: SQLite finds near words only among those with the same first letter.
DIFFERENCES = {"first_letter": "harbour" if POSTGRESQL else None}


@pytest.mark.usefixtures("three")
class TestSpelling:
    @pytest.mark.parametrize("wrong", ["harbor", "harbuor", "harbourr", "hrabour", "harboor", "Harbuor’s"])
    def test_is_corrected_where_nothing_is_found(self, client: Client, wrong: str) -> None:
        given = answer(client, f"{wrong} bridge", "&fields=slug")
        assert given == {
            "count": 1,
            "corrected": "harbour bridge",
            "next": None,
            "previous": None,
            "results": [{"slug": "harbour-bridge-reopens"}],
        }

    def test_keeps_what_is_right(self, client: Client) -> None:
        assert answer(client, '"harbuor brigde" -budget clo*')["count"] == 0
        assert answer(client, '"harbuor brigde" -budget reop*')["corrected"] == '"harbour bridge" -budget reop*'

    def test_shows_accents_as_they_are_published(self, client: Client) -> None:
        factories.published("Élection au port", language="fr")
        assert answer(client, "elecsion")["corrected"] == "élection"

    def test_is_corrected_on_every_page_and_by_cursor(self, client: Client) -> None:
        for _ in range(2):
            factories.published("Harbour bridge")
        read = []
        for start in ("&page_size=2&fields=id", "&page_size=2&fields=id&cursor="):
            url = f"/api/v1/articles/?search=harbuor{start}"
            while url:
                page = client.get(url).json()
                assert page["corrected"] == "harbour"
                read += [card["id"] for card in page["results"]]
                url = page["next"]
        assert (len(read), len(set(read))) == (6, 3)

    def test_is_left_alone_where_something_is_found(self, client: Client) -> None:
        factories.published("Harbuor festival")
        assert "corrected" not in answer(client, "harbuor")

    def test_is_left_alone_where_only_the_combination_is_not_found(self, client: Client) -> None:
        assert answer(client, "harbour budget") == {"count": 0, "next": None, "previous": None, "results": []}
        assert answer(client, "harbour", "&genre=opinion")["count"] == 0

    def test_is_left_alone_where_words_are_short_or_far(self, client: Client) -> None:
        for query in ("vot", "2o26", "hrbr", "lighthouse", "harbuor lighthouse"):
            assert "corrected" not in answer(client, query)

    def test_of_the_first_letter(self, client: Client) -> None:
        assert answer(client, "garbour").get("corrected") == DIFFERENCES["first_letter"]

    def test_never_by_a_word_of_what_is_not_live(self, client: Client) -> None:
        now = timezone.now()
        factories.draft("Zeppelins")
        verbs.schedule(factories.draft("Zeppelinx"), now + timedelta(hours=1))
        withdrawn = factories.published("Zeppelinz")
        assert answer(client, "zepelinz")["corrected"] == "zeppelinz"
        verbs.unpublish(withdrawn)
        assert answer(client, "zepelinz") == {"count": 0, "next": None, "previous": None, "results": []}

    def test_the_word_of_the_most_stories_is_chosen(self, client: Client) -> None:
        for headline in ("Marten", "Martin", "Martin"):
            factories.published(headline)
        assert answer(client, "martun")["corrected"] == "martin"
