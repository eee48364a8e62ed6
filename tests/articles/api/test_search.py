"""`search=`: full text, the same on both databases."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.api.searching import LANGUAGES, NOON, answer, found

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize("rest", ["", "&include=highlight", "&ordering=-published_at", "&cursor="])
def test_a_search_takes_four_queries_however_many_are_found(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int, rest: str
) -> None:
    for _ in range(stories):
        factories.published("Harbour", tags=[factories.tag()], lead=factories.image())
    with django_assert_num_queries(3 if "cursor" in rest else 4):
        assert len(found(client, "harbour", rest)) == stories


@pytest.mark.usefixtures("three")
class TestWhatIsNotLive:
    def test_is_not_found(self, client: Client) -> None:
        assert found(client, "secret") == []
        verbs.unpublish(Article.objects.get(slug="budget-vote"))
        assert found(client, "budget") == []
        verbs.kill(Article.objects.get(slug="ferry-line-closes"), "Not true.")
        assert found(client, "passengers") == []
        verbs.schedule(factories.draft("Lighthouse"), timezone.now() + timedelta(hours=1))
        assert found(client, "lighthouse") == []

    def test_the_text_as_published_is_searched(self, client: Client) -> None:
        article = Article.objects.get(slug="budget-vote")
        article.headline = "Tax vote"
        article.save()
        assert found(client, "tax") == []
        verbs.publish(article)
        assert (found(client, "tax"), found(client, "budget")) == (["budget-vote"], [])
