"""The worker's loop sends changes soon, ends when asked, and survives an unreachable database."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from articles.delivery import outbox
from articles.delivery import worker as module
from articles.delivery.daily import once_a_day
from articles.delivery.fan_out import fan_out
from articles.delivery.worker import Worker
from articles.models import Delivery, DeliveryProgress, Webhook
from articles.publishing import verbs
from tests import factories
from tests.articles.delivery.conftest import Clock
from tests.articles.delivery.receiver import Receiver, Reply

SHARED = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs a database that threads share: DATABASE_URL of PostgreSQL"
)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "It has not happened within ten seconds."
        time.sleep(0.01)


def start(worker: Worker) -> Thread:
    def run() -> None:
        try:
            worker.run()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@SHARED
@pytest.mark.django_db(transaction=True)
def test_it_tells_what_happens_and_ends_when_it_is_told_to(webhook: Webhook, receiver: Receiver) -> None:
    worker = Worker()
    thread = start(worker)
    factories.published("Bridge")
    until(lambda: Delivery.objects.filter(event="article.published", state="delivered").exists())
    worker.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert [one.json["data"]["slug"] for one in receiver.got if "slug" in one.json["data"]] == ["bridge"]


@SHARED
@pytest.mark.django_db(transaction=True)
def test_what_is_on_its_way_when_it_ends_is_settled_or_left_to_the_next(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE", 0.3)
    for waits, state in ((0.1, "delivered"), (1.0, "pending")):
        Delivery.objects.all().delete()
        receiver.got.clear()
        receiver.default = Reply(pause=waits)
        message = Delivery.objects.create(webhook=webhook, event="webhook.test", payload="{}")
        worker = Worker()
        thread = start(worker)
        until(lambda: receiver.got)
        worker.stop()
        thread.join(5)
        assert not thread.is_alive()
        message.refresh_from_db()
        assert message.state == state
        # Its lease is still running, so no other worker sends it at the same time.
        assert state == "delivered" or message.next_attempt_at > timezone.now()


@pytest.mark.django_db
def test_a_database_that_is_away_is_waited_for_and_said_once(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "DATABASE_AWAY", 0)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    monkeypatch.setattr(connection, "close", lambda: None)
    failures = iter([OperationalError("the database\nis away")] * 3)
    worker = Worker()

    def told() -> int:
        if error := next(failures, None):
            raise error
        worker.stop()
        return fan_out()

    monkeypatch.setattr(module, "fan_out", told)
    with caplog.at_level(logging.WARNING):
        worker.run()
    assert [record.message for record in caplog.records] == [
        "The database cannot be used, waiting for it: the database is away",
        "The database is back.",
    ]


@pytest.mark.django_db
def test_what_was_sent_while_the_database_went_away_is_not_sent_again(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    Delivery.objects.create(webhook=webhook, event="webhook.test", payload="{}")
    settle, failures = outbox.settle, iter([OperationalError("away")])

    def settled(*result: Any) -> None:
        if error := next(failures, None):
            raise error
        settle(*result)

    monkeypatch.setattr(outbox, "settle", settled)
    worker = Worker()
    with pytest.raises(OperationalError):
        worker.run_once()
    worker.run_once()
    assert len(receiver.got) == 1
    assert Delivery.objects.get().state == "delivered"


@pytest.mark.django_db
def test_chores_are_done_once_a_day_whoever_asks(clock: Clock) -> None:
    done: list[str] = []
    fan_out()
    for _ in range(2):
        once_a_day([lambda: done.append("tidied")])
        clock.forward(hours=23)
    assert done == ["tidied"]
    clock.forward(hours=1)
    Worker([lambda: done.append("again")]).run_once()
    assert done == ["tidied", "again"]
    assert DeliveryProgress.objects.get().tidied_at == timezone.now()


@SHARED
@pytest.mark.django_db(transaction=True)
def test_several_workers_tell_everything_once_and_in_order(webhook: Webhook, receiver: Receiver) -> None:
    article = factories.draft("Bridge")
    workers = [Worker() for _ in range(4)]
    threads = [start(worker) for worker in workers]
    for _ in range(30):
        verbs.publish(article)
    until(lambda: Delivery.objects.filter(event__startswith="article.", state="delivered").count() == 30)
    for worker, thread in zip(workers, threads, strict=True):
        worker.stop()
        thread.join(5)
    versions = [one.json["data"]["version"] for one in receiver.got if "version" in one.json["data"]]
    assert versions == list(range(1, 31))


@SHARED
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_it_tells_has_told_nothing(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published("Bridge")
    reached, go_on = Event(), Event()
    real = Delivery.objects.bulk_create

    def dies(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        reached.set()
        go_on.wait(5)
        raise BrokenPipeError

    monkeypatch.setattr(Delivery.objects, "bulk_create", dies)

    def tell() -> None:
        try:
            fan_out()
        except BrokenPipeError:
            connections.close_all()

    thread = Thread(target=tell)
    thread.start()
    reached.wait(5)
    # The other worker does not wait for it and does not send the same change.
    assert fan_out() == 0
    go_on.set()
    thread.join(5)
    monkeypatch.undo()
    assert not Delivery.objects.exists()
    assert fan_out() > 0
    assert Delivery.objects.filter(event="article.published").count() == 1


def test_upkeep_goes_on_until_there_is_none_left_and_stops_no_message(
    webhook: Webhook, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    webhook.events = ["article.published"]
    webhook.save()
    factories.published("Bridge")
    left = [100, 30, 0]
    worker = Worker(upkeep=lambda: left.pop(0))
    worker.run_once()
    assert (left, receiver.slugs) == ([], ["bridge"])

    def fail() -> int:
        raise ValueError("one story is odd")

    factories.published("Ferry")
    Worker(upkeep=fail).run_once()
    assert receiver.slugs == ["bridge", "ferry"]
    assert "The upkeep failed." in caplog.text


def test_a_chore_that_fails_leaves_the_others_to_be_done(webhook: Webhook, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("odd")

    done: list[str] = []
    Worker([fail, lambda: done.append("tidied")]).run_once()
    assert done == ["tidied"]
    assert "A daily chore failed." in caplog.text
