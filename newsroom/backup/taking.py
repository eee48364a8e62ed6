"""Takes a backup while the newsroom serves and editors write."""

import errno
import os
from pathlib import Path
from typing import Final, NamedTuple

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from newsroom.backup import BackupError
from newsroom.backup.databases import module
from newsroom.backup.folder import Folder, sync
from newsroom.backup.manifest import Content, Manifest, StoredFile
from newsroom.backup.originals import NAMED, Copies, checksum_of

MIGRATIONS: Final = "SELECT app, name FROM django_migrations"
# Originals may be replaced between the snapshot and their copying, but not for ever.
ATTEMPTS: Final = 5


class Taken(NamedTuple):
    """What was backed up. `damaged` are originals that are not as they were uploaded."""

    manifest: Manifest
    damaged: list[str]
    size: int


def take(path: Path, release: str, *, quiet: bool = False) -> Taken:
    """Make the backup in the folder at `path` that of now. One that is there stays whole until then.

    Raises BackupError, and leaves no half backup that looks like a whole one.
    """
    folder = Folder(path)
    folder.prepare()
    with folder.taken():
        try:
            return _take(folder, release, quiet)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise BackupError(f"{folder.path} is full. The backup of before, if any, is as it was.") from error
            raise BackupError(f"The backup failed: {error}.") from error
        finally:
            folder.sweep()


def _take(folder: Folder, release: str, quiet: bool) -> Taken:
    folder.sweep()
    copies = Copies(folder, _former(folder))
    with module().snapshot() as snapshot:
        rows, size = snapshot.rows(NAMED), snapshot.size()
    folder.check_room(size + copies.missing(rows))
    # Before the database, so that little is left to be copied that may go meanwhile.
    _copy(copies, rows, quiet)
    lost: set[str] = set()
    for _ in range(ATTEMPTS):
        manifest, rows = _database(folder, release, quiet)
        _copy(copies, rows, quiet)
        # What was deleted since the snapshot is not named by the next one; what still is, is lost.
        if copies.lost <= lost:
            break
        lost = copies.lost
        (folder.path / manifest.database.file).unlink()
    else:
        raise BackupError("Originals of pictures disappear while they are copied. Try again.")
    names = {name for name, _ in rows}
    manifest.originals.update({name: content for name, content in copies.done.items() if name in names})
    manifest.lost.extend(sorted(copies.lost))
    os.sync()
    sync(folder.path)
    folder.conclude(manifest)
    size = manifest.database.size + sum({one.checksum: one.size for one in manifest.originals.values()}.values())
    return Taken(manifest, sorted(copies.damaged & names), size)


def _former(folder: Folder) -> dict[str, Content]:
    try:
        manifest = folder.manifest()
    except BackupError:
        return {}
    return dict(manifest.originals) if manifest else {}


def _database(folder: Folder, release: str, quiet: bool) -> tuple[Manifest, list[tuple[str, str]]]:
    """Write the database, and what it says of itself. Which originals it names."""
    made_at = timezone.now()
    path = folder.path / f"database-{made_at:%Y%m%dT%H%M%S%f}Z.{module().SUFFIX}"
    with module().snapshot() as snapshot:
        rows = snapshot.rows(NAMED)
        migrations = sorted(f"{app}.{name}" for app, name in snapshot.rows(MIGRATIONS))
        with tqdm(total=snapshot.size(), desc="Database", unit="B", unit_scale=True, disable=quiet) as progress:
            # Whoever is signed in now must not be when this is restored, nor by who has got hold of it.
            snapshot.write(path, Session._meta.db_table, progress.update)
    stored = StoredFile(path.name, path.stat().st_size, checksum_of(path))
    return Manifest(made_at.isoformat(), release, connection.vendor, migrations, stored), rows


def _copy(copies: Copies, rows: list[tuple[str, str]], quiet: bool) -> None:
    quiet = quiet or all(name in copies.done for name, _ in rows)
    with tqdm(total=len(rows), desc="Originals", unit="file", disable=quiet) as progress:
        copies.copy(rows, progress.update)
