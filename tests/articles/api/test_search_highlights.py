"""`include=highlight`: marked matches."""

import json
import re

import pytest
from django.test import Client

from tests import factories
from tests.articles.api.searching import answer

pytestmark = pytest.mark.django_db


class TestHighlights:
    def highlight(self, client: Client, query: str, rest: str = "") -> dict[str, str]:
        return dict(answer(client, query, f"&include=highlight{rest}")["results"][0]["highlight"])

    @pytest.mark.usefixtures("three")
    def test_come_with_each_card(self, client: Client) -> None:
        cards = answer(client, "bridges", "&fields=slug&include=highlight")["results"]
        assert cards == [
            {
                "slug": "harbour-bridge-reopens",
                "highlight": {
                    "headline": "Harbour <mark>bridge</mark> reopens",
                    "snippet": "Two ferries waited below.",
                },
            },
            {
                "slug": "ferry-line-closes",
                "highlight": {
                    "headline": "Ferry line closes",
                    "snippet": "The <mark>bridge</mark> took its passengers.",
                },
            },
        ]
        whole = answer(client, "bridges", "&include=highlight")["results"][0]
        assert list(whole)[-2:] == ["views", "highlight"]

    def test_are_safe_html(self, client: Client) -> None:
        factories.published('Harbour <b>& "bridge"</b>', body="<p>1 &lt; 2 &amp; harbour <em>x</em></p>")
        assert self.highlight(client, "harbour bridge") == {
            "headline": "<mark>Harbour</mark> &lt;b&gt;&amp; &quot;<mark>bridge</mark>&quot;&lt;/b&gt;",
            "snippet": "1 &lt; 2 &amp; <mark>harbour</mark> x",
        }

    def test_show_thirty_words_around_the_best_match(self, client: Client) -> None:
        filler = " ".join(f"word{number}" for number in range(60))
        factories.published("Long", body=f"<p>A harbour. {filler} the harbour bridge {filler}.</p><p>{filler}</p>")
        snippet = self.highlight(client, "bridge harbour")["snippet"]
        assert snippet.startswith("… word47 word48")
        assert "the <mark>harbour</mark> <mark>bridge</mark> word0" in snippet
        assert snippet.endswith(" …")
        assert len(re.findall(r"\w+", re.sub("</?mark>", "", snippet))) == 30

    def test_come_from_the_standfirst_where_the_text_has_no_match(self, client: Client) -> None:
        factories.published("Story", standfirst="About the harbour.", body="<p>Something else.</p>")
        assert self.highlight(client, "harbour")["snippet"] == "About the <mark>harbour</mark>."

    def test_know_forms_phrases_and_beginnings(self, client: Client) -> None:
        factories.published("Les élèves et le pont", language="fr", body="<p>Hale’s pont. Des ponts, un élève.</p>")
        assert self.highlight(client, "ponts eleve")["headline"] == ("Les <mark>élèves</mark> et le <mark>pont</mark>")
        assert self.highlight(client, '"des ponts"')["snippet"] == (
            "Hale’s pont. <mark>Des</mark> <mark>ponts</mark>, un élève."
        )
        assert self.highlight(client, "hal*")["snippet"] == "<mark>Hale’s</mark> pont. Des ponts, un élève."

    def test_know_scripts_without_spaces(self, client: Client) -> None:
        factories.published("港の橋が再開した", language="ja")
        assert self.highlight(client, "橋が再開")["headline"] == "港の<mark>橋が再開</mark>した"
        assert self.highlight(client, "橋")["headline"] == "港の<mark>橋</mark>が再開した"

    def test_are_of_what_was_published(self, client: Client) -> None:
        article = factories.published("Harbour", body="<p>The harbour.</p>")
        article.headline, article.body = "Secret harbour", "<p>A secret harbour.</p>"
        article.save()
        assert self.highlight(client, "harbour") == {
            "headline": "<mark>Harbour</mark>",
            "snippet": "The <mark>harbour</mark>.",
        }

    @pytest.mark.usefixtures("three")
    def test_mark_nothing_where_nothing_is_wanted(self, client: Client) -> None:
        assert "<mark>" not in json.dumps(answer(client, "-budget", "&include=highlight"))

    def test_need_a_search(self, client: Client) -> None:
        detail = "include=highlight needs search: it marks what a search has found."
        problem = client.get("/api/v1/articles/?include=highlight")
        assert problem.status_code == 400
        assert problem.json()["errors"] == [{"parameter": "include", "code": "invalid_choice", "detail": detail}]


def test_a_text_full_of_matches_takes_no_longer_than_others(client: Client) -> None:
    """Every word matches, sixty times over. Only part of the text is examined: marking all of it took minutes."""
    factories.published("Tides", body=f"<p>{'tide turns to the town ' * 4000}</p>")
    query = "+".join(["t*"] * 60)
    given = client.get(f"/api/v1/articles/?search={query}&include=highlight").json()["results"][0]
    assert given["highlight"]["snippet"].startswith("<mark>tide</mark> <mark>turns</mark>")
