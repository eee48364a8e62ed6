"""The list of what a backup holds, with the size and checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NamedTuple, Self

FORMAT: Final = 1


class StoredFile(NamedTuple):
    """A file of the backup: its name in the folder, its size in bytes, its SHA-256."""

    file: str
    size: int
    checksum: str


class Content(NamedTuple):
    """The content of an original: its SHA-256, which is its name in the folder, and its size in bytes."""

    checksum: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """`made_at` is RFC 3339, UTC: everything stored before it is in the backup. `kind` is the database's vendor.

    `migrations` are those of the database, as "app.name". `originals` are keyed by their names in the storage; `lost`
    are the names of those that the storage no longer had.
    """

    made_at: str
    release: str
    kind: str
    migrations: list[str]
    database: StoredFile
    originals: dict[str, Content] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def write(self) -> bytes:
        said = {"format": FORMAT} | asdict(self)
        return json.dumps(said | {"seal": _seal(said)}, indent=1).encode() + b"\n"

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Read a manifest. Raises ValueError if it was changed, or written by a later version."""
        said: Any = json.loads(content)
        if not isinstance(said, dict) or said.pop("seal", "") != _seal(said):
            raise ValueError("it was changed after it was written")
        if said.pop("format") != FORMAT:
            raise ValueError("it was written by a later version of newsroom")
        originals = {name: Content(*content) for name, content in said.pop("originals").items()}
        return cls(**said | {"database": StoredFile(*said["database"]), "originals": originals})


def _seal(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
