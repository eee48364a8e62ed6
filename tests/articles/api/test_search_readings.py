"""Words with several spellings find each other, and are marked where they occur."""

import pytest
from django.test import Client

from articles import search
from articles.models import PublishedArticle
from articles.publishing.upkeep import Upkeep
from tests import factories
from tests.articles.api.searching import answer, found

pytestmark = pytest.mark.django_db

# Words in a story, and words that find it; in English unless another language is named.
SAME = [
    ("COVID-19 wards", ["covid19", "COVID 19", "covid-19", "covid", "COVID‑19", '"covid19 wards"', '"covid-19 wards"']),
    ("Covid19 wards", ["covid-19", "covid19"]),
    ("paid 1,000 euros", ["1000", "1,000", "1.000", "1\u00a0000", "1\u202f000", "1'000", "1’000", '"1000 euros"']),
    ("paid 1.000 euros", ["1000", "1,000"]),
    ("paid 1\u00a0000 euros", ["1000", "1,000"]),
    ("paid 1\u2009000 euros", ["1000", "1 000"]),
    ("paid 1000 euros", ["1,000", "1\u202f000", "1000"]),
    ("paid ١٬٠٠٠ euros", ["1000", "۱۰۰۰"]),
    ("N.A.T.O. meets", ["nato", "NATO", "N.A.T.O.", "n.a.t.o", '"nato meets"']),
    ("NATO meets", ["N.A.T.O.", "nato"]),
    ("the U.S. senate", ["us", "U.S.", '"US senate"', "u.s"]),
    ("Ana O'Neill wins", ["oneill", "O'Neill", "O’Neill", "neill", '"ana oneill"', "o neill"]),
    ("Ana O’Neill’s win", ["oneill", "O'Neill", "O'Neill's", "ONEILL"]),
    ("AT&T shares", ["att", "AT&T", "ＡＴ＆Ｔ"]),
    ("a 3-D film", ["3d", "3-D", "3D", '"3d film"']),
    ("a 3D film", ["3-d", "3d"]),
    ("an e-mail sent", ["email", "e-mail", "E‑Mail", "mail"]),
    ("co-operation", ["cooperation", "co-operation", "operation"]),
    ("cul-de-sac", ["culdesac", "cul de sac", "cul-de-sac"]),
    ("the har\u00adbour bridge", ["harbour", "har\u00adbour", "har\u200bbour", '"harbour bridge"', "harb*"]),
    ("the har\u200bbo\u2060ur\ufeff", ["harbour"]),
    ("\u200eharbour\u200f", ["harbour", "\u202eharbour"]),
    ("ｗｉｄｅ bridge", ["wide", "ＷＩＤＥ", "bridge"]),
    ("ﬁve ﬂoors", ["five floors", "ﬁve"]),
    ("½ of it", ["1/2", "½"]),
    ("cafe\u0301s", ["café", "cafes"]),
    ("Straße", ["strasse", "STRASSE", "straße"]),
    ("Hawaiʻi", ["hawaii", "Hawai'i", "Hawaiʻi"]),
    ("CO₂ down", ["co2", "CO₂"]),
]
IN = [
    ("ko", "서울은 오늘", ["서울", "서울은", "서울을", "서울에서", "오늘"]),
    ("ko", "서울에서 만나요", ["서울", "서울은"]),
    ("ko", "서울대학교", ["서울", "대학교", "대학"]),
    ("ko", "\u1109\u1165\u110b\u116e\u11af", ["서울"]),
    ("ja", "ﾃﾚﾋﾞ局", ["テレビ", "ﾃﾚﾋﾞ", "テレビ局"]),
    ("ja", "テレビ局", ["ﾃﾚﾋﾞ", "局"]),
    ("ja", "人々が戻る", ["人々", "々が"]),
    ("fr", "l’eau potable", ["eau", "l'eau", "leau", '"eau potable"', '"l\'eau potable"']),
    ("fr", "1\u202f000 élèves", ["1000 eleve", '"1000 élèves"']),
    ("ca", "la col·lecció", ["colleccio", "col·lecció"]),
    ("uk", "п’ять", ["п'ять", "пять"]),
    ("he", "ארה״ב", ['ארה"ב', "ארהב"]),
    ("ar", "\ufef3\ufe91\ufea4\ufe9a", ["يبحث"]),
    ("fa", "می\u200cخواهم ۲۰۲۶", ["میخواهم", "می\u200cخواهم", "2026"]),
    ("hi", "क\u094d\u200dया २०२६", ["क्या", "2026"]),
    ("th", "สะพาน\u200bใหม่", ["สะพาน", "ใหม่", "สะพานใหม่"]),
]


@pytest.mark.parametrize(("language", "text", "queries"), [("en", *one) for one in SAME] + IN)
def test_each_finds_the_other(client: Client, language: str, text: str, queries: list[str]) -> None:
    factories.published("Story", slug="story", language=language, body=f"<p>{text.replace('&', '&amp;')}</p>")
    factories.published("Another", language=language, body="<p>Nothing of it.</p>")
    for query in queries:
        assert found(client, query) == ["story"], query


NOT = [
    ("won 3-2", ["32"]),
    ("pi is 3.5", ["35"]),
    ("in 2019, 100 came", ["2019100"]),
    ("harbour, bridge", ["harbourbridge"]),
    ("rooms 101,102", ["1011"]),
]


@pytest.mark.parametrize(("text", "queries"), NOT)
def test_what_only_stands_side_by_side_is_not_one(client: Client, text: str, queries: list[str]) -> None:
    author, topic = factories.author("Ana Ruiz"), factories.topic("City")
    factories.published("Story", authors=[author], topic=topic, body=f"<p>{text}</p>")
    for query in queries:
        assert found(client, query) == [], query


@pytest.mark.parametrize("query", ['"euros covid19"', '"1000 nato"'])
def test_no_phrase_reaches_from_the_text_into_its_other_readings(client: Client, query: str) -> None:
    factories.published("Story", body="<p>COVID-19 wards. N.A.T.O. paid 1 000 euros</p>")
    assert found(client, query) == []


@pytest.mark.parametrize(
    ("text", "query", "snippet"),
    [
        ("The COVID-19 wards.", "covid19", "The <mark>COVID-19</mark> wards."),
        ("The COVID-19 wards.", "covid-19", "The <mark>COVID-19</mark> wards."),
        ("The COVID-19 wards.", "covid", "The <mark>COVID</mark>-19 wards."),
        ("Paid 1\u00a0000 euros.", "1000", "Paid <mark>1\u00a0000</mark> euros."),
        ("Paid 1,000 euros.", '"1000 euros"', "Paid <mark>1,000</mark> <mark>euros</mark>."),
        ("Said O’Neill’s office.", "oneill", "Said <mark>O’Neill’s</mark> office."),
        ("The N.A.T.O. meets.", "nato", "The <mark>N.A.T.O</mark>. meets."),
        ("The har\u00adbour bridge.", "harbour", "The <mark>har\u00adbour</mark> bridge."),
        ("The ｗｉｄｅ ﬁsh.", "wide fish", "The <mark>ｗｉｄｅ</mark> <mark>ﬁsh</mark>."),
        ("A cafe\u0301 here.", "café", "A <mark>cafe\u0301</mark> here."),
        ("About 1½ miles.", "½", "About 1<mark>½</mark> miles."),
        ("ﾃﾚﾋﾞ局で", "テレビ", "<mark>ﾃﾚﾋﾞ</mark>局で"),
        ("서울은 오늘", "서울", "<mark>서울</mark>은 오늘"),
        ("ﷺ harbour", "harbour", "ﷺ <mark>harbour</mark>"),
    ],
)
def test_the_right_characters_are_marked(client: Client, text: str, query: str, snippet: str) -> None:
    factories.published("Story", standfirst=text)
    given = answer(client, query, "&include=highlight")["results"][0]["highlight"]
    assert given["snippet"] == snippet


def test_stories_of_before_are_indexed_again_beside_their_documents(client: Client) -> None:
    story = factories.published("COVID-19", slug="story")
    rows = PublishedArticle.objects.filter(article=story)
    search.remove([row.pk for row in rows])
    rows.update(compiled_with=0)
    changes = story.changes.count()
    assert found(client, "covid19") == []
    keep_up = Upkeep()
    assert [keep_up() for _ in range(2)] == [1, 0]
    assert found(client, "covid19") == ["story"]
    assert story.changes.count() == changes
