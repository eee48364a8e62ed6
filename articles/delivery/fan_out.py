"""From the change log to messages: what has taken effect, in its order, becomes a row for everybody it concerns.

The log is the outbox. It was written in the publishing transaction, and what is told here is only what nothing can come
before any more. The place up to which it was told moves in the transaction that writes the messages, so a worker may
die at any point and several may run: every change is told once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from articles.delivery import events, purging
from articles.models import Change, Delivery, DeliveryProgress, PublishedArticle, Webhook

AT_ONCE: Final = 500


def fan_out() -> int:
    """Write the messages of at most AT_ONCE changes. Returns how many changes those were; 0 when there are none left.

    Three queries where nothing is new.
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
        # Another worker is at it.
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
    """Where the first worker begins: what happened before anybody listened concerns nobody."""
    first = Webhook.objects.aggregate(first=Min("listens_from"))["first"]
    now = timezone.now()
    return min(first or now, now)


def _messages(changes: Sequence[Change]) -> list[Delivery]:
    told = [change for change in changes if change.reason in events.EVENTS]
    webhooks = list(Webhook.objects.filter(active=True).order_by("pk")) if told else []
    pairs = [(webhook, change) for change in told for webhook in webhooks if _concerns(webhook, change)]
    payloads = _payloads({change.pk: change for _, change in pairs})
    messages = [
        Delivery(
            webhook=webhook,
            article_id=change.article_id,
            change_number=change.pk,
            event=events.EVENTS[change.reason],
            payload=payloads[change.pk],
        )
        for webhook, change in pairs
    ]
    return messages + purging.deliveries(told)


def _concerns(webhook: Webhook, change: Change) -> bool:
    return webhook.listens_from <= change.effective_at and webhook.wants(events.EVENTS[change.reason])


def _payloads(changes: dict[int, Change]) -> dict[int, str]:
    stories = {change.article_id for change in changes.values() if change.article_id}
    found = PublishedArticle.objects.filter(article__in=stories) if stories else PublishedArticle.objects.none()
    cards = dict(found.values_list("article_id", "card"))
    return {
        number: events.payload(change, cards.get(change.article_id, "") if change.article_id else "")
        for number, change in changes.items()
    }
