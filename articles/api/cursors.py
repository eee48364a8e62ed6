"""Places in the sync feed, as opaque text that a consumer keeps for months."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple, Self

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FORM: Final = re.compile(r"changes (\d{1,18}) (\d{1,19})(?: (\d{1,19}))? ([0-9a-f]{8})", re.ASCII)
_MOST: Final = 2**63 - 1


class Place(NamedTuple):
    """A place in the log's order: behind this moment of effect, and of that moment behind the change with this id."""

    at: datetime
    change: int


BEGINNING: Final = Place(EPOCH, 0)


class Cursor(NamedTuple):
    """Where a consumer is: in the log behind `place`, or still in the present state as of `place`, behind `story`.

    `story` is the key of a published article, or None once the whole present state is read. Cursors are not secret and
    may be made up: they choose where to read, not what. The checksum finds those that were cut off, or are another
    list's.
    """

    place: Place
    story: int | None = None

    def __str__(self) -> str:
        microseconds = (self.place.at - EPOCH) // timedelta(microseconds=1)
        text = f"changes {microseconds} {self.place.change}" + ("" if self.story is None else f" {self.story}")
        return urlsafe_b64encode(f"{text} {checksum(text)}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cursor that `text` was made from. Raises ValueError."""
        try:
            plain = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        except (Error, UnicodeError) as error:
            raise ValueError("not a cursor") from error
        found = _FORM.fullmatch(plain)
        if not found or checksum(plain[:-9]) != found[4]:
            raise ValueError("not a cursor of this list")
        microseconds, change, story = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        if max(change, story or 0) > _MOST:
            raise ValueError("not a cursor of this list")
        try:
            return cls(Place(EPOCH + timedelta(microseconds=microseconds), change), story)
        except OverflowError as error:
            raise ValueError("not a cursor of this list") from error


def checksum(text: str) -> str:
    """Eight hexadecimal digits that differ for texts that differ by accident."""
    return blake2b(text.encode(), digest_size=4).hexdigest()
