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
# Originals may be deleted between the snapshot and their copying, but not in every attempt.
ATTEMPTS: Final = 5


class Taken(NamedTuple):
    """What was backed up. `damaged` are originals that are no longer as they were uploaded."""

    manifest: Manifest
    damaged: list[str]
    size: int


def take(path: Path, release: str, *, quiet: bool = False) -> Taken:
    """Make a backup in the folder at `path`. A backup that is there stays valid until the new one is finished.

    Raises BackupError and never leaves half a backup that looks finished.
    """
    folder = Folder(path)
    folder.prepare()
    with folder.taken():
        try:
            return _take(folder, release, quiet)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise BackupError(f"{folder.path} is full. The previous backup, if any, is unchanged.") from error
            raise BackupError(f"The backup failed: {error}.") from error
        finally:
            folder.sweep()


def _take(folder: Folder, release: str, quiet: bool) -> Taken:
    folder.sweep()
    copies = Copies(folder, _former(folder))
    with module().snapshot() as snapshot:
        rows, size = snapshot.rows(NAMED), snapshot.size()
    folder.check_room(size + copies.missing(rows))
    # Copied before the snapshot too, so that little is left that may be deleted after it.
    _copy(copies, rows, quiet)
    lost: set[str] = set()
    for _ in range(ATTEMPTS):
        manifest, rows = _database(folder, release, quiet)
        _copy(copies, rows, quiet)
        # The next snapshot no longer names what was deleted meanwhile. What is missing and still named is lost.
        if copies.lost <= lost:
            break
        lost = copies.lost
        (folder.path / manifest.database.file).unlink()
    else:
        raise BackupError("Originals of pictures were deleted while they were copied. Try again.")
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
    """Write the database. Returns its manifest, and the originals that it names."""
    made_at = timezone.now()
    path = folder.path / f"database-{made_at:%Y%m%dT%H%M%S%f}Z.{module().SUFFIX}"
    with module().snapshot() as snapshot:
        rows = snapshot.rows(NAMED)
        migrations = sorted(f"{app}.{name}" for app, name in snapshot.rows(MIGRATIONS))
        with tqdm(total=snapshot.size(), desc="Database", unit="B", unit_scale=True, disable=quiet) as progress:
            # Sessions are left out: a restored or stolen backup must not sign anybody in.
            snapshot.write(path, Session._meta.db_table, progress.update)
    stored = StoredFile(path.name, path.stat().st_size, checksum_of(path))
    return Manifest(made_at.isoformat(), release, connection.vendor, migrations, stored), rows


def _copy(copies: Copies, rows: list[tuple[str, str]], quiet: bool) -> None:
    quiet = quiet or all(name in copies.done for name, _ in rows)
    with tqdm(total=len(rows), desc="Originals", unit="file", disable=quiet) as progress:
        copies.copy(rows, progress.update)
