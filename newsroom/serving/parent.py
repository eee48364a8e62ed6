"""Ends a process with its parent, however that ended: nobody else would."""

import os
import signal
import time
from threading import Thread
from typing import Final

LOOK: Final = 0.5
# Seconds for requests under way.
GRACE: Final = 5.0


def end_with(parent: int) -> None:
    """Watch from a thread. An orphan is adopted by another process, on every system."""
    Thread(target=_watch, args=[parent], name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
