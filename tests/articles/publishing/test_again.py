"""Stories are compiled before the lock is taken: what somebody else did meanwhile is never overwritten.

`prepared` stands for a worker that has compiled, and is about to write.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.changes import log
from articles.models import Article, Author, Change, Outdated, PublishedArticle, SearchWord
from articles.publishing import again, upkeep, verbs
from articles.publishing.again import Batch, Outcome
from articles.publishing.upkeep import Upkeep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def none_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is left to the worker."""
    monkeypatch.setattr(upkeep, "AT_ONCE", 0)


def prepared(*articles: Article) -> Batch:
    batch = Batch(PublishedArticle.objects.filter(article__in=articles).values_list("pk", flat=True))
    batch.prepare()
    return batch


def write(batch: Batch) -> Outcome:
    with transaction.atomic():
        log.lock()
        return batch.write()


def keep_up() -> None:
    work = Upkeep()
    while work():
        pass


def rename(author: Author, name: str) -> None:
    author.name = name
    author.save()


def bylines(*articles: Article) -> list[str]:
    rows = PublishedArticle.objects.filter(article__in=articles).order_by("pk").select_related("document")
    return [orjson.loads(row.document.card)["byline"] for row in rows]


def found(client: Client, query: str) -> list[str]:
    answer = client.get("/api/v1/articles/", {"search": query, "fields": "slug"})
    return sorted(one["slug"] for one in answer.json()["results"])


@pytest.mark.usefixtures("none_at_once")
def test_what_is_renamed_twice_shows_the_second_name() -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.published(authors=[ana])
    rename(ana, "Ana Vega")
    batch = prepared(story)
    rename(ana, "Ana Prado")
    assert write(batch) == Outcome(changed=set(), failed=set())
    assert bylines(story) == ["By Ana Ruiz"]
    keep_up()
    assert bylines(story) == ["By Ana Prado"]
    assert list(story.changes.values_list("reason", flat=True)) == ["published", "updated"]


def test_what_is_renamed_back_at_once_keeps_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.published(authors=[ana])
    with monkeypatch.context() as patched:
        patched.setattr(upkeep, "AT_ONCE", 0)
        rename(ana, "Ana Vega")
    batch = prepared(story)
    rename(ana, "Ana Ruiz")
    assert write(batch).changed == set()
    keep_up()
    assert bylines(story) == ["By Ana Ruiz"]


def test_an_unchanged_document_of_an_earlier_version_is_settled_once() -> None:
    story = factories.published()
    PublishedArticle.objects.update(compiled_with=0)
    batch = prepared(story)
    assert upkeep.refresh(PublishedArticle.objects.all()) == 0
    PublishedArticle.objects.update(slug="another")
    assert write(batch) == Outcome(changed=set(), failed=set())
    assert Upkeep()() == 0


@pytest.mark.usefixtures("none_at_once")
def test_only_the_story_that_was_published_meanwhile_is_left_as_it_is() -> None:
    ana = factories.author("Ana Ruiz")
    first, second = factories.published("First", authors=[ana]), factories.published("Second", authors=[ana])
    rename(ana, "Ana Vega")
    batch = prepared(first, second)
    again_seen = Article.objects.get(pk=first.pk)
    again_seen.headline = "First, and better"
    again_seen.save()
    verbs.publish(again_seen)
    assert write(batch).changed == {second.published.pk}
    row = PublishedArticle.objects.select_related("document").get(article=first)
    assert (row.version, orjson.loads(row.document.card)["headline"]) == (2, "First, and better")
    assert bylines(first, second) == ["By Ana Vega", "By Ana Vega"]
    assert not Outdated.objects.exists()


@pytest.mark.usefixtures("none_at_once")
@pytest.mark.parametrize("ahead", [False, True])
def test_a_story_that_is_withdrawn_meanwhile_stays_withdrawn(client: Client, ahead: bool) -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.draft(authors=[ana])
    if ahead:
        verbs.schedule(story, timezone.now() + timedelta(days=1))
    else:
        verbs.publish(story)
    rename(ana, "Ana Vega")
    batch = prepared(story)
    number = Change.objects.count()
    verbs.unpublish(Article.objects.get(pk=story.pk))
    withdrawn = Change.objects.count() - number
    assert write(batch) == Outcome(changed=set(), failed=set())
    assert client.get(f"/api/v1/articles/{story.slug}/").status_code == 404
    assert (found(client, "happened"), Change.objects.count() - number) == ([], withdrawn)
    assert Upkeep()() == 0


@pytest.mark.usefixtures("none_at_once")
def test_of_two_workers_one_writes() -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.published(authors=[ana])
    rename(ana, "Ana Vega")
    batches = [prepared(story), prepared(story)]
    assert [len(write(batch).changed) for batch in batches] == [1, 0]
    assert list(story.changes.values_list("reason", flat=True)) == ["published", "updated"]


@pytest.mark.usefixtures("none_at_once")
def test_what_a_killed_worker_had_compiled_is_compiled_by_the_next() -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.published(authors=[ana])
    rename(ana, "Ana Vega")
    prepared(story)
    keep_up()
    assert bylines(story) == ["By Ana Vega"]


def words(rows: Iterable[PublishedArticle]) -> list[Any]:
    return sorted(SearchWord.objects.filter(published__in=rows).values_list("published", "word", "shown"))


@pytest.mark.parametrize("short", [again.SHORT, 0], ids=["byline alone", "whole text"])
def test_a_story_is_found_by_its_new_byline_as_if_it_had_always_had_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    monkeypatch.setattr(again, "SHORT", short)
    ana, tom = factories.author("Ana Ruiz"), factories.author("Tom Okafor")
    signed = factories.published(
        "Ruiz leads the poll", slug="signed", authors=[ana, tom], body="<p>Bridges closed.</p>"
    )
    factories.published("Storm", slug="other", authors=[tom], body="<p>Bridges closed.</p>")
    rename(ana, "Ana O'Neill Vega")
    for query in ("vega", "oneill", '"Neill Vega and Tom"', '"Tom Okafor" neill', '"bridges closed" vega', "ruiz poll"):
        assert found(client, query) == ["signed"], query
    for query in ('"Ana Ruiz"', '"closed by"', '"poll by"', '"closed Ana"', "ruiz -poll"):
        assert found(client, query) == [], query
    assert found(client, '"bridges closed"') == ["other", "signed"]
    rows = list(PublishedArticle.objects.filter(article=signed))
    now = words(rows)
    assert ("vega", "vega") in {one[1:] for one in now}
    PublishedArticle.objects.update(compiled_with=0)
    keep_up()
    assert words(rows) == now


def test_a_new_portrait_is_public_and_the_former_no_longer(client: Client) -> None:
    before, after = factories.image(), factories.image()
    ana = factories.author("Ana Ruiz", image=before)
    factories.published(authors=[ana])
    ana.image = after
    ana.save()
    assert [client.get(f"/api/v1/images/{one.pk}/").status_code for one in (before, after)] == [404, 200]
