"""Copies the originals of pictures from their storage to a folder and back.

Names are never reused, so a name always has the same content.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage

from media.models import Image
from newsroom.backup import BackupError
from newsroom.backup.folder import ORIGINALS, Folder
from newsroom.backup.manifest import Content

# The originals that a snapshot names, with their SHA-256 where it is known. The ORM cannot query a snapshot.
NAMED: Final = 'SELECT "file", "checksum" FROM "media_image" WHERE "file" <> \'\' ORDER BY "file"'
CHUNK: Final = 1_000_000

Advance = Callable[[int], object]


def storage() -> Storage:
    found: Storage = Image._meta.get_field("file").storage
    return found


class Copies:
    """The originals copied to a folder in one run: `done` by name, and the names of those that are `lost`.

    `damaged` are originals whose content is no longer what was uploaded. They are copied as they are.
    """

    def __init__(self, folder: Folder, former: Mapping[str, Content]) -> None:
        self._folder = folder
        self._former = former
        self.done: dict[str, Content] = {}
        self.lost: set[str] = set()
        self.damaged: set[str] = set()

    def missing(self, rows: Iterable[tuple[str, str]]) -> int:
        """How many bytes are still to be copied."""
        wanted = [name for name, checksum in rows if not self._there(self._expected(name, checksum))]
        with reachable():
            return sum(_size(name) for name in wanted)

    def copy(self, rows: Iterable[tuple[str, str]], advance: Advance) -> None:
        """Copy the originals that the folder lacks, calling `advance` for each. Raises BackupError."""
        self.lost = set()
        for name, checksum in rows:
            if name not in self.done:
                self._copy(name, self._expected(name, checksum))
            advance(1)

    def _copy(self, name: str, expected: str) -> None:
        if self._there(expected) and checksum_of(self._folder.original(expected)) == expected:
            self.done[name] = Content(expected, self._folder.original(expected).stat().st_size)
            return
        try:
            with reachable(), storage().open(name) as file:
                content = self._take(file)
        except FileNotFoundError:
            self.lost.add(name)
            return
        self.done[name] = content
        if expected and content.checksum != expected:
            self.damaged.add(name)

    def _take(self, file: "File[bytes]") -> Content:
        """Write a file under the name of its content, over a damaged copy if there is one."""
        part = self._folder.path / ORIGINALS / "new.part"
        digest, size = hashlib.sha256(), 0
        part.touch(0o600)
        with part.open("wb") as target:
            for chunk in file.chunks(CHUNK):
                digest.update(chunk)
                size += target.write(chunk)
        place = self._folder.original(digest.hexdigest())
        place.parent.mkdir(mode=0o700, exist_ok=True)
        part.replace(place)
        return Content(digest.hexdigest(), size)

    def _expected(self, name: str, checksum: str) -> str:
        return checksum or (self._former[name].checksum if name in self._former else "")

    def _there(self, checksum: str) -> bool:
        return bool(checksum) and self._folder.original(checksum).exists()


def strangers(originals: Mapping[str, Content]) -> list[str]:
    """What else the storage holds: names of files and folders at its top level."""
    ours = {name.partition("/")[0] for name in originals}
    with reachable():
        return sorted(set(_top()) - ours)


def put_back(name: str, path: Path, content: Content) -> bool:
    """Put an original into the storage unless it is there, unchanged. Returns whether it was put."""
    place = storage()
    with reachable(), path.open("rb") as source:
        if place.exists(name):
            with place.open(name) as there:
                if digest_of(there) == content.checksum:
                    return False
            place.delete(name)
        stored = place.save(name, File(source))
    if stored != name:
        raise BackupError(f"The storage has stored the original {name} under another name: {stored}.")
    return True


@contextmanager
def reachable() -> Iterator[None]:
    """Turn the errors of an object store's library into a BackupError of one line."""
    try:
        yield
    except (OSError, BackupError):
        raise
    except Exception as error:
        raise BackupError(f"The storage of originals cannot be used: {' '.join(str(error).split())}") from error


def checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(file: "File[bytes] | IO[bytes]") -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def folder_of_storage() -> Path | None:
    """The folder of the originals, if they are on this machine."""
    place = storage()
    return Path(place.location) if isinstance(place, FileSystemStorage) else None


def _top() -> list[str]:
    try:
        folders, files = storage().listdir("")
    except FileNotFoundError:
        return []
    return [*folders, *files]


def _size(name: str) -> int:
    try:
        return storage().size(name)
    except FileNotFoundError:
        return 0
