"""Cleaning incoming text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import text

# Includes half surrogates.
EVERYTHING = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    "typed",
    [
        "10\u00a0km",
        "«\u202fÉté\u202f»\u00a0:",
        "10\u2009000\u2007kg, 1\u200a%",
        "漢\u3000字",
        "Donau\u00addampf\u00adschiff",
        "می\u200cخواهم",
        "ශ\u0dca\u200dරී",
        "👩🏽\u200d🚀 ❤\ufe0f",
        "ไทย\u200bแลนด์",
        "\u2067עברית\u2069",
        "e\u0301 is not composed",
        "non\u2011breaking",
    ],
)
def test_typography_stays_in_running_text_and_in_lines(typed: str) -> None:
    assert text.clean(typed) == text.line(typed) == text.opaque(typed) == typed


@pytest.mark.parametrize(
    ("typed", "stored", "in_a_line"),
    [
        ("One\r\ntwo\rthree\nfour", "One\ntwo\nthree\nfour", "One two three four"),
        ("One\u2028two\u2029three", "One\ntwo\nthree", "One two three"),
        ("One\x85two", "One\ntwo", "One two"),
        ("One\x0btwo\x0cthree", "One\ntwo\nthree", "One two three"),
        ("a\tb", "a\tb", "a b"),
        ("a \n b", "a \n b", "a b"),
        ("10\u00a0\nkm", "10\u00a0\nkm", "10\u00a0 km"),
        ("a\x00b\x07c\x1fd\x7fe\x80f\x9fg", "abcdefg", "abcdefg"),
        ("a\ufffeb\uffffc\ufdd0d\U0001fffee\U0010ffff", "abcde", "abcde"),
        ("a\ud800b\udfffc", "abc", "abc"),
        ("\ufeffHeadline", "Headline", "Headline"),
    ],
)
def test_what_nobody_sees_goes_and_lines_end_in_one_way(typed: str, stored: str, in_a_line: str) -> None:
    assert (text.clean(typed), text.line(typed)) == (stored, in_a_line)


@pytest.mark.parametrize("typed", ["\u200b", " \u00ad\u2060 ", "\x00\n", "\u3164", "\u200d\ufeff", "\u2800"])
def test_a_line_of_nothing_to_see_is_empty(typed: str) -> None:
    assert text.line(typed) == ""
    assert text.name(typed) == "" or text.is_blank(text.name(typed))


@pytest.mark.parametrize(
    ("credit", "stored"),
    [
        ("©  Halewood\u00a0/\u200bPool\t\n ", "©  Halewood\u00a0/\u200bPool\t\n "),
        ("e\u0301\u2028\x7f\x85\ufdd0", "e\u0301\u2028\x7f\x85\ufdd0"),
        ("\x00Hale\x0ewood\ufffe\ud83d", "Halewood"),
        ("Halewood\x0bPool\x0cTwo", "Halewood Pool Two"),
    ],
)
def test_of_a_credit_only_what_no_format_can_carry_goes(credit: str, stored: str) -> None:
    assert text.opaque(credit) == stored


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  New\u00a0 York\u2003", "New York"),
        ("New\u3164York", "New York"),
        ("New\nYork", "New York"),
        ("New\x0bYork", "New York"),
        ("\x0cNew\x0b York\x0b", "New York"),
        ("Gaza\u200b", "Gaza"),
        ("\ufeffGa\u00adza\u2060\u200e", "Gaza"),
        ("Ga\u200dza\ufe0f", "Gaza"),
        ("Cafe\u0301", "Café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ශ\u0dca\u200dරී ලංකා", "ශ\u0dca\u200dරී ලංකා"),
        ("👩🏽\u200d🚀 ❤\ufe0f\u200d🔥", "👩🏽\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("葛\U000e0100城市", "葛\U000e0100城市"),
    ],
)
def test_names(typed: str, name: str) -> None:
    assert text.name(typed) == name


@pytest.mark.parametrize(
    "alike",
    [
        ("Covid", "COVID", "covid", "Ｃｏｖｉｄ", "Co\u00advid", "ＣＯＶＩＤ\u200b"),
        ("İstanbul", "istanbul", "ISTANBUL", "Istanbul", "ıstanbul", "I\u0307stanbul"),
        ("Straße", "STRASSE", "STRAẞE", "strasse", "Straſſe"),
        ("New York", "new\u00a0york", "New  York", "NEW\u3000YORK"),
        ("Café", "Cafe\u0301", "CAFÉ"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("O'Neill", "O’Neill", "O‘NEILL"),
        ("Covid-19", "Covid‑19", "COVID–19"),
        ("CO2", "CO₂", "co²"),
        ("ﬁnance", "Finance"),
        ("می\u200cخواهم", "میخواهم"),
        ("ｶﾞｽ", "ガス"),
        ("Ⅳ", "iv"),
    ],
)
def test_names_that_differ_in_case_form_or_what_nobody_sees_are_one(alike: tuple[str, ...]) -> None:
    assert len({text.key(one) for one in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Osterreich", "Österreich"), ("New York", "NewYork"), ("Gaza", "Gazà"), ("Ryanair", "Ryan Air"), ("И", "Й")],
)
def test_names_that_read_otherwise_are_two(one: str, other: str) -> None:
    assert text.key(one) != text.key(other)


def test_keys_have_room_in_their_column_and_stay_apart() -> None:
    one, other = "ﷺ" * 99 + "a", "ﷺ" * 99 + "b"
    assert text.key(one) != text.key(other)
    assert max(len(text.key(one)), len(text.key(other))) <= text.LONGEST_KEY


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Österreich", "osterreich"),
        ("ÆRØ", "aero"),
        ("क्या", "क्या"),
        ("ガス", "ガス"),
        ("שָׁלוֹם", "שלום"),
        ("\u0301\u00ad", ""),
    ],
)
def test_names_are_searched_without_accents(name: str, folded: str) -> None:
    assert text.folded(name) == folded


def test_what_names_are_searched_in_has_room_in_its_column() -> None:
    assert len(text.folded("ﷺ" * 200)) == text.LONGEST_FOLDED


@given(EVERYTHING)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    for clean in (text.clean, text.line, text.opaque, text.name, text.key):
        once = clean(typed)
        assert clean(once) == once
    assert text.key(text.name(typed)) == text.key(typed)


@given(EVERYTHING)
def test_whatever_is_typed_fits_into_json_and_xml(typed: str) -> None:
    for clean in (text.clean, text.line, text.opaque, text.name):
        cleaned = clean(typed)
        cleaned.encode()
        assert not {c for c in cleaned if c in "\ufffe\uffff" or (unicodedata.category(c) == "Cc" and c < "\x20")} - {
            "\t",
            "\n",
            "\r",
        }
