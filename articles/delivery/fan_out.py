"""From the change log to messages: each change in effect, in order, becomes one message for every receiver.

The log, which the publishing transaction writes, is the outbox. Only changes whose order is final are read. The place
that has been reached is saved in the transaction that writes the messages, so workers may die at any time and several
may run: every change is reported once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from articles.changes.reasons import event_of
from articles.delivery import events, purging
from articles.models import Change, Delivery, DeliveryProgress, PublishedDocument, Webhook

AT_ONCE: Final = 500


def fan_out() -> int:
    """Write the messages of at most AT_ONCE changes. Returns how many changes those were; 0 if there are none left.

    Three queries if nothing is new.
    """
    progress = DeliveryProgress.objects.filter(pk=DeliveryProgress.ROW).first()
    if not progress:
        progress, _ = DeliveryProgress.objects.get_or_create(
            pk=DeliveryProgress.ROW, defaults={"told_at": _beginning()}
        )
    if not _news(progress):
        return 0
    with transaction.atomic():
        locked = DeliveryProgress.objects.select_for_update(skip_locked=True).filter(pk=DeliveryProgress.ROW).first()
        # Another worker is doing this.
        if not locked:
            return 0
        changes = _news(locked)
        Delivery.objects.bulk_create(_messages(changes))
        if changes:
            locked.told_at, locked.told_id = changes[-1].effective_at, changes[-1].pk
            locked.save(update_fields=["told_at", "told_id"])
    return len(changes)


def _news(progress: DeliveryProgress) -> list[Change]:
    return list(Change.objects.after(progress.told_at, progress.told_id).settled()[:AT_ONCE])


def _beginning() -> datetime:
    """The time from which the first worker reads the log: when the first webhook began to listen."""
    first = Webhook.objects.aggregate(first=Min("listens_from"))["first"]
    now = timezone.now()
    return min(first or now, now)


def _messages(changes: Sequence[Change]) -> list[Delivery]:
    reported = [change for change in changes if event_of(change)]
    webhooks = list(Webhook.objects.filter(active=True).order_by("pk")) if reported else []
    pairs = [(webhook, change) for change in reported for webhook in webhooks if _concerns(webhook, change)]
    payloads = _payloads({change.pk: change for _, change in pairs})
    messages = [
        Delivery(
            webhook=webhook,
            article_id=change.article_id,
            change_number=change.pk,
            event=event_of(change),
            payload=payloads[change.pk],
        )
        for webhook, change in pairs
    ]
    return messages + purging.deliveries(reported)


def _concerns(webhook: Webhook, change: Change) -> bool:
    return webhook.listens_from <= change.effective_at and webhook.wants(event_of(change))


def _payloads(changes: dict[int, Change]) -> dict[int, str]:
    stories = {change.article_id for change in changes.values() if change.article_id}
    documents = PublishedDocument.objects.filter(published__article__in=stories)
    cards = dict(documents.values_list("published__article", "card")) if stories else {}
    return {
        number: events.payload(change, cards.get(change.article_id, "") if change.article_id else "")
        for number, change in changes.items()
    }
