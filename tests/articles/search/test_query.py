"""Parsing what readers type."""

import pytest

from articles.search import analysis, query
from articles.search.normal import normal
from articles.search.query import Part, Phrase
from articles.search.readings import read


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("harbour bridge", [Part("harbour", 0, False), Part("bridge", 8, False)], []),
        ('"harbour bridge" -ferry', [Part("harbour bridge", 1, False)], [Part("ferry", 18, False)]),
        ('-"harbour bridge"', [], [Part("harbour bridge", 2, False)]),
        ("harb* “new bri”*", [Part("harb*", 0, True), Part("new bri", 7, True)], []),
        ("cul-de-sac", [Part("cul-de-sac", 0, False)], []),
        ('"unclosed phrase', [Part('"unclosed', 0, False), Part("phrase", 10, False)], []),
        ("a OR b", [Part("a", 0, False), Part("OR", 2, False), Part("b", 5, False)], []),
        ('- -- * "" "-" … (', [], []),
    ],
)
def test_parts(text: str, wanted: list[Part], unwanted: list[Part]) -> None:
    assert query.parse(text) == query.Query(tuple(wanted), tuple(unwanted))


@pytest.mark.parametrize(
    ("text", "key", "phrases"),
    [
        ("bridges", "en", [Phrase(("en:bridg",), False)]),
        ("harbour-bridges", "en", [Phrase(("en:harbour", "en:bridg"), False), Phrase(("en:harbourbridg",), False)]),
        ("covid19", "", [Phrase((":covid", ":19"), False), Phrase((":covid19",), False)]),
        ("1,000", "", [Phrase((":1", ":000"), False), Phrase((":1000",), False)]),
        ("o'ne*", "", [Phrase((":o", ":ne"), True), Phrase((":one",), True)]),
        ("서울은", "", [Phrase(("서울", "울"), True), Phrase(("서울", "울은", "은"), True)]),
        ("회의", "", [Phrase(("회의", "의"), True)]),
        ("harb*", "en", [Phrase(("en:harb",), True)]),
        ("ferry*", "en", [Phrase(("en:ferri",), True), Phrase(("en:ferry",), True)]),
        ("ferry*", "", [Phrase((":ferry",), True)]),
        ("橋", "en", [Phrase(("橋",), True)]),
        ("再開", "", [Phrase(("再開", "開"), True)]),
    ],
)
def test_phrases_in_a_language(text: str, key: str, phrases: list[Phrase]) -> None:
    (part,) = query.parse(text).wanted
    assert sorted(query.phrases(part, key)) == phrases


def test_a_branch_for_each_language_in_which_the_terms_differ() -> None:
    assert len(query.branches(query.parse("bridges").wanted, ["", "en", "fr"])) == 3
    assert len(query.branches(query.parse("再開 橋").wanted, ["", "en", "fr"])) == 1


def test_a_word_typed_twice_is_looked_for_once() -> None:
    assert query.branches(query.parse("bridge bridges").wanted, ["en"]) == [((Phrase(("en:bridg",), False),),)]


def test_nothing_in_a_term_means_anything_to_a_database() -> None:
    hostile = "'; \"a\" b\\c & d | !e <-> (f) ^g NEAR/2 h:* i{j} ⁂ ·l·l a'b a’s"
    for key in ["", *analysis.ALGORITHMS]:
        assert not set("'\"\\&|!<>()^*{} /") & set("".join(read(normal(hostile)).terms(key)))
