"""What changes between two positions touch, and the connection by which a server reads them."""

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from articles.changes import log, position
from articles.changes.position import Touched
from articles.changes.watching import NAME, OwnConnection, Watch
from articles.models import Change, prepared
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=timezone.now().replace(microsecond=0)) as now:
        yield now


@pytest.fixture
def watch(clock: mock.Mock) -> Watch:
    watch = Watch(prepared.rows)
    assert watch.read().touched == position.UNKNOWN
    return watch


def test_what_is_published_touches_its_keys_and_the_lists(watch: Watch) -> None:
    story = factories.published("One", topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")])
    keys = {f"article-{story.pk}", "topic-city", "author-ana-ruiz", "lists"}
    assert watch.read().touched == Touched(frozenset(keys), announced=False)
    assert watch.read().touched == Touched(frozenset(), announced=False)
    log.touch("topic-city")
    assert watch.read().touched == Touched(frozenset({"lists", "topic-city"}), announced=False)


def test_what_was_announced_touches_when_it_comes(watch: Watch, clock: mock.Mock) -> None:
    story = factories.draft("One", topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")])
    watch.read()
    verbs.schedule(story, clock.return_value + timedelta(minutes=1))
    assert watch.read().touched.announced is False
    clock.return_value += timedelta(minutes=1)
    keys = {f"article-{story.pk}", "topic-city", "author-ana-ruiz", "lists"}
    assert watch.read().touched == Touched(frozenset(keys), announced=True)


def test_what_was_recorded_and_came_since_is_announced_too(watch: Watch, clock: mock.Mock) -> None:
    verbs.schedule(factories.draft("One"), clock.return_value + timedelta(seconds=1))
    clock.return_value += timedelta(seconds=2)
    assert watch.read().touched.announced is True


def test_a_log_that_goes_back_tells_nothing(watch: Watch, clock: mock.Mock) -> None:
    factories.published("One")
    watch.read()
    Change.objects.order_by("-pk")[:1].get().delete()
    assert watch.read().touched == Touched(None, announced=True)


def test_neither_does_one_that_was_pruned_or_not_read_for_long(watch: Watch, clock: mock.Mock) -> None:
    factories.published("One")
    factories.published("Two")
    log.prune(clock.return_value + timedelta(seconds=1))
    assert watch.read().touched.keys is None
    log.touch("topic-city")
    clock.return_value += timedelta(hours=2)
    assert watch.read().touched.keys is None


def test_a_restored_log_touches_everything(watch: Watch) -> None:
    factories.published("One")
    watch.read()
    log.begin_anew()
    keys = watch.read().touched.keys
    assert keys is not None
    assert "articles" in keys


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connections that die")
@pytest.mark.django_db(transaction=True)
def test_a_dead_connection_is_found_by_using_it() -> None:
    own = OwnConnection()
    watch = Watch(own.query)
    try:
        assert watch.read().position.token == position.read().token
        with connection.cursor() as cursor:
            sql = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = %s"
            cursor.execute(sql, [NAME])
            assert cursor.fetchone()[0] >= 1
        factories.published("One")
        reading = watch.read()
        assert reading.position.token == position.read().token
        assert reading.touched.keys
        # The connection is alive, so nothing is tried again.
        with pytest.raises(psycopg.errors.UndefinedTable):
            own.query("SELECT * FROM nothing", [])
    finally:
        own.close()
