"""The readings of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.normal import aligned, normal
from articles.search.readings import read


def terms(text: str) -> list[str]:
    return [term.removeprefix(":") for term in read(normal(text)).terms("")]


def test_terms_begin_with_the_language_that_stemmed_them() -> None:
    assert read(normal("The Harbour’s bridges")).terms("en") == ["en:the", "en:harbour", "en:bridg"]
    assert read("bridges").terms("") == [":bridges"]


def test_scripts_without_spaces_give_pairs_and_a_last_one() -> None:
    assert read("橋が再開。Tokyo東").terms("en") == ["橋が", "が再", "再開", "開", "en:tokyo", "東"]
    assert read("人々").terms("") == ["人々", "々"]
    assert read("สะพาน").terms("")[:2] == ["สะ", "ะพ"]
    assert read("서울은").terms("ko") == ["서울", "울은", "은"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("COVID-19 cases", ["covid", "19", "cases", "", "covid19", "cases"]),
        ("O'Neill’s", ["o", "neill", "", "oneill"]),
        ("AT&T", ["at", "t", "", "att"]),
        ("a 3-D film", ["a", "3", "d", "film", "", "a", "3d", "film"]),
        ("cul-de-sac", ["cul", "de", "sac", "", "culdesac"]),
        ("F-16s", ["f", "16s", "", "f16s"]),
        ("col·lecció", ["col", "leccio", "", "colleccio"]),
        ("ארה״ב", ["ארה", "ב", "", "ארהב"]),
        ("1,000", ["1000", "", "1", "000"]),
        ("12,34,567", ["1234567", "", "12", "34", "567"]),
        ("1,000.50", ["1000", "50", "", "1", "000", "50"]),
        ("1,000m", ["1000m", "", "1", "000m"]),
        ("1 000 of", ["1", "000", "of", "", "1000", "of"]),
        ("N.A.T.O. met", ["nato", "met", "", "n", "a", "t", "o", "met"]),
        # None of these.
        ("won 3-2 in 2019-20", ["won", "3", "2", "in", "2019", "20"]),
        ("3.5 and 0,123", ["3", "5", "and", "0", "123"]),
        ("in 2019 100 200", ["in", "2019", "100", "200"]),
        ("Hale’s bridge", ["hale", "bridge"]),
        ("l'eau a_b,c", ["l", "eau", "a", "b", "c", "", "leau", "a"]),
        ("a - b, 'c' & d", ["a", "b", "c", "d"]),
        ("Brand™", ["brand"]),
    ],
)
def test_other_readings_stand_behind_the_text(text: str, found: list[str]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    "text", ["1,000", "1.000", "1'000", "1’000", "1\u00a0000", "1\u202f000", "1\u2009000", "١٬٠٠٠"]
)
def test_a_number_is_one_word_however_its_digits_are_grouped(text: str) -> None:
    assert terms(text)[0] == "1000"


@pytest.mark.parametrize("sign", "'’‘ʼʻ`´′＇")
def test_an_apostrophe_is_one_whichever_key_gave_it(sign: str) -> None:
    assert terms(f"O{sign}Neill") == ["o", "neill", "", "oneill"]


INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u034f\u061c\u180e\ufe0f"


@pytest.mark.parametrize("sign", INVISIBLE)
def test_nothing_invisible_hides_a_word(sign: str) -> None:
    assert terms(f"the {sign}har{sign}bour{sign} is") == ["the", "harbour", "is"]
    assert terms(f"COVID-{sign}19") == ["covid", "19", "", "covid19"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ｗｉｄｅ", "wide"),
        ("ＡＴ＆Ｔ", "AT&T"),
        ("ﬁsh", "fish"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("\ufef3\ufe91\ufea4\ufe9a", "يبحث"),
        ("۲۰۲۶", "2026"),
        ("٢٠٢٦", "2026"),
        ("२०२६", "2026"),
        ("𝔟ridge", "bridge"),
        ("½", " 1⁄2"),
        ("1½", "1 1⁄2"),
        ("cafe\u0301", "café"),
        ("\u1103\u1161\u1105\u1175", "다리"),
    ],
)
def test_signs_that_mean_the_same_are_the_same(text: str, plain: str) -> None:
    assert normal(text) == plain


TEXTS = st.text(
    st.sampled_from("ab 19-.,'’é\u0301\u00ad\u200bｶﾞﾞ½①ﬁ서울은\u1103\u1161\u11a8橋が東\u00a0０") | st.characters()
)


@given(TEXTS)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(TEXTS)
def test_every_term_has_its_place_in_the_text(text: str) -> None:
    found = aligned(text)
    if found is None:
        return
    assert found.text == normal(text)
    assert len(found.starts) == len(found.ends) == len(found.text)
    for token in read(found.text).tokens:
        assert 0 <= token.start < token.end <= len(found.text)
        start, end = found.starts[token.start], found.ends[token.end - 1]
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_what_is_typed_as_it_stands_is_found(text: str) -> None:
    """One of the readings of a query is the one by which the text is indexed."""
    reading = read(normal(text))
    whole = [token.term("") for token in reading.ways()[0] if token.term("")]
    assert reading.terms("")[: len(whole)] == whole
