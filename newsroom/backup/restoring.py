"""Restores a newsroom from a backup, into an empty database and storage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.dateparse import parse_datetime
from tqdm import tqdm

from newsroom.backup import BackupError, originals, parting
from newsroom.backup.databases import NAMES, module
from newsroom.backup.folder import LOCK, MANIFEST, ORIGINALS, Folder
from newsroom.backup.manifest import Content, Manifest

Advance = Callable[[int], object]


class Restored(NamedTuple):
    """The result: how many originals were put into the storage, how many messages are held, what is missing."""

    made_at: datetime
    originals: int
    held: int
    lost: list[str]
    cache_emptied: bool


def restore(
    path: Path, *, database: bool = True, pictures: bool = True, lenient: bool = False, quiet: bool = False
) -> Restored:
    """Restore the database, the originals, or both. If the database is among them, their places must be empty.

    `lenient` leaves damaged originals out. After a BackupError nothing was changed, or the same call can be repeated.
    """
    folder = Folder(path)
    manifest = _manifest(folder)
    with _kept(folder):
        if database:
            _check_database(manifest)
        if database and pictures:
            _check_storage(manifest)
        wanted = dict(manifest.originals) if pictures else {}
        damaged = _check_files(folder, manifest if database else None, wanted, quiet)
        if damaged and not lenient:
            raise BackupError(
                f"The backup is damaged: {len(damaged)} of {len(wanted)} originals are missing or altered, such as "
                f"{damaged[0]}. Nothing was changed; --leave-out-damaged restores everything else."
            )
        for name in damaged:
            del wanted[name]
        _check_room(manifest, database=database, wanted=wanted)
        put = _put_back(folder, wanted, quiet)
        made_at = parse_datetime(manifest.made_at)
        assert made_at
        held = _database(folder, manifest, made_at, quiet) if database else 0
    lost = _lost() if not (database and pictures) else [*manifest.lost, *damaged]
    return Restored(made_at, put, held, lost, parting.forget_answers())


def _manifest(folder: Folder) -> Manifest:
    if not folder.path.is_dir():
        raise BackupError(f"There is no folder {folder.path}.")
    if manifest := folder.manifest():
        return manifest
    begun = (folder.path / ORIGINALS).exists()
    raise BackupError(
        f"The backup in {folder.path} was never finished: there is no {MANIFEST}."
        if begun
        else f"{folder.path} contains no backup: there is no {MANIFEST}."
    )


@contextmanager
def _kept(folder: Folder) -> Iterator[None]:
    """Lock the folder against backups, unless it is read-only."""
    try:
        (folder.path / LOCK).touch(0o600)
    except OSError:
        yield
        return
    with folder.taken():
        yield


def _check_database(manifest: Manifest) -> None:
    if manifest.kind != connection.vendor:
        raise BackupError(
            f"The backup is from {NAMES.get(manifest.kind, manifest.kind)}, but DATABASE_URL is "
            f"{NAMES[connection.vendor]}. Restore it to the kind of database that it was made from."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    labels = {config.label for config in apps.get_app_configs()}
    later = [name for name in manifest.migrations if name not in known and name.partition(".")[0] in labels]
    if later:
        raise BackupError(
            f"The backup is from a later version of newsroom: {later[0]} is unknown here. Update newsroom first."
        )
    try:
        empty = module().is_empty()
    except DatabaseError as error:
        raise BackupError(f"The database of DATABASE_URL cannot be used: {error}") from error
    if not empty:
        raise BackupError(
            "The database of DATABASE_URL is not empty. Choose an empty one: restoring overwrites nothing."
        )


def _check_storage(manifest: Manifest) -> None:
    if strangers := originals.strangers(manifest.originals):
        raise BackupError(
            f"The storage of originals is not empty: it contains {strangers[0]}, which is not in the backup. "
            "Empty it, or restore with --only database and then with --only originals."
        )


def _check_files(folder: Folder, manifest: Manifest | None, wanted: dict[str, Content], quiet: bool) -> list[str]:
    """The names of the damaged originals. Raises BackupError if the database is damaged."""
    total = sum(content.size for content in wanted.values()) + (manifest.database.size if manifest else 0)
    with tqdm(total=total, desc="Checking", unit="B", unit_scale=True, disable=quiet) as progress:
        if manifest:
            stored = manifest.database
            if not _is_whole(folder.path / stored.file, Content(stored.checksum, stored.size)):
                raise BackupError(f"The backup is damaged: {stored.file} is missing or altered. Nothing was changed.")
            progress.update(stored.size)
        damaged = []
        for name, content in wanted.items():
            if not _is_whole(folder.original(content.checksum), content):
                damaged.append(name)
            progress.update(content.size)
    return damaged


def _is_whole(path: Path, content: Content) -> bool:
    try:
        return path.stat().st_size == content.size and originals.checksum_of(path) == content.checksum
    except OSError:
        return False


def _check_room(manifest: Manifest, *, database: bool, wanted: dict[str, Content]) -> None:
    """Check each disk for itself. If the two are one disk, that is noticed only when it is full."""
    place = originals.folder_of_storage()
    needs = [(place, sum(content.size for content in wanted.values()))] if place else []
    if database and manifest.kind == "sqlite":
        needs.append((module().location().parent, 2 * manifest.database.size))
    for path, needed in needs:
        there = next(parent for parent in (path, *path.parents) if parent.exists())
        Folder(there).check_room(needed)


def _put_back(folder: Folder, wanted: dict[str, Content], quiet: bool) -> int:
    put = 0
    total = sum(content.size for content in wanted.values())
    with tqdm(total=total, desc="Originals", unit="B", unit_scale=True, disable=quiet) as progress:
        for name, content in wanted.items():
            try:
                put += originals.put_back(name, folder.original(content.checksum), content)
            except OSError as error:
                raise BackupError(
                    f"The original {name} cannot be put back: {error.strerror or error}. "
                    "Run the same command again to continue."
                ) from error
            progress.update(content.size)
    return put


def _database(folder: Folder, manifest: Manifest, made_at: datetime, quiet: bool) -> int:
    path, size = folder.path / manifest.database.file, manifest.database.size
    with (
        tqdm(total=size, desc="Database", unit="B", unit_scale=True, disable=quiet) as progress,
        module().restored(path, progress.update),
    ):
        # A database from an older version is migrated before it is moved into place.
        call_command("migrate", interactive=False, verbosity=0)
        held = parting.part(made_at)
    # Not returned inside the block: on SQLite the database is moved into place when the block ends.
    return held  # noqa: RET504


def _lost() -> list[str]:
    """The originals that the database names and the storage lacks."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(originals.NAMED)
        names = [name for name, _ in cursor.fetchall()]
        with originals.reachable():
            return [name for name in names if not originals.storage().exists(name)]
    return []
