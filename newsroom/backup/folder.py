"""The folder of a backup: what it may hold, and how files are written whole or not at all.

    backup.json            the manifest, written last: without it there is no backup
    database-….sqlite3     or .dump (pg_dump, custom format)
    originals/ab/ab12…     one file for each distinct content, named by its SHA-256

A new backup into the same folder leaves the previous one whole until it replaces it in one step.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from newsroom.backup import BackupError
from newsroom.backup.manifest import Manifest

MANIFEST: Final = "backup.json"
ORIGINALS: Final = "originals"
LOCK: Final = ".lock"
PART: Final = ".part"
OURS: Final = re.compile(r"(backup\.json|database-\d{8}T\d{12}Z\.(sqlite3|dump)(-journal|-wal|-shm)?)(\.part)?")
# Bytes that the disk needs in addition to the files themselves.
MARGIN: Final = 10_000_000


class Folder:
    """A folder for a backup. Only the owner can read its files (0600, folders 0700)."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def prepare(self) -> None:
        """Make the folder ready for writing. Raises BackupError if no backup may be written there."""
        self._check_place()
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_entries()
            with suppress(PermissionError):
                self.path.chmod(0o700)
            (self.path / ORIGINALS).mkdir(mode=0o700, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise BackupError(f"{self.path} is not a folder.") from error
        except OSError as error:
            raise BackupError(f"{self.path} cannot be written to: {error.strerror}.") from error

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Lock the folder. Raises BackupError if another backup or restore has locked it."""
        descriptor = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BackupError(f"{self.path} is in use by another backup or restore.") from error
        finally:
            os.close(descriptor)

    def manifest(self) -> Manifest | None:
        """The manifest of the finished backup, or None. Raises BackupError if it cannot be read."""
        try:
            return Manifest.read((self.path / MANIFEST).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise BackupError(f"{self.path / MANIFEST} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise BackupError(f"{self.path / MANIFEST} is damaged: {error}.") from error

    def conclude(self, manifest: Manifest) -> None:
        """Write the manifest, which makes this the valid backup, and delete the previous one."""
        with whole(self.path / MANIFEST) as file:
            file.write(manifest.write())
        self.sweep()
        kept = {checksum for checksum, _ in manifest.originals.values()}
        for path in (self.path / ORIGINALS).glob("??/*"):
            if path.name not in kept:
                path.unlink()

    def sweep(self) -> None:
        """Delete unfinished files, and databases that no manifest names."""
        kept = {LOCK, MANIFEST}
        try:
            manifest = self.manifest()
            kept |= {manifest.database.file} if manifest else set()
        except BackupError:
            # Somebody may want to save what is left of this backup. The next finished backup replaces it.
            kept |= {path.name for path in self.path.iterdir() if path.suffix != PART}
        for path in [*self.path.iterdir(), *(self.path / ORIGINALS).rglob(f"*{PART}")]:
            if path.is_file() and path.name not in kept:
                path.unlink()

    def original(self, checksum: str) -> Path:
        return self.path / ORIGINALS / checksum[:2] / checksum

    def check_room(self, needed: int) -> None:
        """Raise BackupError if the disk has less than `needed` bytes left."""
        free = shutil.disk_usage(self.path).free
        if free < needed + MARGIN:
            raise BackupError(
                f"{self.path} has room for {megabytes(free)}, but {megabytes(needed + MARGIN)} are needed. "
                "Nothing was changed."
            )

    def _check_place(self) -> None:
        here, data = self.path.resolve(), settings.DATA_DIR.resolve()
        if here == data or data in here.parents:
            raise BackupError(f"{self.path} is in DATA_DIR and would be lost with it. Choose another disk or host.")
        if here in data.parents:
            raise BackupError(f"{self.path} contains DATA_DIR. Choose a folder for backups only.")

    def _check_entries(self) -> None:
        for path in sorted(self.path.iterdir()):
            if path.name not in {ORIGINALS, LOCK} and not OURS.fullmatch(path.name):
                raise BackupError(
                    f"{self.path} holds other files, such as {path.name}. Choose an empty folder or a backup folder."
                )


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears at `path`, synced and 0600, if the block succeeds, and not at all otherwise."""
    part = path.with_name(path.name + PART)
    try:
        with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """Sync the names in a folder, so that they survive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def megabytes(number: int) -> str:
    return f"{number / 1_000_000:,.0f} MB"
