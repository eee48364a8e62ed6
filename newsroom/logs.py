"""Keeps the log readable during outages. Settings name these filters, so they import nothing of ours."""

import logging
import time
from typing import Final

MINUTE: Final = 60.0


class WithoutTraceback(logging.Filter):
    """Drops the traceback of errors that any client can cause: the message is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True


class OnceAMinute(logging.Filter):
    """Lets through one record of a 503 per minute, with the reason in its line and without a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._at = -MINUTE

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) != 503:
            return True
        now = time.monotonic()
        if now - self._at < MINUTE:
            return False
        self._at = now
        reason = " ".join(str(record.exc_info[1]).split()) if record.exc_info else record.getMessage()
        record.msg = "Requests are answered with 503 (logged once a minute): %s"
        record.args = (reason,)
        record.exc_info = record.exc_text = None
        return True
