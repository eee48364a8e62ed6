"""The page of a story's history."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Version
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user
from tests.articles.admin.test_writing import address, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(editor: Client) -> Article:
    """A story that an editor saved twice."""
    story = factories.draft("Bridge opens", standfirst="On Monday.", topic=factories.topic("City"))
    save(editor, address(story), {"standfirst": "On Tuesday."})
    save(editor, address(story), {"headline": "Bridge reopens", "notes": "Ask."})
    story.refresh_from_db()
    return story


def page(story: Article, name: str = "history", *more: object) -> str:
    return reverse(f"admin:articles_article_{name}", args=[story.pk, *more])


def rows(content: bytes) -> list[list[str]]:
    texts = screen.texts(content, "section[aria-labelledby=versions] tbody :is(th, td):not([data-label=When])")
    return [texts[at : at + 5] for at in range(0, len(texts), 5)]


def test_it_lists_who_changed_what(editor: Client, story: Article) -> None:
    assert rows(editor.get(page(story)).content) == [
        ["3", "editor", "Saved", "Headline, address and notes to colleagues", "with now · with the one before"],
        ["2", "editor", "Saved", "Standfirst", "with now · with the one before"],
        ["1", "–", "Changed elsewhere", "–", "with now"],
    ]


def test_two_versions_are_compared(editor: Client, story: Article) -> None:
    content = editor.get(page(story) + "?from=1&to=3").content
    assert screen.texts(content, ".comparison :is(h2, h3, del, ins)") == [
        "From version 1 to version 3",
        "Headline",
        "opens",
        "reopens",
        "Standfirst",
        "Monday",
        "Tuesday",
        "Address",
        "opens",
        "reopens",
        "Notes to colleagues",
        "Ask.",
    ]
    assert screen.texts(content, ".comparison button") == []


def test_the_working_copy_is_compared_with_what_readers_see(editor: Client, story: Article) -> None:
    verbs.publish(story)
    save(editor, address(story), {"headline": "Bridge is open"})
    content = editor.get(page(story) + "?from=live&to=copy").content
    assert screen.texts(content, ".comparison :is(h2, h3, del, ins)") == [
        "From what readers see to the working copy",
        "Headline",
        "reopens",
        "is open",
    ]


@pytest.mark.parametrize("asked", ["from=0&to=copy", "from=99&to=copy", "from=x&to=%00", "from=live&to=copy", "from=1"])
def test_what_is_not_there_is_not_compared(editor: Client, story: Article, asked: str) -> None:
    answer = editor.get(f"{page(story)}?{asked}")
    assert (answer.status_code, screen.texts(answer.content, ".comparison")) == (200, [])


def test_a_version_is_restored(editor: Client, story: Article) -> None:
    answer = editor.post(page(story, "restore", 1), follow=True)
    story.refresh_from_db()
    assert (story.headline, story.standfirst, story.notes, story.slug) == (
        "Bridge opens",
        "On Monday.",
        "",
        "bridge-opens",
    )
    assert screen.texts(answer.content, ".messagelist li")[-1] == (
        "Restored version 1. What it replaced is in the history, too."
    )
    assert rows(editor.get(page(story)).content)[0][:3] == ["4", "editor", "Restored"]


def test_so_is_one_member(editor: Client, story: Article) -> None:
    editor.post(page(story, "restore", 1), {"name": ["standfirst", "nonsense"]})
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Bridge reopens", "On Monday.")


def test_who_may_only_look_compares_and_restores_nothing(story: Article) -> None:
    viewer = signed_in(user("viewer", ["view_article"]))
    assert screen.texts(viewer.get(page(story) + "?from=1&to=copy").content, ".comparison button") == []
    assert viewer.post(page(story, "restore", 1)).status_code == 403
    story.refresh_from_db()
    assert story.headline == "Bridge reopens"


def test_looking_restores_nothing(editor: Client, story: Article) -> None:
    assert editor.get(page(story, "restore", 1)).status_code == 405
    assert editor.post(page(story, "restore", 99)).status_code == 404


def test_an_address_that_is_taken_meanwhile_is_refused_in_words(editor: Client, story: Article) -> None:
    factories.draft("Another", slug="bridge-opens")
    answer = editor.post(page(story, "restore", 1), follow=True)
    said = screen.texts(answer.content, ".messagelist li")[-1]
    assert said.startswith("Nothing was restored: ")
    assert Version.objects.count() == 3


@pytest.mark.parametrize("saves", [1, 3])
def test_the_list_asks_as_often_however_long_it_is(
    editor: Client, django_assert_num_queries: object, saves: int
) -> None:
    story = factories.draft("Bridge opens")
    for number in range(saves):
        save(editor, address(story), {"notes": f"Note {number}"})
    # What merged tags and authors stand for is asked once for all versions.
    with django_assert_num_queries(11):  # type: ignore[operator]
        editor.get(page(story))
