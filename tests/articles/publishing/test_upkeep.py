"""A story that cannot be recompiled blocks nothing."""

import logging
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, PublishedArticle, PublishedDocument
from articles.publishing import documents, upkeep, verbs
from articles.publishing.upkeep import Upkeep
from tests import factories
from tests.articles.admin import screen

pytestmark = pytest.mark.django_db


def spoil(article: Article, **members: Any) -> None:
    """Write a snapshot that no version could have written."""
    row = PublishedArticle.objects.get(article=article)
    PublishedDocument.objects.filter(pk=row.pk).update(source=row.document.source | members)


def tags(article: Article) -> list[str]:
    card = orjson.loads(PublishedArticle.objects.get(article=article).document.card)
    return [tag["name"] for tag in card["tags"]]


@pytest.mark.parametrize("spoilt", [{"authors": ["nobody"]}, {"headline": None}, {"pictures": 7}, {"body": 7}])
def test_a_tag_is_renamed_in_all_other_stories(spoilt: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    tag = factories.tag("Bridges")
    first, bad, last = (factories.published(name, tags=[tag]) for name in ("First", "Bad", "Last"))
    spoil(bad, **spoilt)
    tag.name = "Bridges and tunnels"
    with caplog.at_level(logging.ERROR):
        tag.save()
    assert [tags(story) for story in (first, bad, last)] == [
        ["Bridges and tunnels"],
        ["Bridges"],
        ["Bridges and tunnels"],
    ]
    assert caplog.messages == ["“bad” cannot be compiled again: readers still see the earlier document."]
    reasons = [story.changes.latest("pk").reason for story in (first, bad, last)]
    assert reasons == ["updated", "published", "updated"]


def test_what_could_not_follow_is_tried_again_by_the_next_upkeep() -> None:
    tag = factories.tag("Bridges")
    story = factories.published(tags=[tag])
    before = PublishedArticle.objects.get(article=story).document.source
    spoil(story, authors=["nobody"])
    tag.name = "Tunnels"
    tag.save()
    spoil(story, authors=before["authors"])
    assert Upkeep()() == 1
    assert tags(story) == ["Tunnels"]


def test_the_same_stories_are_not_tried_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    bad = [factories.published(f"Bad {number}") for number in range(3)]
    good = [factories.published(f"Good {number}") for number in range(2)]
    for story in bad:
        spoil(story, authors=["nobody"])
    PublishedArticle.objects.update(compiled_with=1)
    keep_up = Upkeep(most=2)
    with caplog.at_level(logging.ERROR):
        assert [keep_up() for _ in range(5)] == [2, 2, 1, 0, 0]
    assert sorted(message.split("”")[0] for message in caplog.messages) == ["“bad-0", "“bad-1", "“bad-2"]
    compiled = dict(PublishedArticle.objects.values_list("slug", "compiled_with"))
    assert {compiled[story.slug] for story in good} == {documents.REPRESENTATION}
    assert {compiled[story.slug] for story in bad} == {1}


def test_only_what_differs_is_written_when_stories_are_compiled_one_by_one() -> None:
    changed, same, bad = (factories.published(name) for name in ("Changed", "Same", "Bad"))
    PublishedDocument.objects.filter(published__article=changed).update(card="{}")
    spoil(bad, headline=None)
    assert upkeep.refresh(PublishedArticle.objects.all()) == 1
    assert [story.changes.latest("pk").reason for story in (changed, same, bad)] == [
        "updated",
        "published",
        "published",
    ]
    assert orjson.loads(PublishedArticle.objects.get(article=changed).document.card)["headline"] == "Changed"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)


def renamed(stories: int) -> list[Article]:
    """Published stories, oldest first, under a tag that is renamed from “Bridges” to “Tunnels” now."""
    tag = factories.tag("Bridges")
    articles = [factories.published(f"Story {number}", tags=[tag]) for number in range(stories)]
    tag.name = "Tunnels"
    tag.save()
    return articles


@pytest.mark.usefixtures("few")
def test_a_few_stories_follow_at_once() -> None:
    assert [tags(story) for story in renamed(2)] == [["Tunnels"], ["Tunnels"]]
    assert upkeep.sentence() == ""


@pytest.mark.usefixtures("few")
def test_many_are_left_to_the_worker_which_begins_with_the_newest() -> None:
    stories = renamed(3)
    assert [tags(story) for story in stories] == [["Bridges"]] * 3
    assert upkeep.sentence() == (
        "3 published stories will show the latest names and pictures in a moment: the worker is compiling the newest "
        "first."
    )
    keep_up = Upkeep(most=2)
    assert keep_up() == 2
    assert [tags(story) for story in stories] == [["Bridges"], ["Tunnels"], ["Tunnels"]]
    assert upkeep.sentence() == (
        "1 published story will show the latest names and pictures in a moment: the worker is compiling the newest "
        "first."
    )
    assert [keep_up() for _ in range(2)] == [1, 0]
    assert [story.changes.latest("pk").reason for story in stories] == ["updated"] * 3
    assert upkeep.sentence() == ""


@pytest.mark.usefixtures("few")
def test_a_story_that_waits_can_be_published_and_then_waits_no_longer() -> None:
    stories = renamed(3)
    for story in stories:
        verbs.publish(Article.objects.get(pk=story.pk))
    assert [tags(story) for story in stories] == [["Tunnels"]] * 3
    assert Upkeep()() == 0


@pytest.mark.usefixtures("few")
def test_leaving_stories_costs_the_same_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in (3, 6):
        tag = factories.tag(f"Tag {number}")
        for _ in range(number):
            factories.published(tags=[tag])
        found = PublishedArticle.objects.filter(tags=tag)
        # A savepoint and its release, the lock, the count, and one statement for all.
        with django_assert_num_queries(5 if connection.vendor == "postgresql" else 4):
            upkeep.refresh_soon(found)


@pytest.mark.usefixtures("few")
def test_editors_are_told_of_what_waits(admin_client: Client) -> None:
    tag = factories.tag("Bridges")
    for _ in range(3):
        factories.published(tags=[tag])
    data = {"name": "Tunnels", "slug": tag.slug, "kind": tag.kind, "description": ""}
    answer = admin_client.post(f"/admin/articles/tag/{tag.pk}/change/", data, follow=True)
    assert screen.texts(answer.content, ".messagelist .info") == [upkeep.sentence()]
    assert screen.texts(admin_client.get("/admin/").content, ".waiting li") == [upkeep.sentence()]
    keep_up = Upkeep()
    while keep_up():
        pass
    assert screen.texts(admin_client.get("/admin/").content, ".waiting li") == []
