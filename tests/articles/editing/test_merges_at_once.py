"""A merge, while colleagues save and publish stories that name what goes: on PostgreSQL, because SQLite hides races."""

import json
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.editing import merges
from articles.editing.bulk.contents import ChangeTags
from articles.editing.bulk.planning import carry_out, plan
from articles.models import Article, ArticleTag, PublishedArticle, PublishedTag, StoryCount, Tag
from articles.models.counts import of as count_of
from articles.publishing import merging, verbs
from articles.publishing.workflow import Conflict
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_writing import address
from tests.articles.publishing.test_concurrency import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]


@pytest.fixture
def mara() -> User:
    return User.objects.create_superuser("mara")


def merge(stays: Tag, gone: Tag, by: User) -> Any:
    return merges.merge(merging.TAGS, stays.pk, [gone.pk], by)


def all_is_well(stays: Tag, gone: UUID) -> None:
    assert not Tag.objects.filter(pk=gone).exists()
    assert not ArticleTag.objects.filter(tag=gone).exists()
    assert not PublishedTag.objects.filter(tag=gone).exists()
    for row in PublishedArticle.objects.documented().select_related("document"):
        assert [one["name"] for one in _tags(row)] == ["Harbour"]
    number = PublishedTag.objects.filter(tag=stays, published__standing=True).count()
    assert StoryCount.objects.get(pk=count_of("tag", stays.pk)).stories == number


def _tags(row: PublishedArticle) -> Any:
    return json.loads(row.document.card)["tags"]


def test_stories_are_saved_and_published_while_their_tag_is_merged(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    topic, author = factories.topic(), factories.author()
    stories = [factories.draft(f"Story {n}", tags=[harbor], topic=topic, authors=[author]) for n in range(4)]
    live = [factories.published(f"Live {n}", tags=[harbor], topic=topic, authors=[author]) for n in range(4)]
    tasks: list[Any] = [partial(merge, harbour, harbor, mara)]
    for number, story in enumerate([*stories[:2], *live[:2]]):
        client: Client = signed_in(user(f"editor {number}", EDITOR))
        data = screen.fields(client.get(address(story)).content, "#article_form")
        # One of each gets the tag anew, in a row of its own.
        if number % 2:
            data |= {"tag_places-0-DELETE": "on", "tag_places-TOTAL_FORMS": "2"}
            data |= {"tag_places-1-tag": str(harbor.pk), "tag_places-1-id": "", "tag_places-1-position": "1"}
        tasks.append(partial(client.post, address(story), data | {"standfirst": "New.", "_continue": "1"}))
    tasks += [partial(verbs.publish, Article.objects.get(pk=one.pk)) for one in (*stories[2:], *live[2:])]
    done, *answers = together(*tasks)
    assert not isinstance(done, Exception), done
    assert [answer.status_code for answer in answers[:4]] == [302] * 4  # type: ignore[attr-defined]
    assert [type(answer) for answer in answers[4:]] == [PublishedArticle] * 4
    assert Article.objects.filter(standfirst="New.").count() == 4
    assert {str(one.tag) for one in ArticleTag.objects.select_related("tag")} == {"Harbour"}
    assert ArticleTag.objects.count() == 8
    all_is_well(harbour, harbor.pk)


def test_of_two_merges_of_one_tag_one_is_told(mara: User) -> None:
    harbor, harbour, quay = (factories.tag(name) for name in ("Harbor", "Harbour", "Quay"))
    factories.published(tags=[harbor])
    results = together(partial(merge, harbour, harbor, mara), partial(merge, quay, harbor, mara))
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "Merge"]


def test_a_tag_is_added_in_bulk_while_it_is_merged(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    stories = [factories.draft(f"Story {n}", tags=[]) for n in range(6)]
    change = ChangeTags((str(harbor.pk),), ())
    seen = [(line.article.pk, line.seen) for line in plan(mara, stories, change)]
    done, summary = together(
        partial(merge, harbour, harbor, mara), lambda: carry_out(mara, seen, change, lambda article: None)
    )
    assert not isinstance(done, Exception), done
    assert not isinstance(summary, Exception), summary
    assert not ArticleTag.objects.filter(tag=harbor.pk).exists()
    assert len(summary.done) + len(summary.refused) == 6  # type: ignore[attr-defined]
    assert ArticleTag.objects.filter(tag=harbour).count() == len(summary.done)  # type: ignore[attr-defined]


def test_of_two_who_change_the_same_stories_in_bulk_nobody_overwrites_the_other(mara: User) -> None:
    one, two = factories.tag("One"), factories.tag("Two")
    stories = [factories.draft(f"Story {n}", tags=[]) for n in range(6)]
    tasks = []
    for tag in (one, two):
        change = ChangeTags((str(tag.pk),), ())
        seen = [(line.article.pk, line.seen) for line in plan(mara, stories, change)]
        tasks.append(partial(carry_out, mara, seen, change, lambda article: None))
    results: list[Any] = together(*tasks)
    assert sum(len(result.done) for result in results) == 6
    assert sum(len(result.refused) for result in results) == 6
    assert ArticleTag.objects.count() == 6
    assert not any(isinstance(result, Conflict) for result in results)
