"""Two editors at once, on PostgreSQL: SQLite allows one writer at a time and would hide races."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, Author, Change, PublishedArticle, PublishedDocument, ViewBucket, ViewTotal
from articles.publishing import verbs
from articles.publishing.workflow import Conflict, WrongState
from articles.readership import counting
from articles.readership.counting import View
from articles.readership.visitors import Visitor
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user
from tests.articles.api.mirrors import Consumer, published

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def together(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks at the same time, each on its own connection. Returns their results in order, errors included."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return task()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_of_two_publications_at_once_one_wins_and_the_other_is_told() -> None:
    article = factories.draft()
    views = [Article.objects.get(pk=article.pk) for _ in range(4)]
    results = together(*(partial(verbs.publish, view) for view in views))
    assert sorted(type(result).__name__ for result in results) == [
        "Conflict",
        "Conflict",
        "Conflict",
        "PublishedArticle",
    ]
    assert PublishedArticle.objects.get().version == 1
    assert Change.objects.of_stories().count() == 1


def test_publishing_and_killing_at_once_leave_one_whole_state() -> None:
    article = factories.published()
    mine, yours = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    results = together(lambda: verbs.publish(mine), lambda: verbs.kill(yours, "Wrong."))
    refused = [result for result in results if isinstance(result, Conflict | WrongState)]
    assert len(refused) == 1
    article.refresh_from_db()
    row = PublishedArticle.objects.get()
    assert (article.state == "killed") == (row.killed_at is not None) == (not hasattr(row, "document"))


def test_no_view_is_lost(settings: Settings) -> None:
    settings.VIEW_DEDUPE_SECONDS = 0
    factories.published("One")

    def read() -> list[int]:
        client = Client()
        return [
            client.post("/api/v1/articles/one/views/", headers={"User-Agent": FIREFOX}).json()["views"]
            for _ in range(25)
        ]

    results = together(*[read] * 4)
    counted = sorted(number for result in results for number in result)  # type: ignore[attr-defined]
    assert counted == list(range(1, 101))
    assert ViewTotal.objects.get().views == sum(ViewBucket.objects.values_list("views", flat=True)) == 100


def test_one_visitor_at_two_doors_is_counted_once() -> None:
    factories.published("One")

    def read() -> int:
        answer = Client().post("/api/v1/articles/one/views/", headers={"User-Agent": FIREFOX})
        return int(answer.json()["views"])

    together(*[read] * 4)
    assert ViewTotal.objects.get().views == 1


def test_slugs_of_two_stories_saved_at_once_differ() -> None:
    results = together(*[lambda: factories.draft("Bridge").slug] * 4)
    slugs = sorted(str(result) for result in results)
    assert slugs == ["bridge", "bridge-2", "bridge-3", "bridge-4"]


def test_groups_of_the_same_stories_in_opposite_orders_do_not_wait_for_each_other_for_ever(settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE = 0
    slugs = [factories.published().slug for _ in range(20)]

    def read(order: list[str], reader: int) -> None:
        for turn in range(10):
            visitor = Visitor(f"10.0.{reader}.{turn}", FIREFOX)
            counting._settle([View(slug, visitor, timezone.now()) for slug in order])

    orders = (slugs, slugs[::-1], slugs[10:] + slugs[:10], slugs[::2] + slugs[::-2])
    assert together(*(partial(read, order, reader) for reader, order in enumerate(orders))) == [None] * 4
    assert list(ViewTotal.objects.values_list("views", flat=True)) == [40] * 20


def test_the_log_is_written_in_the_order_in_which_transactions_end() -> None:
    """A late transaction makes the others wait, so readers of the log never see a gap that is filled later."""
    slow, quick = factories.draft("Slow"), factories.draft("Quick")
    Change.objects.all().delete()
    written, go_on = Event(), Event()

    def late() -> None:
        with transaction.atomic():
            verbs.publish(slow)
            written.set()
            go_on.wait(10)

    def hurry() -> list[str]:
        written.wait(10)
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(together, partial(verbs.publish, quick))
            time.sleep(0.3)
            seen = [change.slug for change in Change.objects.settled().of_stories()]
            go_on.set()
            other.result(10)
        return seen

    assert together(late, hurry) == [None, []]
    assert [change.slug for change in Change.objects.settled().of_stories()] == ["slow", "quick"]


def test_renaming_what_others_publish_with_at_the_same_time_ends_well() -> None:
    ana = factories.author("Ana Ruiz")
    stories = [factories.published(authors=[ana]) for _ in range(4)]

    def rename(number: int) -> None:
        with transaction.atomic():
            mine = Author.objects.get(pk=ana.pk)
            mine.name, mine.slug = f"Ana {number}", f"ana-{number}"
            mine.save()

    def publish(article: Article) -> None:
        verbs.publish(Article.objects.get(pk=article.pk))

    tasks = [partial(publish, story) for story in stories] + [partial(rename, number) for number in range(4)]
    assert together(*tasks) == [None] * 8
    name = Author.objects.get().name
    assert all(f'"name":"{name}"' in row.card for row in PublishedDocument.objects.all())


def test_a_consumer_of_the_feed_misses_nothing_while_many_publish() -> None:
    stories = [factories.draft() for _ in range(24)]
    start = Client().get("/api/v1/changes/").json()["next"]
    done = Event()
    told: list[str] = []

    def publish(some: list[Article]) -> None:
        for story in some:
            with transaction.atomic():
                verbs.publish(story)
                time.sleep(0.005)
            verbs.publish(story)

    def consume() -> None:
        after, last = start, False
        while not last:
            last = done.is_set()
            more = True
            while more:
                answer = Client().get("/api/v1/changes/", {"after": after, "limit": 3}).json()
                told.extend(f"{one['slug']} {one['reason']}" for one in answer["results"])
                after, more = answer["next"], answer["has_more"]

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(together, consume)
        assert together(*(partial(publish, stories[n::4]) for n in range(4))) == [None] * 4
        done.set()
        assert reading.result(20) == [None]
    expected = [f"{story.slug} {reason}" for story in stories for reason in ("published", "updated")]
    assert sorted(told) == sorted(expected)


def test_mirrors_that_begin_while_many_publish_and_withdraw_have_everything_once() -> None:
    for _ in range(6):
        factories.published()
    drafts = [factories.draft() for _ in range(24)]
    done = Event()
    mirrors: list[Consumer] = []

    def work(some: list[Article]) -> None:
        for number, story in enumerate(some):
            verbs.publish(story)
            if number % 3 == 0:
                verbs.unpublish(story)

    def begin() -> None:
        while not done.is_set() or not mirrors:
            mirror = Consumer(Client(), limit=3)
            mirror.read()
            mirrors.append(mirror)

    with ThreadPoolExecutor(1) as pool:
        beginning = pool.submit(together, begin)
        assert together(*(partial(work, drafts[n::4]) for n in range(4))) == [None] * 4
        done.set()
        assert beginning.result(60) == [None]
    shown = published(Client())
    for mirror in mirrors:
        mirror.read()
        assert mirror.copy == shown
        told = [(one["id"], one["version"]) for one in mirror.told if one["action"] == "upsert"]
        assert len(told) == len(set(told))


def test_nobody_changes_what_is_published_at_that_very_moment() -> None:
    tag = factories.tag("Bridges")
    article = factories.draft(tags=[tag])
    client = signed_in(user("ana", ["view_tag", "change_tag"]))
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    data = screen.fields(client.get(url).content, "#tag_form") | {"name": "Fords"}
    published = Event()

    @transaction.atomic
    def publish() -> None:
        verbs.publish(Article.objects.get(pk=article.pk))
        published.set()
        # Enough time for the other one to wait for the log, or to pass it.
        time.sleep(1)

    def rename() -> list[str]:
        published.wait(10)
        return screen.texts(client.post(url, data).content, ".not-saved li li")

    assert together(publish, rename) == [None, [str(article)]]
    assert type(tag).objects.get(pk=tag.pk).name == "Bridges"
