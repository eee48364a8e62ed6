"""Tells clients and caches that the newsroom was restored, lest they take its new history for the lost one."""

import logging
from datetime import datetime
from typing import Any, Final

from django.core.cache import cache

from articles.changes import log
from articles.delivery import fan_out, outbox

logger = logging.getLogger(__name__)

HELD: Final = "Restored from a backup of {}. It may have been sent after that. Send it again if it was not."


def part(made_at: datetime) -> int:
    """Begin a new history at the backup made at `made_at`. Returns how many messages to webhooks are held.

    Messages that were waiting, and those about changes that have taken effect since, may have been sent in the lost
    history. They are held with a note, so that editors can send them again. Shared caches are purged of everything.
    """
    log.announce_anew(made_at)
    while fan_out.fan_out():
        pass
    held = outbox.hold(HELD.format(f"{made_at:%-d %B %Y, %H:%M} UTC"))
    log.begin_anew()
    return held


def forget_answers() -> bool:
    """Delete our own keys from the shared cache. Returns whether it could be reached."""
    try:
        clear: Any = getattr(cache, "delete_pattern", None)
        # django-redis: `clear` would empty a whole Redis that others may use too.
        clear("*") if clear else cache.clear()
    except Exception:
        logger.warning("The cache could not be emptied.", exc_info=True)
        return False
    return True
