"""Messages are sent in order, retried for a day, and kept with their results."""

from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from standardwebhooks import Webhook as Verifier

from articles.delivery import outbox
from articles.delivery.fan_out import fan_out
from articles.delivery.sending import Answer
from articles.delivery.worker import Worker
from articles.models import Article, Delivery, Webhook
from articles.publishing import verbs
from tests import factories
from tests.articles.delivery.conftest import Clock
from tests.articles.delivery.receiver import Receiver, Reply, receiving

pytestmark = pytest.mark.django_db
BUSY = Reply(503, body=b"Busy.")


@pytest.fixture(autouse=True)
def _without_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "JITTER", 0)


@pytest.fixture
def stories() -> list[Article]:
    """Two stories, published before there is a webhook."""
    topic, author = factories.topic("City"), factories.author()
    return [factories.draft(name, topic=topic, authors=[author]) for name in ("Bridge", "Ferry")]


@pytest.fixture
def webhook(stories: list[Article], clock: Clock, receiver: Receiver) -> Webhook:
    clock.forward(seconds=1)
    return Webhook.objects.create(name="Website", address=receiver.address, listens_from=timezone.now())


def work() -> None:
    Worker().run_once()


def states() -> list[tuple[str, int, int | None]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts", "status"))


def test_a_message_arrives_signed_and_with_real_addresses(
    webhook: Webhook, stories: list[Article], receiver: Receiver, settings: Settings
) -> None:
    verbs.publish(stories[0])
    work()
    (got,) = receiver.got
    delivery = Delivery.objects.get()
    message = Verifier(webhook.secret).verify(got.body, got.headers)
    assert message["data"]["url"] == "https://news.test/api/v1/articles/bridge/"
    assert message["data"]["canonical_url"] == "https://www.example.test/city/bridge"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["webhook-id"] == delivery.message_id
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    assert (delivery.answer, delivery.error, delivery.delivered_at) == ("Thank you.", "", timezone.now())


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_answer_of_two_hundred_and_something_is_good(
    webhook: Webhook, stories: list[Article], receiver: Receiver, status: int
) -> None:
    receiver.default = Reply(status, body=b"")
    verbs.publish(stories[0])
    work()
    assert states() == [("delivered", 1, status)]


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_anything_else_is_tried_again_for_a_day_and_then_given_up(
    webhook: Webhook, stories: list[Article], receiver: Receiver, clock: Clock, status: int
) -> None:
    receiver.default = Reply(status, body=b"x" * 2000)
    verbs.publish(stories[0])
    began, tried = timezone.now(), []
    work()
    while (delivery := Delivery.objects.get()).state == "pending":
        before = len(receiver.got)
        clock.forward(seconds=(delivery.next_attempt_at - timezone.now()).total_seconds() - 1)
        work()
        assert len(receiver.got) == before
        clock.forward(seconds=1)
        work()
        tried.append(timezone.now() - began)
    assert [int(one.total_seconds()) for one in tried] == [5, 65, 365, 2165, 5765, 12965, 27365, 56165, 84965]
    assert (delivery.state, delivery.attempts, delivery.status) == ("failed", 10, status)
    assert delivery.answer == "x" * 1000
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 1


def test_retries_are_spread(webhook: Webhook, stories: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "JITTER", 0.1)
    delays = {outbox._delay(2, Answer(500)) for _ in range(50)}
    assert len(delays) > 10
    assert all(delay and 54 <= delay.total_seconds() <= 66 for delay in delays)


@pytest.mark.parametrize(("asked", "seconds"), [("2", 5), ("120", 120), ("999999", 3600)])
def test_a_receiver_may_ask_for_time_within_reason(
    webhook: Webhook, stories: list[Article], receiver: Receiver, asked: str, seconds: int
) -> None:
    receiver.default = Reply(429, {"Retry-After": asked})
    verbs.publish(stories[0])
    work()
    assert Delivery.objects.get().next_attempt_at == timezone.now() + timedelta(seconds=seconds)


def test_messages_of_a_story_keep_their_order_and_hold_up_no_other(
    webhook: Webhook, stories: list[Article], receiver: Receiver, clock: Clock
) -> None:
    bridge, ferry = stories
    receiver.replies.append(BUSY)
    verbs.publish(bridge)
    verbs.publish(bridge)
    verbs.publish(ferry)
    work()
    assert receiver.slugs == ["bridge", "ferry"]
    assert [state for state, *_ in states()] == ["pending", "pending", "delivered"]
    clock.forward(seconds=5)
    work()
    assert [(one.json["data"]["slug"], one.json["data"]["version"]) for one in receiver.got] == [
        ("bridge", 1),
        ("ferry", 1),
        ("bridge", 1),
        ("bridge", 2),
    ]


def test_a_message_that_was_given_up_lets_the_next_one_go(
    webhook: Webhook, stories: list[Article], receiver: Receiver
) -> None:
    verbs.publish(stories[0])
    verbs.publish(stories[0])
    fan_out()
    Delivery.objects.filter(event="article.published").update(attempts=9)
    receiver.replies.append(BUSY)
    work()
    assert states() == [("failed", 10, 503), ("delivered", 1, 200)]


def test_a_receiver_that_is_gone_is_switched_off(
    webhook: Webhook, stories: list[Article], receiver: Receiver, clock: Clock
) -> None:
    receiver.default = Reply(410)
    verbs.publish(stories[0])
    verbs.publish(stories[1])
    work()
    webhook.refresh_from_db()
    assert (len(receiver.got), webhook.active) == (1, False)
    assert webhook.note.startswith("The receiver answered 410 (gone) on ")
    assert states() == [("failed", 1, 410), ("failed", 0, None)]
    verbs.publish(stories[0])
    fan_out()
    assert Delivery.objects.count() == 2


def test_what_waits_for_a_webhook_that_is_off_goes_when_it_is_on(
    webhook: Webhook, stories: list[Article], receiver: Receiver
) -> None:
    verbs.publish(stories[0])
    fan_out()
    Webhook.objects.update(active=False)
    work()
    assert receiver.got == []
    Webhook.objects.update(active=True)
    work()
    assert receiver.slugs == ["bridge"]


def test_an_address_that_turns_private_is_not_reached(
    webhook: Webhook, stories: list[Article], receiver: Receiver, settings: Settings
) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    verbs.publish(stories[0])
    work()
    delivery = Delivery.objects.get()
    assert (receiver.got, delivery.state, delivery.attempts) == ([], "pending", 1)
    assert delivery.error.startswith("127.0.0.1 is on a private network")


def test_a_sender_that_died_is_followed_by_another(
    webhook: Webhook, stories: list[Article], receiver: Receiver, clock: Clock
) -> None:
    verbs.publish(stories[0])
    fan_out()
    assert len(outbox.take([], 16)) == 1
    work()
    assert receiver.got == []
    clock.forward(minutes=1)
    work()
    assert states() == [("delivered", 1, 200)]


def test_two_senders_never_take_the_same_message(webhook: Webhook, stories: list[Article]) -> None:
    for story in stories:
        verbs.publish(story)
    fan_out()
    first = outbox.take([], 16)
    assert [one.article_id for one in first] == [stories[0].pk]
    assert [one.article_id for one in outbox.take([], 16)] == [stories[1].pk]
    assert outbox.take([], 16) == []


def test_what_an_editor_sends_again_is_sent_whatever_became_of_it(
    webhook: Webhook, stories: list[Article], receiver: Receiver, clock: Clock
) -> None:
    for story in stories:
        verbs.publish(story)
    work()
    clock.forward(days=1)
    Delivery.objects.filter(article=stories[1]).update(state="failed", attempts=10, error="Busy.")
    assert outbox.send_again(Delivery.objects.all()) == 2
    work()
    assert receiver.slugs == ["bridge", "ferry", "bridge", "ferry"]
    ids = [one.headers["webhook-id"] for one in receiver.got]
    assert ids[:2] == ids[2:]
    assert states() == [("delivered", 1, 200)] * 2


def test_what_comes_back_after_it_was_sent_again_is_forgotten(webhook: Webhook, stories: list[Article]) -> None:
    verbs.publish(stories[0])
    fan_out()
    Delivery.objects.update(attempts=3)
    (taken,) = outbox.take([], 16)
    outbox.send_again(Delivery.objects.all())
    outbox.settle(taken, Answer(500))
    assert states() == [("pending", 0, None)]


def test_a_test_says_that_nothing_has_happened(webhook: Webhook, receiver: Receiver) -> None:
    outbox.send_test(webhook)
    work()
    (got,) = receiver.got
    moment = f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    assert got.json == {"type": "webhook.test", "timestamp": moment, "data": {"url": "https://news.test/api/v1/"}}


def test_messages_are_kept_for_thirty_days(webhook: Webhook, clock: Clock) -> None:
    outbox.send_test(webhook)
    clock.forward(days=29)
    assert outbox.clear() == 0
    clock.forward(days=2)
    assert outbox.clear() == 1


@pytest.mark.parametrize("webhooks", [1, 3])
def test_looking_for_what_is_due_costs_the_same_however_much_waits(
    webhook: Webhook, webhooks: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(webhooks):
        hook = Webhook.objects.create(name=f"Hook {number}", address="https://hook.test/")
        for _ in range(webhooks):
            outbox.send_test(hook)
    # Lanes, the first message of each, and one claim for each.
    with django_assert_num_queries(2 + webhooks):
        assert len(outbox.take([], 16)) == webhooks
    busy = [("webhook", pk) for pk in Webhook.objects.values_list("pk", flat=True)]
    with django_assert_num_queries(1):
        assert outbox.take(busy, 16) == []


def test_a_slow_receiver_holds_up_nobody_else(webhook: Webhook, stories: list[Article], receiver: Receiver) -> None:
    """The slow one is called first, and answers after the other has got everything."""
    with receiving() as quick:
        Webhook.objects.create(name="Quick", address=quick.address, listens_from=timezone.now())
        others_done = Event()
        receiver.default = Reply(when=others_done)
        for story in stories:
            verbs.publish(story)
        worker = Worker()
        worker.round()
        while len(quick.got) < 2 or Delivery.objects.pending().filter(webhook__name="Quick").exists():
            worker._wait(0.05)
            worker.round()
        assert receiver.slugs == ["bridge"]
        others_done.set()
        worker.run_once()
    assert receiver.slugs == quick.slugs == ["bridge", "ferry"]
