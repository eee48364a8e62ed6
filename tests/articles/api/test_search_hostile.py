"""Every search is answered, whatever is typed."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.api.searching import LANGUAGES, answer, found

pytestmark = pytest.mark.django_db


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


# Characters with a meaning in queries, and all others.
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
    verbs.publish(story)
    response = client.get("/api/v1/articles/", {"search": query, "include": "highlight"})
    assert response.status_code in {200, 400}
    if response.status_code == 400:
        assert [error["parameter"] for error in response.json()["errors"]] == ["search"]
        return
    for card in response.json()["results"]:
        bare = re.sub("</?mark>", "", "".join(card["highlight"].values()))
        assert not set("<>\"'") & set(bare)
