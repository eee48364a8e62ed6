"""Makes SQLite's database readable by its owner only, including databases that earlier releases created."""

import os
from pathlib import Path
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

PRIVATE: Final = 0o600
# The files that SQLite keeps next to an open database.
SUFFIXES: Final = ("", "-wal", "-shm")


def keep(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created. Files of another user are left as they are."""
    if connection.vendor != "sqlite":
        return
    for suffix in SUFFIXES:
        path = Path(f"{connection.settings_dict['NAME']}{suffix}")
        if path.is_file() and path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o777 != PRIVATE:
            path.chmod(PRIVATE)
