"""Whether a worker runs, on any host: workers record the time where all processes can read it."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from articles.models import DeliveryProgress

# After this long without a worker, messages are waiting and somebody must see to it.
PATIENCE: Final = timedelta(minutes=1)


def show() -> None:
    """Record that a worker is running. The row exists once the log has been read."""
    DeliveryProgress.objects.filter(pk=DeliveryProgress.ROW).update(seen_at=timezone.now())


def last_seen() -> datetime | None:
    """When a worker last ran; None if never."""
    return DeliveryProgress.objects.filter(pk=DeliveryProgress.ROW).values_list("seen_at", flat=True).first()


def is_missing(seen_at: datetime | None) -> bool:
    return not seen_at or timezone.now() - seen_at > PATIENCE
