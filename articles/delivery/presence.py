"""Whether a worker is at work, on whatever host: it leaves the time where all processes can read it."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from articles.models import DeliveryProgress

# Longer than this without one seen, and messages are waiting for somebody to look after it.
PATIENCE: Final = timedelta(minutes=1)


def show() -> None:
    """Say that a worker is here. The row is there once the log has been looked at."""
    DeliveryProgress.objects.filter(pk=DeliveryProgress.ROW).update(seen_at=timezone.now())


def last_seen() -> datetime | None:
    """When a worker was last here; None if never."""
    return DeliveryProgress.objects.filter(pk=DeliveryProgress.ROW).values_list("seen_at", flat=True).first()


def is_missing(seen_at: datetime | None) -> bool:
    return not seen_at or timezone.now() - seen_at > PATIENCE
