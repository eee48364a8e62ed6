"""Files that commands import whole, or refuse with a list of what is wrong."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.core.management.base import CommandError

SHOWN: Final = 20


def read(file: Path) -> bytes:
    """The contents of a file. Raises CommandError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def lines(content: bytes, file: Path) -> list[str]:
    """The lines of a file in UTF-8, with their line ends. Raises CommandError."""
    try:
        return content.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} must be text in UTF-8.") from error


def refusal(problems: Sequence[str]) -> CommandError:
    """The error for a file that was not imported, with a list of what is wrong."""
    more = len(problems) - SHOWN
    shown = [*problems[:SHOWN], *([f"… and {more} more."] if more > 0 else [])]
    return CommandError("Nothing was added.\n" + "\n".join(shown))
