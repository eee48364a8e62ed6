"""The queue of messages: takes what is due, keeps what came of it, and lets editors send something again."""

import random
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db.models import Min, QuerySet
from django.utils import timezone

from articles import addresses
from articles.delivery import events, purging, signing
from articles.delivery.sending import Answer, Request
from articles.models import Delivery, Webhook
from articles.models.webhooks import ANSWER_KEPT, new_secret

State = Delivery.State
# Who a message goes to: of each lane one is on its way at a time.
Lane = tuple[str, int | None]

# After each failed attempt, how long until the next. Ten attempts, the last one a day after the first.
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
# Retries of many messages are spread by so much of their delay.
JITTER: Final = 0.1
# A receiver may ask for more time than that, but gets no more.
MOST_PATIENCE: Final = timedelta(hours=1)
# A sender that has said nothing for so long is dead. Longer than any request may take.
LEASE: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=30)
GONE: Final = 410


def take(busy: Collection[Lane], most: int) -> list[Delivery]:
    """The first due message of every lane but the busy ones, `most` at once, for the caller alone to send.

    Whoever moves `next_attempt_at` first has it, and it comes back after LEASE if nothing is heard of it.
    """
    now = timezone.now()
    lanes = Delivery.objects.due(now).order_by().values_list("destination", "webhook").annotate(first=Min("pk"))
    firsts = [first for destination, webhook, first in lanes.order_by("first") if (destination, webhook) not in busy]
    # Only what is still due: what another worker has taken meanwhile shows the end of its lease here.
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
    """What is sent, signed now, with the addresses that the settings give now. None for a cache they name no more."""
    if not delivery.webhook:
        return purging.request(delivery)
    now = timezone.now()
    body = addresses.resolve(delivery.payload).encode()
    headers = signing.headers(delivery.message_id, now, body, delivery.webhook.secrets(now))
    return Request("POST", delivery.webhook.address, headers | {"Content-Type": "application/json"}, body)


def settle(delivery: Delivery, answer: Answer) -> None:
    """Keep what came of an attempt, and when there is to be another.

    A receiver that says it is gone (410) is switched off, and what waits for it is given up.
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
        # Somebody else had it meanwhile, or an editor sent it again.
        return
    if gone and delivery.webhook_id is not None:
        switch_off(delivery.webhook_id, f"The receiver answered 410 (gone) on {now:%-d %B %Y at %H:%M} UTC.")


def give_up(delivery: Delivery, error: str) -> None:
    _as_seen(delivery).update(state=State.FAILED, error=error)


def hold(note: str) -> int:
    """Give up everything that waits for a webhook, with a note, for editors to send again. Returns how many."""
    return Delivery.objects.pending().exclude(webhook=None).update(state=State.FAILED, error=note)


def switch_off(webhook: int, note: str) -> None:
    Webhook.objects.filter(pk=webhook).update(active=False, note=note)
    Delivery.objects.pending().filter(webhook=webhook).update(state=State.FAILED, error="The receiver is gone.")


def send_again(deliveries: "QuerySet[Delivery]") -> int:
    """Send messages anew, whatever became of them, with all their attempts. They keep their ids for the receiver."""
    return deliveries.exclude(webhook__active=False).update(
        state=State.PENDING, attempts=0, next_attempt_at=timezone.now(), delivered_at=None, error=""
    )


def send_test(webhook: Webhook) -> Delivery:
    """A message that says nothing has happened, to see whether it arrives."""
    return Delivery.objects.create(webhook=webhook, event=events.TEST, payload=events.test_payload(timezone.now()))


def renew_secret(webhook: Webhook) -> None:
    """A new secret. For a day messages are signed with the old one as well, so that receivers can change over."""
    webhook.previous_secret, webhook.secret, webhook.secret_made_at = webhook.secret, new_secret(), timezone.now()
    webhook.save(update_fields=["previous_secret", "secret", "secret_made_at"])


def clear() -> int:
    """Delete the messages of more than thirty days ago. Returns how many."""
    return Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _as_seen(delivery: Delivery) -> "QuerySet[Delivery]":
    """The row, if nobody has tried it or sent it again since."""
    return Delivery.objects.pending().filter(pk=delivery.pk, attempts=delivery.attempts)


def _delay(attempts: int, answer: Answer) -> timedelta | None:
    """How long to wait after so many attempts; None when there will be no other."""
    if attempts > len(DELAYS):
        return None
    asked = min(timedelta(seconds=answer.retry_after or 0), MOST_PATIENCE)
    return max(DELAYS[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER), asked)  # noqa: S311, nothing to guess
