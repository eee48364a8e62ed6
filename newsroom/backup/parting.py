"""Lets the world know that the newsroom is again as it was before: nobody may take its new history for the lost one."""

import logging
from datetime import datetime
from typing import Any, Final

from django.core.cache import cache

from articles import log
from articles.delivery import fan_out, outbox

logger = logging.getLogger(__name__)

HELD: Final = "Restored from a backup of {}: whether it was sent after that is not known. Send it again if it was not."


def part(made_at: datetime) -> int:
    """Begin a new history at the backup of `made_at`. Returns how many messages to webhooks are held.

    Messages that were waiting, and those about what has taken effect since, may have been sent in the history that was
    lost: they are given up with a note, for editors to send again. Shared caches are purged of everything.
    """
    log.announce_anew(made_at)
    while fan_out.fan_out():
        pass
    held = outbox.hold(HELD.format(f"{made_at:%-d %B %Y, %H:%M} UTC"))
    log.begin_anew()
    return held


def forget_answers() -> bool:
    """Empty the cache that processes share, of our own keys alone. Whether it could be reached."""
    try:
        clear: Any = getattr(cache, "delete_pattern", None)
        # django-redis: `clear` would empty the whole of a Redis that others use, too.
        clear("*") if clear else cache.clear()
    except Exception:
        logger.warning("The cache could not be emptied.", exc_info=True)
        return False
    return True
