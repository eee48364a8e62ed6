"""The queue of messages: takes those that are due, records their results, and lets editors send them again."""

import random
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db.models import Min, QuerySet
from django.utils import timezone

from articles.addresses import placeholders
from articles.delivery import events, purging, signing
from articles.delivery.sending import Answer, Request
from articles.models import Delivery, Webhook
from articles.models.webhooks import ANSWER_KEPT, new_secret

State = Delivery.State
# The destination of a message. Each lane has one message in progress at a time.
Lane = tuple[str, int | None]

# The delay after each failed attempt. Ten attempts, the last one a day after the first.
DELAYS: Final = [
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=8),
]
# The share of their delay by which retries of many messages are spread.
JITTER: Final = 0.1
# The longest delay that a receiver gets by asking for it.
MOST_PATIENCE: Final = timedelta(hours=1)
# A sender that has reported nothing for this long is dead. Longer than any request may take.
LEASE: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=30)
GONE: Final = 410


def take(busy: Collection[Lane], most: int) -> list[Delivery]:
    """The first due message of every lane that is not busy, at most `most`. Only the caller may send them.

    The first worker to move `next_attempt_at` has the message. It is due again after LEASE if it is not settled.
    """
    now = timezone.now()
    lanes = Delivery.objects.due(now).order_by().values_list("destination", "webhook").annotate(first=Min("pk"))
    firsts = [first for destination, webhook, first in lanes.order_by("first") if (destination, webhook) not in busy]
    # Only messages still due: those that another worker has taken meanwhile have the end of its lease here.
    still_due = Delivery.objects.select_related("webhook").filter(pk__in=firsts[:most], next_attempt_at__lte=now)
    taken = []
    for delivery in still_due.order_by("pk"):
        mine = _as_seen(delivery).filter(next_attempt_at=delivery.next_attempt_at)
        delivery.next_attempt_at = now + LEASE
        if mine.update(next_attempt_at=delivery.next_attempt_at):
            taken.append(delivery)
    return taken


def lane(delivery: Delivery) -> Lane:
    return delivery.destination, delivery.webhook_id


def request(delivery: Delivery) -> Request | None:
    """The request, signed now, with addresses from the present settings. None for a cache no longer in the settings."""
    if not delivery.webhook:
        return purging.request(delivery)
    now = timezone.now()
    body = placeholders.resolve(delivery.payload).encode()
    headers = signing.headers(delivery.message_id, now, body, delivery.webhook.secrets(now))
    return Request("POST", delivery.webhook.address, headers | {"Content-Type": "application/json"}, body)


def settle(delivery: Delivery, answer: Answer) -> None:
    """Record the result of an attempt, and the time of the next one, if any.

    A webhook whose receiver answers 410 (gone) is switched off, and what waits for it is given up.
    """
    now = timezone.now()
    gone = bool(delivery.webhook_id) and answer.status == GONE
    attempts = delivery.attempts + 1
    delay = _delay(attempts, answer)
    result = {
        "attempts": attempts,
        "status": answer.status,
        "answer": answer.text[:ANSWER_KEPT],
        "error": answer.error,
        "next_attempt_at": now + (delay or timedelta()),
    }
    if answer.good:
        result |= {"state": State.DELIVERED, "delivered_at": now}
    elif gone or not delay:
        result |= {"state": State.FAILED}
    if not _as_seen(delivery).update(**result):
        # Another worker took it meanwhile, or an editor sent it again.
        return
    if gone and delivery.webhook_id is not None:
        switch_off(delivery.webhook_id, f"The receiver answered 410 (gone) on {now:%-d %B %Y at %H:%M} UTC.")


def give_up(delivery: Delivery, error: str) -> None:
    _as_seen(delivery).update(state=State.FAILED, error=error)


def hold(note: str) -> int:
    """Give up everything that waits for a webhook, with a note. Editors can send it again. Returns how many."""
    return Delivery.objects.pending().exclude(webhook=None).update(state=State.FAILED, error=note)


def switch_off(webhook: int, note: str) -> None:
    Webhook.objects.filter(pk=webhook).update(active=False, note=note)
    Delivery.objects.pending().filter(webhook=webhook).update(state=State.FAILED, error="The receiver is gone.")


def send_again(deliveries: "QuerySet[Delivery]") -> int:
    """Send messages again, whatever their result, with all attempts. Receivers know them by the same id."""
    return deliveries.exclude(webhook__active=False).update(
        state=State.PENDING, attempts=0, next_attempt_at=timezone.now(), delivered_at=None, error=""
    )


def send_test(webhook: Webhook) -> Delivery:
    """A message without news, to see whether it arrives."""
    return Delivery.objects.create(webhook=webhook, event=events.TEST, payload=events.test_payload(timezone.now()))


def renew_secret(webhook: Webhook) -> None:
    """Make a new secret. For a day messages are also signed with the old one, so that receivers can change over."""
    webhook.previous_secret, webhook.secret, webhook.secret_made_at = webhook.secret, new_secret(), timezone.now()
    webhook.save(update_fields=["previous_secret", "secret", "secret_made_at"])


def clear() -> int:
    """Delete messages older than thirty days. Returns how many."""
    return Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _as_seen(delivery: Delivery) -> "QuerySet[Delivery]":
    """The row, if it has been neither tried nor sent again since it was read."""
    return Delivery.objects.pending().filter(pk=delivery.pk, attempts=delivery.attempts)


def _delay(attempts: int, answer: Answer) -> timedelta | None:
    """The delay after this many attempts; None if there will not be another."""
    if attempts > len(DELAYS):
        return None
    asked = min(timedelta(seconds=answer.retry_after or 0), MOST_PATIENCE)
    return max(DELAYS[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER), asked)  # noqa: S311, nothing to guess
