"""Work that is done once a day, by whichever worker comes first."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.db.models import Q
from django.utils import timezone

from articles.models import DeliveryProgress

logger = logging.getLogger(__name__)

DAY: Final = timedelta(days=1)


def once_a_day(chores: Sequence[Callable[[], object]]) -> bool:
    """Do the chores unless a worker did them within a day. Returns whether they were done."""
    now = timezone.now()
    is_due = DeliveryProgress.objects.filter(Q(tidied_at=None) | Q(tidied_at__lte=now - DAY), pk=DeliveryProgress.ROW)
    if not chores or not is_due.update(tidied_at=now):
        return False
    for chore in chores:
        try:
            chore()
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            # The other chores must still be done.
            logger.exception("A daily chore failed.")
    return True
