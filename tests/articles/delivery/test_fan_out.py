"""Every change in effect is sent once, to everybody it concerns."""

from datetime import timedelta

import orjson
import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.delivery.fan_out import fan_out
from articles.models import Change, Delivery, DeliveryProgress, Webhook
from articles.publishing import verbs
from tests import factories
from tests.articles.delivery.conftest import Clock

pytestmark = pytest.mark.django_db


def hook(name: str = "Website", **fields: object) -> Webhook:
    return Webhook.objects.create(name=name, address="https://example.test/hook", **fields)


def told() -> list[tuple[str, str]]:
    """Pairs of webhook and event about stories, in the order of the queue."""
    fan_out()
    found = Delivery.objects.filter(event__startswith="article.").order_by("pk").select_related("webhook")
    return [(str(one.webhook), one.event) for one in found]


def test_a_publication_becomes_a_message_that_says_what_has_happened(clock: Clock) -> None:
    hook()
    article = factories.published(
        "Harbour bridge reopens", topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")]
    )
    fan_out()
    message = Delivery.objects.get(event="article.published")
    change = Change.objects.get(article=article)
    moment = f"{change.effective_at:%Y-%m-%dT%H:%M:%SZ}"
    assert orjson.loads(message.payload) == {
        "type": "article.published",
        "timestamp": moment,
        "data": {
            "action": "upsert",
            "reason": "published",
            "at": moment,
            "keys": [f"article-{article.pk}", "author-ana-ruiz", "topic-city"],
            "id": str(article.pk),
            "slug": "harbour-bridge-reopens",
            "version": 1,
            "url": "https://public-url.invalid/api/v1/articles/harbour-bridge-reopens/",
            "canonical_url": f"https://canonical-url.invalid/city/harbour-bridge-reopens/{article.pk}",
        },
    }
    assert (message.state, message.attempts, message.change_number) == ("pending", 0, change.pk)
    assert message.message_id.startswith("msg_")


def test_what_changes_beside_stories_is_told_with_its_keys(clock: Clock) -> None:
    hook()
    factories.topic("City")
    fan_out()
    message = orjson.loads(Delivery.objects.get().payload)
    assert message["type"] == "content.edited"
    assert message["data"] == {"action": "edit", "reason": "edited", "at": message["timestamp"], "keys": ["topic-city"]}


def test_every_verb_is_an_event(clock: Clock) -> None:
    article = factories.draft(expires_at=timezone.now() + timedelta(hours=1))
    hook()
    verbs.publish(article)
    verbs.correct(article, "correction", "Two, not three.")
    article.slug = "another"
    article.save()
    verbs.publish(article)
    verbs.publish(article)
    verbs.unpublish(article)
    verbs.publish(article)
    verbs.kill(article, "Not true.")
    assert [event.removeprefix("article.") for _, event in told()] == [
        "published",
        "corrected",
        "slug_changed",
        "updated",
        "unpublished",
        "published",
        "killed",
    ]


def test_schedules_and_expiries_are_told_when_they_come_true_and_not_before(clock: Clock) -> None:
    article = factories.draft(expires_at=timezone.now() + timedelta(hours=2))
    hook()
    verbs.schedule(article, timezone.now() + timedelta(hours=1))
    seen = []
    for _ in range(3):
        seen.append([event for _, event in told()])
        clock.forward(hours=1, seconds=1)
    assert seen == [[], ["article.published"], ["article.published", "article.expired"]]


def test_a_schedule_that_is_called_off_is_never_told(clock: Clock) -> None:
    article = factories.draft()
    hook()
    verbs.schedule(article, timezone.now() + timedelta(hours=1))
    verbs.unpublish(article)
    clock.forward(hours=2)
    assert told() == []


def test_a_webhook_hears_what_it_asked_for(clock: Clock) -> None:
    hook("All")
    hook("Kills", events=["article.killed", "article.expired"])
    hook("Off", active=False)
    article = factories.published()
    verbs.kill(article, "Not true.")
    assert told() == [("All", "article.published"), ("All", "article.killed"), ("Kills", "article.killed")]


def test_what_happened_before_is_not_told(clock: Clock) -> None:
    factories.published()
    clock.forward(seconds=1)
    hook("First", listens_from=timezone.now())
    clock.forward(seconds=1)
    article = factories.draft()
    verbs.publish(article)
    clock.forward(seconds=1)
    hook("Second", listens_from=timezone.now())
    verbs.unpublish(article)
    assert told() == [
        ("First", "article.published"),
        ("First", "article.unpublished"),
        ("Second", "article.unpublished"),
    ]


def test_nothing_is_told_twice(clock: Clock) -> None:
    hook()
    factories.published()
    first = told()
    assert len(first) == 1
    assert told() == first
    progress = DeliveryProgress.objects.get()
    assert (progress.told_at, progress.told_id) == (Change.objects.latest("pk").effective_at, Change.objects.last().pk)  # type: ignore[union-attr]


def test_a_worker_that_was_away_catches_up_in_pieces(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.delivery.fan_out.AT_ONCE", 2)
    hook()
    for number in range(3):
        factories.topic(f"Topic {number}")
    assert [fan_out(), fan_out(), fan_out()] == [2, 1, 0]
    assert Delivery.objects.count() == 3


@pytest.mark.parametrize("provider", ["varnish", ""])
def test_the_end_of_the_logs_memory_is_no_event(settings: Settings, clock: Clock, provider: str) -> None:
    settings.VARNISH_URL = "http://varnish.test" if provider else ""
    hook()
    now = timezone.now()
    Change.objects.create(action="edit", reason="pruned", effective_at=now, recorded_at=now, keys="x")
    assert fan_out() == 1
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("stories", [1, 3])
def test_it_costs_the_same_however_much_has_happened(
    stories: int, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hook()
    fan_out()
    for _ in range(stories):
        factories.published()
    # Place, unsettled, news; savepoint (2), and inside it the same again, webhooks, cards, messages, place.
    with django_assert_num_queries(12):
        fan_out()
    with django_assert_num_queries(3):
        fan_out()
