"""What the search dialog of every page offers while somebody types."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in, user

pytestmark = pytest.mark.django_db

FIND = reverse("admin:articles_article_find")


def options(client: Client, typed: str) -> list[str]:
    return screen.texts(client.get(FIND, {"q": typed}).content, "[role=option]")


def sentence(client: Client, typed: str) -> list[str]:
    return screen.texts(client.get(FIND, {"q": typed}).content, "[data-sentence]")


def test_it_begins_with_the_pages_that_the_account_may_open() -> None:
    assert options(signed_in(in_role("mara", "Chief editor")), "") == [
        *("New story", "Desk", "Calendar", "Bin", "Stories", "Pictures", "New picture"),
        *("Collections", "Authors", "Topics", "Tags", "Redirects"),
    ]
    reporter = signed_in(user("ana", ["write_own", "add_article"]))
    assert options(reporter, "") == ["New story", "Desk", "Calendar", "Bin", "Stories"]
    assert options(signed_in(user("tom", ["view_image"])), "") == ["Pictures"]


def test_it_finds_stories_pages_and_people_by_beginnings(chief: Client) -> None:
    story = factories.draft("Piccadilly bridge", topic=factories.topic("City"), tags=[factories.tag("Pictograms")])
    author = factories.author("Ana Picard")
    page = chief.get(FIND, {"q": "pic"}).content
    names = [option.split(" Draft ")[0] for option in screen.texts(page, "[role=option]")]
    assert names == [
        "Pictures",
        "New picture",
        "Piccadilly bridge",
        "Where “pic” was found",
        "Ana Picard Author",
        "Pictograms Tag",
    ]
    assert screen.links(page, "[role=option]")[2:5] == [
        reverse("admin:articles_article_change", args=[story.pk]),
        reverse("admin:articles_article_search") + "?q=pic",
        reverse("admin:articles_author_change", args=[author.pk]),
    ]
    assert screen.texts(page, "mark") == ["Piccadilly"]


def test_typing_errors_are_forgiven(chief: Client) -> None:
    factories.draft("Harbour bridge")
    page = chief.get(FIND, {"q": "harbuor"}).content
    assert screen.texts(page, ".finder-headline, [role=group] > .finder-group") == [
        "Stories with “harbour”",
        "Harbour bridge",
    ]


def test_it_says_when_it_has_nothing(chief: Client) -> None:
    assert sentence(chief, "zeppelin") == ["Nothing is called so, and no story that you may see has it."]
    assert sentence(chief, "z") == ["Type another letter to search stories."]
    assert sentence(chief, "z" * 201) == ["This is longer than 200 characters: give fewer words."]
    assert sentence(chief, "??") == ["Nothing is called so, and no story that you may see has it."]


def test_it_shows_no_story_or_name_that_the_account_may_not_see() -> None:
    ana = user("ana", ["write_own"])
    factories.draft("Zeppelin of hers", created_by=ana)
    factories.draft("Zeppelin of others", tags=[factories.tag("Zeppelins")])
    assert [one.split(" Draft ")[0] for one in options(signed_in(ana), "zeppelin")] == [
        "Zeppelin of hers",
        "Where “zeppelin” was found",
    ]
    nobody = signed_in(user("tom", ["view_image"]))
    assert options(nobody, "zeppelin") == []
    assert Client().get(FIND, {"q": "zeppelin"}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_do_not_grow_with_what_it_finds(
    chief: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        factories.draft(
            f"Bridge {one}", tags=[factories.tag(f"Bridge {one}")], authors=[factories.author(f"Bridge {one}")]
        )
    options(chief, "bri")
    # Session, user, whether any is outdated (3 with its savepoint), languages, keys by headline and by all,
    # stories; authors, topics, tags.
    with django_assert_num_queries(12):
        assert len(options(chief, "bri")) == 3 * number + 1
