"""Files on a disk that are stored whole or not at all."""

from contextlib import suppress
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Deletes the partial file that Django's storage leaves on a full disk.

    That file is never an older one: originals have random names.
    """

    def _save(self, name: str, content: Any) -> str:
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc]
        except OSError:
            with suppress(OSError):
                self.delete(name)
            raise
        return saved
