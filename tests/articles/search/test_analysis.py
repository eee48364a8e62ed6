"""Text to terms."""

import pytest

from articles.search import analysis


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


def test_words_are_as_they_are_shown() -> None:
    assert analysis.words("L’Élection’s 2026 橋 port") == ["l", "élection", "2026", "port"]
