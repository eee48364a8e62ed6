"""What the pickers of the writing screen are answered, and what they may make."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Tag, Topic, Version
from tests import factories
from tests.articles.admin.conftest import signed_in, user

pytestmark = pytest.mark.django_db

LOOKING = ["view_tag", "view_author", "view_topic", "view_article"]
ADDING = ["add_tag", "add_author", "add_topic", "add_article"]


@pytest.fixture
def desk() -> Client:
    return signed_in(user("desk", LOOKING + ADDING))


def pick(name: str) -> str:
    return reverse("admin:articles_article_pick", args=[name])


def names(client: Client, kind: str, **asked: Any) -> list[str]:
    return [one["name"] for one in client.get(pick(kind), asked).json()["options"]]


def test_the_nearest_names_come_first(desk: Client) -> None:
    for name in ("New bridges", "Bridges of Port Hale", "Bridgés", "Ferries", "Bridging"):
        factories.tag(name)
    assert names(desk, "tag", q="BRIDGES") == ["Bridgés", "Bridges of Port Hale", "New bridges"]
    assert names(desk, "tag", q="brigdes") == ["Bridgés"]
    assert names(desk, "tag", q="bx") == []


def test_what_tells_rows_of_one_name_apart_is_there(desk: Client) -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    tag = factories.tag("City", kind=Tag.Kind.PLACE)
    draft = factories.draft("City hall")
    answers = {kind: desk.get(pick(kind), {"q": "city"}).json() for kind in ("topic", "tag", "story")}
    assert answers == {
        "topic": {"options": [{"id": str(city.pk), "name": "City", "note": "region"}], "make": ""},
        "tag": {"options": [{"id": str(tag.pk), "name": "City", "note": "Place"}], "make": ""},
        "story": {"options": [{"id": str(draft.pk), "name": "City hall", "note": "Draft"}], "make": "New draft"},
    }


def test_live_stories_that_share_most_are_suggested(desk: Client) -> None:
    city, bridges, trams = factories.topic("City"), factories.tag("Bridges"), factories.tag("Trams")
    story = factories.published("This one", topic=city, tags=[bridges, trams])
    factories.published("Elsewhere", topic=factories.topic())
    factories.published("Same topic", topic=city)
    factories.published("Everything", topic=city, tags=[trams, bridges])
    factories.published("One tag", topic=factories.topic(), tags=[bridges])
    factories.draft("Not live", topic=city, tags=[bridges])
    asked = {"article": str(story.pk), "topic": str(city.pk), "tag": [str(bridges.pk), str(trams.pk)]}
    assert names(desk, "story", **asked) == ["Everything", "One tag", "Same topic"]
    newest = names(desk, "story", article=str(story.pk))
    assert sorted(newest) == ["Elsewhere", "Everything", "One tag", "Same topic"]
    assert names(desk, "tag", topic=str(city.pk)) == ["Bridges", "Trams"]


def test_somebody_who_signs_stories_is_offered_first(desk: Client) -> None:
    factories.author("Ana Ruiz")
    factories.author("Zoe Lind", user=User.objects.get(username="desk"))
    assert names(desk, "author") == ["Zoe Lind", "Ana Ruiz"]


@pytest.mark.parametrize(("kind", "model"), [("tag", Tag), ("author", Author), ("topic", Topic)])
def test_what_is_missing_is_made_once(desk: Client, kind: str, model: Any) -> None:
    made = desk.post(pick(kind), {"name": " Night  trams\u200b"})
    again = desk.post(pick(kind), {"name": "night TRAMS"})
    row = model.objects.get()
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json() == {"id": str(row.pk), "name": "Night trams", "note": ""}


def test_a_draft_is_made_by_its_headline_with_its_first_version(desk: Client) -> None:
    answer = desk.post(pick("story"), {"name": "Night trams return"})
    article = Article.objects.get()
    assert (answer.status_code, answer.json()["note"]) == (201, "Draft")
    assert (article.headline, article.slug, str(article.created_by)) == (
        "Night trams return",
        "night-trams-return",
        "desk",
    )
    assert str(Version.objects.get().made_by) == "desk"


@pytest.mark.parametrize("kind", ["tag", "author", "topic", "story"])
def test_nothing_is_made_without_the_right_nor_found_without_that_to_see_it(kind: str) -> None:
    looking, nobody = signed_in(user("looking", LOOKING)), signed_in(user("nobody", []))
    answer = looking.post(pick(kind), {"name": "Night trams"})
    assert answer.status_code == 403
    assert answer.json()["reason"].startswith("Your account may not add")
    assert looking.get(pick(kind), {"q": "Night trams"}).json() == {"options": [], "make": ""}
    for answer in (nobody.get(pick(kind)), nobody.post(pick(kind), {"name": "Night trams"})):
        assert answer.status_code == 403
    assert not any(model.objects.exists() for model in (Tag, Author, Topic, Article))


def test_a_token_is_needed() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user("desk", LOOKING + ADDING))
    strict.post(pick("tag"), {"name": "Night trams"})
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "This field cannot be blank."),
        ("\u200b", "This field cannot be blank."),
        ("x" * 101, "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_what_cannot_be_a_name_is_refused_with_a_reason(desk: Client, name: str, reason: str) -> None:
    answer = desk.post(pick("tag"), {"name": name})
    assert (answer.status_code, answer.json()) == (400, {"reason": reason})


@pytest.mark.parametrize("kind", ["tag", "author", "topic", "story"])
def test_strange_questions_are_answered(desk: Client, kind: str) -> None:
    for asked in ({"q": "%_\\'\""}, {"q": "x" * 9000}, {"article": "1", "topic": "\0", "tag": ["x"] * 99}, {"q": "\0"}):
        assert desk.get(pick(kind), asked).status_code == 200
    assert desk.put(pick(kind)).status_code == 405
    assert desk.get(reverse("admin:articles_article_pick", args=["image"])).status_code == 404


def test_pages_are_those_that_readers_see(desk: Client) -> None:
    story = factories.published("Harbour bridge reopens", topic=factories.topic("City"))
    factories.draft("Bridge draft")
    answer = desk.get(pick("page"), {"q": "bridge"}).json()
    url = "https://www.example.test/city/harbour-bridge-reopens"
    assert answer["options"] == [{"id": str(story.pk), "name": "Harbour bridge reopens", "note": "", "url": url}]
    assert desk.post(pick("page"), {"name": "Bridge"}).status_code == 405


def test_who_writes_own_stories_finds_those_and_what_readers_see() -> None:
    person = user("ana", ["add_article", "write_own"])
    factories.published("Live bridge")
    factories.draft("Bridge of a colleague")
    factories.draft("My own bridge", created_by=person)
    assert sorted(names(signed_in(person), "story", q="bridge")) == ["Live bridge", "My own bridge"]


def test_questions_cost_the_same_however_much_there_is(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    city, tags = factories.topic("City"), [factories.tag(f"Tag {number}") for number in range(3)]
    for number in range(12):
        factories.published(f"Bridge {number}", topic=city, tags=tags)
    asked = {"topic": str(city.pk), "tag": [str(tag.pk) for tag in tags]}
    desk.get(pick("tag"))
    # Session, account and permissions take four.
    for kind, q, queries in [("story", "bridge", 5), ("story", "", 10), ("tag", "tag", 7), ("author", "author", 6)]:
        with django_assert_num_queries(queries):
            desk.get(pick(kind), asked | {"q": q})
