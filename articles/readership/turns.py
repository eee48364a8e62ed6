"""Whose turn it is to write, among the processes of one machine that share DATA_DIR.

SQLite lets one writer in, and whoever finds the file locked sleeps and looks again, longer every time. On PostgreSQL
two processes that count the same story wait for each other's row with a group already taken. Either way a third of the
time is lost, and the groups are small. The operating system wakes the next one at once, and forgets the lock of a
process that dies. Machines that share a database queue at its rows.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@contextmanager
def turn() -> Iterator[None]:
    """Wait until no other process is in its turn. Raises OSError when the file for it cannot be opened."""
    file = _lock(settings.DATA_DIR / "counting.lock")
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@lru_cache(maxsize=1)
def _lock(path: Path) -> int:
    """The file's descriptor. It stays open: one thread of a process at a time has its turn."""
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o640)
