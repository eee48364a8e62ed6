"""A lock between the processes of one host that share DATA_DIR: who writes often, or for long, holds it meanwhile.

SQLite has one writer, and a process that finds the file locked sleeps and retries, longer every time: views waited for
seconds while the worker compiled stories. On PostgreSQL processes that count the same story wait for each other's row
after they have taken a group. Either way a third of the time is lost, and the groups are small. The operating system
wakes the next process at once, and releases the lock of a process that dies. Hosts that share a database wait at its
rows.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@contextmanager
def host_lock() -> Iterator[None]:
    """Wait until no other process holds the lock, and hold it. Raises OSError if its file cannot be opened."""
    file = _lock(settings.DATA_DIR / "writing.lock")
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@lru_cache(maxsize=1)
def _lock(path: Path) -> int:
    """The file's descriptor. It stays open: only one thread of a process at a time takes the lock."""
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o640)
