"""The database of SQLite is read by its owner alone, also one that was made before that was so."""

import os
from pathlib import Path
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

PRIVATE: Final = 0o600
# What SQLite keeps beside a database while it is open.
SUFFIXES: Final = ("", "-wal", "-shm")


def keep(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Follows connection_created. Files of somebody else are left as they are."""
    if connection.vendor != "sqlite":
        return
    for suffix in SUFFIXES:
        path = Path(f"{connection.settings_dict['NAME']}{suffix}")
        if path.is_file() and path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o777 != PRIVATE:
            path.chmod(PRIVATE)
