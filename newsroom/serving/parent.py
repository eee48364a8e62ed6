"""Ends a process when its parent has ended, however that happened."""

import os
import signal
import time
from threading import Thread
from typing import Final

LOOK: Final = 0.5
# Seconds for requests in progress.
GRACE: Final = 5.0


def end_with(parent: int) -> None:
    """Watch the parent from a thread. Every system gives an orphan another parent."""
    Thread(target=_watch, args=[parent], name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
