"""What the short way keeps, and for how long: until a change touches it, time moves it or its room is used up."""

import random
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from articles.changes import log
from articles.models import Article, Author, Tag
from articles.publishing import verbs
from tests import factories
from tests.newsroom.serving.ways import Server
from tests.stored import forget

pytestmark = pytest.mark.django_db
ONE = "/api/v1/articles/one/"
TWO = "/api/v1/articles/two/"
LIST = "/api/v1/articles/"


def test_a_publication_is_seen_by_the_next_request(server: Server, story: Article) -> None:
    known = {address: server.get(address)[1]["etag"] for address in (ONE, LIST)}
    story.headline = "One and a half"
    story.save()
    assert {server.get(address, if_none_match=tag)[0] for address, tag in known.items()} == {304}
    verbs.publish(story)
    for address, tag in known.items():
        status, _, body = server.get(address, if_none_match=tag)
        assert (status, b"One and a half" in body) == (200, True)


@pytest.mark.parametrize("withdraw", [verbs.unpublish, lambda story: verbs.kill(story, "Void.")])
def test_what_is_withdrawn_is_gone_at_once(server: Server, story: Article, withdraw: Any) -> None:
    etag = server.get(ONE)[1]["etag"]
    server.get(ONE, if_none_match=etag)
    withdraw(story)
    for headers in ({}, {"if_none_match": etag}):
        assert server.get(ONE, **headers) == server.ordinary(ONE, **headers)
        assert server.get(ONE, **headers)[0] in {404, 410}


def test_what_no_change_has_touched_stays(server: Server, story: Article) -> None:
    before = {address: server.get(address) for address in (ONE, TWO, LIST)}
    for address in before:
        server.get(address, if_none_match=before[address][1]["etag"])
    story.headline = "One and a half"
    story.save()
    verbs.publish(story)
    server.seen.clear()
    assert server.get(TWO) == before[TWO] == server.ordinary(TWO)
    assert server.get(TWO, if_none_match=before[TWO][1]["etag"])[0] == 304
    assert server.seen == []
    for address in (ONE, LIST):
        after = server.get(address)
        assert after == server.ordinary(address)
        assert after[1]["etag"] != before[address][1]["etag"]
    assert server.seen == [ONE, LIST]


def test_an_untouched_story_has_the_same_tag_in_every_process(server: Server, story: Article) -> None:
    known = server.get(TWO)[1]["etag"]
    verbs.publish(story)
    assert Server().get(TWO, if_none_match=known)[0] == server.ordinary(TWO, if_none_match=known)[0] == 304


def test_no_lifetime_outlives_what_is_announced(server: Server, clock: mock.Mock) -> None:
    server.get(ONE)
    verbs.schedule(factories.draft("Three"), clock.return_value + timedelta(seconds=7))
    short = "public, max-age=7, s-maxage=7, stale-while-revalidate=0, stale-if-error=7"
    assert server.get(ONE)[1]["cache-control"] == short
    clock.return_value += timedelta(seconds=4)
    assert server.get(ONE)[1]["cache-control"] == short.replace("7", "3")
    assert server.get(ONE) == server.ordinary(ONE)


def test_an_embargo_ends_by_the_clock_alone(server: Server, clock: mock.Mock) -> None:
    ends = clock.return_value + timedelta(seconds=5)
    factories.published("Three", embargo_until=ends)
    known = server.get(LIST)[1]["etag"]
    assert server.get(f"{LIST}?ordering=published_at") == server.ordinary(f"{LIST}?ordering=published_at")
    for seconds, count in ((4.9, 2), (0.1, 3), (0.5, 3), (2, 3)):
        clock.return_value += timedelta(seconds=seconds)
        status, _, body = server.get(LIST, if_none_match=known)
        assert (status == 304, b'"count":3' in body) == (count == 2, count == 3)
        assert server.get(LIST) == server.ordinary(LIST)


def test_views_are_at_most_ten_seconds_old(server: Server, story: Article, clock: mock.Mock) -> None:
    """Even if the answer was kept by a shared cache before."""
    server.ordinary(ONE)
    clock.return_value += timedelta(seconds=6)
    server.get(ONE)
    server.seen.clear()
    clock.return_value += timedelta(seconds=3)
    server.get(ONE)
    assert server.seen == []
    clock.return_value += timedelta(seconds=1)
    server.get(ONE)
    assert server.seen == [ONE]


def test_who_has_an_answer_is_told_so_after_its_views_have_aged(server: Server, clock: mock.Mock) -> None:
    etag = server.get(ONE)[1]["etag"]
    server.get(ONE, if_none_match=etag)
    server.seen.clear()
    clock.return_value += timedelta(hours=1)
    assert server.get(ONE, if_none_match=etag)[0] == 304
    assert server.seen == []


def test_what_is_ordered_by_views_ages(server: Server, clock: mock.Mock) -> None:
    address = f"{LIST}?ordering=-views"
    etag = server.get(address)[1]["etag"]
    clock.return_value += timedelta(seconds=10)
    assert server.get(address, if_none_match=etag)[0] == 200


def test_what_may_still_be_called_off_is_not_kept(server: Server, story: Article, clock: mock.Mock) -> None:
    """A change that came by the clock and is then called off by a transaction that began before leaves no trace."""
    article = factories.draft("Three")
    verbs.schedule(article, clock.return_value + timedelta(seconds=5))
    clock.return_value += timedelta(seconds=5)
    assert server.get("/api/v1/articles/three/")[0] == 200
    published = article.published
    article.changes.all().delete()
    published.delete()
    verbs.publish(story)
    assert server.get("/api/v1/articles/three/")[0] == 404


def test_a_restored_copy_is_another_newsroom(server: Server, story: Article) -> None:
    etag = server.get(TWO)[1]["etag"]
    server.get(TWO, if_none_match=etag)
    log.begin_anew()
    server.seen.clear()
    assert server.get(TWO, if_none_match=etag)[0] == 304
    assert server.seen == [TWO]


def test_room_is_bounded_and_what_was_asked_for_least_recently_leaves(server: Server) -> None:
    way = server.reads._short_way
    for address in (ONE, TWO, "/api/v1/"):
        server.get(address)
    way._room = way._used
    for address in (ONE, "/api/v1/topics/"):
        server.get(address)
    assert way._used == sum(one.size for one in way._answers.values()) <= way._room
    server.seen.clear()
    for address in (ONE, "/api/v1/topics/", TWO):
        server.get(address)
    assert server.seen == [TWO]


class History:
    """What editors do, at random. Stories are few, so that they are related to each other, come and go often."""

    def __init__(self, seed: int, clock: mock.Mock) -> None:
        self.random = random.Random(seed)
        self.clock = clock
        self.stories = list(Article.objects.order_by("headline"))

    def step(self) -> None:
        self.random.choice([self.wait, self.write, self.release, self.withdraw, self.rename, self.keep_house])()

    def wait(self) -> None:
        self.clock.return_value += timedelta(seconds=self.random.choice([0.2, 0.7, 1, 2, 5, 12]))

    def write(self) -> None:
        number = len(self.stories)
        tags, authors = list(Tag.objects.all()), list(Author.objects.all())
        self.stories.append(
            factories.draft(
                f"Story {number}",
                topic=self.random.choice(self.stories).topic,
                tags=self.random.sample(tags, min(1, len(tags))),
                authors=self.random.sample(authors, 1),
                related=self.random.sample(self.stories, self.random.randint(0, 2)),
            )
        )
        self.release(self.stories[-1])

    def release(self, story: Article | None = None) -> None:
        story = story or self.any_story()
        now = self.clock.return_value
        story.headline = f"{story.headline.split(',')[0]}, {self.random.randint(1, 9)}"
        story.expires_at = now + timedelta(seconds=self.random.randint(2, 9)) if self.random.random() < 0.2 else None
        story.embargo_until = now + timedelta(seconds=self.random.randint(1, 5)) if self.random.random() < 0.2 else None
        story.save()
        if story.state == Article.State.KILLED:
            return
        if self.is_live(story) or self.random.random() < 0.6:
            verbs.publish(story)
        else:
            verbs.schedule(story, now + timedelta(seconds=self.random.randint(2, 5)))

    def withdraw(self) -> None:
        story = self.any_story()
        if story.state != Article.State.PUBLISHED:
            return
        if self.is_live(story) and self.random.random() < 0.3:
            verbs.kill(story, "Void.")
        elif self.is_live(story) and self.random.random() < 0.5:
            verbs.correct(story, "correction", "It was a bridge.")
        else:
            verbs.unpublish(story)

    def rename(self) -> None:
        row = self.random.choice([*Author.objects.all(), *Tag.objects.all()])
        row.name = f"{row.name.split(',')[0]}, {self.random.randint(1, 9)}"
        row.save()

    def keep_house(self) -> None:
        if self.random.random() < 0.5:
            log.touch("topic-city")
        else:
            log.prune(self.clock.return_value - timedelta(days=1))

    def any_story(self) -> Article:
        return Article.objects.get(pk=self.random.choice(self.stories).pk)

    def is_live(self, story: Article) -> bool:
        published = getattr(story, "published", None)
        return bool(published and type(published).objects.live().filter(pk=published.pk).exists())


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_what_is_repeated_is_what_would_be_made(server: Server, clock: mock.Mock, seed: int) -> None:
    history = History(seed, clock)
    known: dict[str, str] = {}
    repeated = 0
    for _ in range(20):
        history.step()
        slugs = Article.objects.values_list("slug", flat=True)
        for address in (LIST, f"{LIST}?tag=bridges", *(f"{LIST}{slug}/" for slug in slugs)):
            for headers in ({}, {"if_none_match": known.get(address, "")}):
                # Nothing stored, as in another process: the ordinary way computes it anew.
                forget()
                fresh = server.ordinary(address, **headers)
                made = len(server.seen)
                assert server.get(address, **headers) == fresh, (seed, address)
                repeated += len(server.seen) == made
            known[address] = fresh[1].get("etag", "")
    assert repeated > 20
