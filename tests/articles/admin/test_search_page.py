"""The page on which editors search in everything they know of a story."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.editing import commenting
from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in, user

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:articles_article_search")
LIST = reverse("admin:articles_article_changelist")


def rows(client: Client, **asked: Any) -> list[str]:
    return screen.texts(client.get(PAGE, asked).content, ".found h2")


def said(client: Client, **asked: Any) -> list[str]:
    return screen.texts(client.get(PAGE, asked).content, "#content-main [role=status], .errorlist li")


def test_a_result_says_what_it_is_and_where_it_was_found(editor: Client) -> None:
    story = factories.published(
        "Bridge <opens>", topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")], notes="Ask the mayor."
    )
    commenting.comment(
        story, User.objects.create_user("ana", first_name="Ana", last_name="Ruiz"), "The mayor & the budget"
    )
    page = editor.get(PAGE, {"q": "bridge budget mayor"}).content
    assert screen.links(page, ".found h2 a") == [reverse("admin:articles_article_change", args=[story.pk])]
    assert screen.texts(page, ".found h2, .found .pill, .found p")[:2] == ["Bridge <opens>", "Live"]
    assert screen.texts(page, ".found p")[0].startswith("City · Ana Ruiz · changed ")
    assert screen.texts(page, ".found .where") == [
        "in the notes Ask the mayor.",
        "in a comment by Ana Ruiz The mayor & the budget",
    ]
    assert screen.texts(page, ".found mark") == ["Bridge", "mayor", "mayor", "budget"]
    assert screen.texts(page, "#content-main [role=status]") == ["1 story"]


def test_results_are_filtered_by_status_and_by_whose_they_are() -> None:
    ana = user("ana", ["view_article", "change_article"])
    client = signed_in(ana)
    factories.draft("Bridge draft", created_by=ana)
    factories.published("Bridge live")
    assert sorted(rows(client, q="bridge")) == ["Bridge draft", "Bridge live"]
    assert rows(client, q="bridge", status="live") == ["Bridge live"]
    assert rows(client, q="bridge", mine="on") == ["Bridge draft"]
    assert rows(client, q="bridge", mine="on", status="live") == []
    assert said(client, q="bridge", mine="on", status="live") == [
        "No story that you may see has “bridge” and this status, or is yours: search in all."
    ]


def test_results_come_in_pages_that_keep_the_filters(editor: Client) -> None:
    for number in range(21):
        factories.draft(f"Bridge {number}")
    editor.get(PAGE, {"q": "bridge"})
    editor.get(PAGE, {"q": "bridge"})
    editor.get(PAGE, {"q": "bridge"})
    page = editor.get(PAGE, {"q": "bridge", "status": "draft"}).content
    assert (len(screen.texts(page, ".found li")), screen.texts(page, ".pages")) == (20, ["Page 1 of 2 Next"])
    assert screen.links(page, ".pages a") == ["?q=bridge&status=draft&page=2"]
    assert rows(editor, q="bridge", page="2") == ["Bridge 0"]
    # Out of range and nonsense: the nearest page there is.
    assert rows(editor, q="bridge", page="99") == ["Bridge 0"]
    assert len(rows(editor, q="bridge", page="x")) == 20


def test_typing_errors_are_forgiven_and_told(editor: Client) -> None:
    factories.draft("Harbour bridge")
    assert rows(editor, q="harbuor") == ["Harbour bridge"]
    assert said(editor, q="harbuor") == ["No story has “harbuor”. 1 story has “harbour”."]


def test_what_cannot_be_asked_is_told_in_a_sentence(editor: Client) -> None:
    assert said(editor, q="") == ["Give words to look for."]
    assert said(editor, q="a" * 201) == ["This is longer than 200 characters: give fewer words."]
    assert said(editor, q="bridge", status="nonsense") == ["There is no such status: choose one of these."]
    assert said(editor, q="?!") == ["There are no words to look for in “?!”."]
    assert said(editor, q="zeppelin") == [
        "No story that you may see has “zeppelin”. Leave out a word, or give only its beginning with a *."
    ]
    assert said(editor) == []


def test_reporters_find_their_own_stories_and_no_word_of_others() -> None:
    ana = user("ana", ["write_own"])
    client = signed_in(ana)
    factories.draft("Bridge of hers", created_by=ana)
    factories.draft("Bridge of others", notes="zeppelin")
    assert rows(client, q="bridge") == ["Bridge of hers"]
    assert rows(client, q="zeppelin") == []
    # Nor does the correction of spelling tell them.
    factories.draft("Zeppelin")
    assert said(client, q="zepelin") == [
        "No story that you may see has “zepelin”. Leave out a word, or give only its beginning with a *."
    ]
    assert rows(signed_in(in_role("tom", "Editor")), q="zepelin") == ["Zeppelin", "Bridge of others"]


def test_who_may_see_no_stories_is_refused() -> None:
    client = signed_in(user("nobody", ["view_image"]))
    factories.draft("Bridge")
    assert client.get(PAGE, {"q": "bridge"}).status_code == 403
    assert Client().get(PAGE, {"q": "bridge"}).status_code == 302


def test_readers_find_nothing_that_is_not_published(editor: Client) -> None:
    story = factories.published("Bridge")
    Article.objects.filter(pk=story.pk).update(notes="zeppelin", standfirst="zeppelin")
    commenting.comment(story, User.objects.create_user("tom"), "zeppelin")
    verbs.unpublish(factories.published("Zeppelin"))
    assert sorted(rows(editor, q="zeppelin")) == ["Bridge", "Zeppelin"]
    for asked in ("zeppelin", "zepelin", "zep*"):
        answer = Client().get("/api/v1/articles/", {"search": asked, "include": "highlight"}).json()
        assert (answer["count"], answer.get("corrected")) == (0, None)


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_do_not_grow_with_its_rows(
    editor: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tom = User.objects.create_user("tom")
    for one in range(number):
        story = factories.published(f"Bridge {one}", lead=factories.image(), tags=[factories.tag()])
        commenting.comment(story, tom, "The mayor?")
    editor.get(PAGE, {"q": "mayor"})
    # Session, user, permissions (2), whether any is outdated (3 with its savepoint), languages, keys and number,
    # stories, bylines; texts, tags, authors, pictures, comments.
    with django_assert_num_queries(16):
        assert len(rows(editor, q="mayor")) == number


def test_the_list_finds_in_the_same_index_and_keeps_its_filters(editor: Client) -> None:
    factories.draft("Bridge draft", notes="Ask the mayor.")
    factories.published("Bridge live")

    def listed(**asked: str) -> list[str]:
        return sorted(screen.texts(editor.get(LIST, asked).content, "#result_list .row-title"))

    assert listed(q="mayor") == ["Bridge draft"]
    assert listed(q="brid") == ["Bridge draft", "Bridge live"]
    assert listed(q="bridge", status="live") == ["Bridge live"]
    answer = editor.get(LIST, {"q": "a" * 201})
    assert screen.texts(answer.content, ".messagelist li") == ["This is longer than 200 characters: give fewer words."]
