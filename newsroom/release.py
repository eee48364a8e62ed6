"""What this version of the software is called where answers of two versions must not be taken for each other."""

from hashlib import blake2b
from pathlib import Path

PACKAGES = ("articles", "media", "newsroom")


def fingerprint(folder: Path) -> str:
    """Eight hexadecimal digits that change with any Python file of ours: the same on every host with one version."""
    digest = blake2b(digest_size=4)
    for path in sorted(path for package in PACKAGES for path in (folder / package).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
