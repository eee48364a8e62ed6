"""`search=`: full text, the same on both databases but for what DIFFERENCES names."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article
from articles.search import ranking
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
POSTGRESQL = connection.vendor == "postgresql"
# The only difference: SQLite looks for near words among those that begin with the same letter.
DIFFERENCES = {"first_letter": "harbour" if POSTGRESQL else None}


def answer(client: Client, query: str, rest: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/articles/?search={quote(query)}{rest}")
    assert response.status_code == 200, response.content
    return dict(response.json())


def found(client: Client, query: str, rest: str = "") -> list[str]:
    given = answer(client, query, rest)
    # What was found by another spelling was not found.
    return [] if "corrected" in given else [card["slug"] for card in given["results"]]


@pytest.fixture
def three() -> None:
    factories.published("Harbour bridge reopens", body="<p>Two ferries waited below.</p>", at=NOON)
    factories.published(
        "Ferry line closes", body="<p>The bridge took its passengers.</p>", at=NOON + timedelta(hours=1)
    )
    factories.published("Budget vote", standfirst="Café owners object.", byline="By the night desk", at=NOON)
    factories.draft("Secret bridge plan")


@pytest.mark.usefixtures("three")
class TestWords:
    def test_are_found_in_headline_standfirst_body_and_byline(self, client: Client) -> None:
        assert found(client, "budget") == ["budget-vote"]
        assert found(client, "owners") == ["budget-vote"]
        assert found(client, "passengers") == ["ferry-line-closes"]
        assert found(client, "night desk") == ["budget-vote"]

    def test_are_found_in_other_forms_and_without_accents(self, client: Client) -> None:
        assert found(client, "bridges") == ["harbour-bridge-reopens", "ferry-line-closes"]
        assert found(client, "FERRY'S") == ["ferry-line-closes", "harbour-bridge-reopens"]
        assert found(client, "cafe") == found(client, "CAFÉ") == found(client, "cafe\u0301") == ["budget-vote"]

    def test_must_all_be_there(self, client: Client) -> None:
        assert found(client, "bridge passengers") == ["ferry-line-closes"]
        assert found(client, "bridge budget") == []

    def test_that_are_common_are_words_like_any_other(self, client: Client) -> None:
        assert found(client, "the") == ["budget-vote", "ferry-line-closes"]
        assert found(client, "the bridge") == ["ferry-line-closes"]

    def test_make_a_phrase_between_quotation_marks(self, client: Client) -> None:
        assert found(client, '"harbour bridge"') == ["harbour-bridge-reopens"]
        assert found(client, "“Harbour Bridges”") == ["harbour-bridge-reopens"]
        assert found(client, '"bridge harbour"') == []
        assert found(client, "harbour-bridge") == ["harbour-bridge-reopens"]
        assert found(client, "bridge-harbour") == []

    def test_do_not_make_a_phrase_across_headline_and_standfirst(self, client: Client) -> None:
        assert found(client, '"vote cafe"') == []

    def test_are_excluded_by_a_minus(self, client: Client) -> None:
        assert found(client, "bridge -ferries") == []
        assert found(client, "bridge -passengers") == ["harbour-bridge-reopens"]
        assert found(client, 'bridge -"harbour bridge"') == ["ferry-line-closes"]
        assert found(client, 'bridge -"bridge harbour"') == ["harbour-bridge-reopens", "ferry-line-closes"]
        assert found(client, "bridge -pass*") == ["harbour-bridge-reopens"]

    def test_that_are_only_excluded_leave_the_rest_newest_first(self, client: Client) -> None:
        assert found(client, "-budget") == ["ferry-line-closes", "harbour-bridge-reopens"]

    def test_may_be_given_by_their_beginning(self, client: Client) -> None:
        assert found(client, "harb*") == ["harbour-bridge-reopens"]
        assert found(client, "ferr*") == ["ferry-line-closes", "harbour-bridge-reopens"]
        assert found(client, "ferry*") == ["ferry-line-closes", "harbour-bridge-reopens"]
        assert found(client, '"harbour bri"*') == ["harbour-bridge-reopens"]
        assert found(client, "harb") == []

    def test_combine_with_other_parameters(self, client: Client) -> None:
        assert found(client, "bridge", "&published_after=2026-05-01T12:30:00Z") == ["ferry-line-closes"]
        assert found(client, "bridge", "&ordering=-published_at") == ["ferry-line-closes", "harbour-bridge-reopens"]
        assert found(client, "bridge", "&cursor=&page_size=1") == ["ferry-line-closes"]
        assert answer(client, "bridge", "&fields=slug&page_size=1") == {
            "count": 2,
            "next": "https://news.test/api/v1/articles/?fields=slug&page=2&page_size=1&search=bridge",
            "previous": None,
            "results": [{"slug": "harbour-bridge-reopens"}],
        }


LANGUAGES = {
    "en": ("The bridges reopen", "bridge"),
    "es": ("Las canciones del puerto", "cancion"),
    "fr": ("Les élèves traversent les ponts", "pont eleve"),
    "de": ("Häuser an den Brücken", "brücke haus"),
    "pt": ("As casas velhas", "casa velha"),
    "it": ("I traghetti nuovi", "traghetto nuovo"),
    "el": ("Οι γέφυρες άνοιξαν", "γεφυρα"),
    "ar": ("الجسور القديمة", "جسور"),
    "ru": ("Хорошие мосты", "мост хороший"),
    "ja": ("港の橋が再開", "再開"),
    "zh": ("海港大桥重新开放", "大桥"),
    "ko": ("다리 다시 열려", "다리"),
    "pt-BR": ("Pontes novas", "ponte nova"),
}


class TestLanguages:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_has_its_own_forms(self, client: Client, language: str) -> None:
        for code, (headline, _) in LANGUAGES.items():
            factories.published(headline, language=code, standfirst="", slug=f"in-{code.lower()}")
        expected = [f"in-{language.lower()}"]
        assert found(client, LANGUAGES[language][1]) == expected
        assert found(client, LANGUAGES[language][0]) == expected

    def test_the_forms_of_one_do_not_count_in_another(self, client: Client) -> None:
        factories.published("Univers en expansion", language="fr")
        factories.published("Campus opens", language="en")
        assert found(client, "universal") == []
        assert found(client, "univers") == ["univers-en-expansion"]

    def test_one_query_finds_stories_in_several(self, client: Client) -> None:
        for number, language in enumerate(("en", "fr", "es", "zh")):
            factories.published("Halewood", language=language, slug=language, at=NOON + timedelta(days=number))
        assert found(client, "halewood", "&ordering=-published_at") == ["zh", "es", "fr", "en"]
        assert found(client, "halewood", "&language=fr") == ["fr"]

    def test_without_spaces_parts_of_a_line_are_found(self, client: Client) -> None:
        factories.published("港の橋が再開", language="ja", slug="japanese", body="<p>東京Towerの前</p>")
        for query in ("橋", "橋が再開", "再", "開", "港*", "東京Tower", "tower"):
            assert found(client, query) == ["japanese"]
        for query in ("橋港", "再開橋", "京都"):
            assert found(client, query) == []


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


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize("rest", ["", "&include=highlight", "&ordering=-published_at", "&cursor="])
def test_a_search_takes_four_queries_however_many_are_found(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int, rest: str
) -> None:
    for _ in range(stories):
        factories.published("Harbour", tags=[factories.tag()], lead=factories.image())
    with django_assert_num_queries(3 if "cursor" in rest else 4):
        assert len(found(client, "harbour", rest)) == stories


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
        publishing.schedule(factories.draft("Zeppelinx"), now + timedelta(hours=1))
        withdrawn = factories.published("Zeppelinz")
        assert answer(client, "zepelinz")["corrected"] == "zeppelinz"
        publishing.unpublish(withdrawn)
        assert answer(client, "zepelinz") == {"count": 0, "next": None, "previous": None, "results": []}

    def test_the_word_of_the_most_stories_is_chosen(self, client: Client) -> None:
        for headline in ("Marten", "Martin", "Martin"):
            factories.published(headline)
        assert answer(client, "martun")["corrected"] == "martin"


HOSTILE = [
    '"', '"unclosed', "*", "bridge*", "a AND", "NEAR(", "NEAR(a b, 5)", "(", ")", "headline:bridge", "'; --", "-",
    '-"', '-""', "%", "\\", "^bridge", "bridge:*", "a:*B", "!bridge", "a & b | !c", "<->", "a <2> b", "{headline} : x",
    "+", "—", "…", "🌉", "🌉 bridge", "\u202ebridge", "\u200fجسر", "ﷺ", "½", "ـــ", "_", "__", "''", "en:bridg",
    "a\u0301\u0301", "(" * 200, ")" * 200, '"' * 200, "* " * 100, "- " * 100, "a " * 100, "a* " * 66, "橋" * 200,
    "橋 " * 100, "x" * 200, " ".join(map(chr, range(0x61, 0x7B))) * 3, "' OR 1=1 --", "bridge\u00a0passengers",
    "\ud7ff", "\U0010ffff", "𝔟ridge",
]  # fmt: skip


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_a_syntax_error(client: Client, query: str) -> None:
    answer(client, query, "&include=highlight")
    answer(client, f"bridge {query}"[:200])
    answer(client, f"-{query}"[:200], "&cursor=")


@pytest.mark.parametrize("query", ["...", '"-"', "*", "- -", "—"])
@pytest.mark.usefixtures("three")
def test_a_query_without_words_finds_nothing(client: Client, query: str) -> None:
    assert found(client, query) == []


@pytest.mark.parametrize("query", ["bridge", "-bridge", "…"])
def test_an_empty_newsroom_has_nothing_to_find(client: Client, query: str) -> None:
    assert answer(client, query) == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("query", ["a\0b", "a\nb", "\t", "\x7f"])
def test_control_characters_are_refused(client: Client, query: str) -> None:
    problem = client.get(f"/api/v1/articles/?search={quote(query)}")
    assert (problem.status_code, problem.json()["errors"][0]["parameter"]) == (400, "search")


# Of the characters that queries are made of, and of all others.
CHARACTERS = st.sampled_from(" \"*-()&|!<>:^'’sab橋") | st.characters(exclude_categories=["Cs"])


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(CHARACTERS, max_size=60), language=st.sampled_from([*LANGUAGES, "tr", "hi", "ta", "hy", "ga"]))
@example(query="İ’s", language="tr")
def test_whatever_is_typed_is_answered_and_published(client: Client, query: str, language: str) -> None:
    story = Article.objects.filter(language=language).first() or factories.draft("Bridge", language=language)
    story.standfirst = query.replace("\0", "")
    publishing.publish(story)
    response = client.get("/api/v1/articles/", {"search": query, "include": "highlight"})
    assert response.status_code in {200, 400}
    if response.status_code == 400:
        assert [error["parameter"] for error in response.json()["errors"]] == ["search"]
        return
    for card in response.json()["results"]:
        bare = re.sub("</?mark>", "", "".join(card["highlight"].values()))
        assert not set("<>\"'") & set(bare)


@pytest.mark.usefixtures("three")
class TestWhatIsNotLive:
    def test_is_not_found(self, client: Client) -> None:
        assert found(client, "secret") == []
        publishing.unpublish(Article.objects.get(slug="budget-vote"))
        assert found(client, "budget") == []
        publishing.kill(Article.objects.get(slug="ferry-line-closes"), "Not true.")
        assert found(client, "passengers") == []
        publishing.schedule(factories.draft("Lighthouse"), timezone.now() + timedelta(hours=1))
        assert found(client, "lighthouse") == []

    def test_the_text_as_published_is_searched(self, client: Client) -> None:
        article = Article.objects.get(slug="budget-vote")
        article.headline = "Tax vote"
        article.save()
        assert found(client, "tax") == []
        publishing.publish(article)
        assert (found(client, "tax"), found(client, "budget")) == (["budget-vote"], [])
