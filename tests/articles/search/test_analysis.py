"""Text to terms."""

import pytest

from articles.search import analysis


def test_terms_begin_with_the_language_that_stemmed_them() -> None:
    assert analysis.terms("The Harbour’s bridges", "en") == ["en:the", "en:harbour", "en:bridg"]
    assert analysis.terms("bridges", "") == [":bridges"]


@pytest.mark.parametrize(
    ("language", "key"), [("en", "en"), ("en-GB", "en"), ("PT-br", "pt"), ("ja", ""), ("zh-Hant", ""), ("", "")]
)
def test_languages_without_a_stemmer_have_an_empty_key(language: str, key: str) -> None:
    assert analysis.stemming(language) == key


def test_every_stemmer_is_there_and_leaves_no_word_empty() -> None:
    for key in analysis.ALGORITHMS:
        assert analysis.term("a", key).startswith(f"{key}:")
        assert len(analysis.term("harbours", key)) > len(key) + 4


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("København", "kobenhavn"),
        ("œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Γέφυρα", "γεφυρα"),
        ("хороший", "хороший"),
        ("Ёлка", "елка"),
        ("كِتَابٌ", "كتاب"),
        ("शिक्षा", "शिक्षा"),
        ("ｗｉｄｅ", "wide"),
        ("Hale’s", "hale"),
        ("½", "12"),
        ("x" * 100, "x" * 64),
    ],
)
def test_words_lose_capitals_accents_and_genitives(word: str, folded: str) -> None:
    assert analysis.fold(word) == folded


def test_signs_separate_words() -> None:
    assert analysis.terms("cul-de-sac, l'eau a_b 1,000", "") == [
        ":cul", ":de", ":sac", ":l", ":eau", ":a", ":b", ":1", ":000",
    ]  # fmt: skip


def test_scripts_without_spaces_give_pairs_and_a_last_one() -> None:
    assert analysis.terms("橋が再開。Tokyo東", "en") == ["橋が", "が再", "再開", "開", "en:tokyo", "東"]
    assert analysis.terms("สะพาน", "")[:2] == ["สะ", "ะพ"]


def test_words_are_as_they_are_shown() -> None:
    assert analysis.words("L’Élection’s 2026 橋 port") == ["l", "élection", "2026", "port"]
