"""Places in the sync feed, as opaque text that a consumer may keep for months."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple, Self

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FORM: Final = re.compile(
    r"changes (\d{1,18}) (\d{1,19})(?: (\d{1,19}))?(?: begun (\d{1,18}) (\d{1,19}))? ([0-9a-f]{8})", re.ASCII
)
_MOST: Final = 2**63 - 1


class Place(NamedTuple):
    """A place in the log's order: after changes in effect before `at`, and among those of `at` after this change."""

    at: datetime
    change: int


BEGINNING: Final = Place(EPOCH, 0)


class Cursor(NamedTuple):
    """Where a consumer is: in the log after `place`, or still in the present state, after `story`.

    `story` is the key of a published article, or None once the whole present state has been read. `begun` is the time
    when the consumer began, with the newest change then in effect: all changes in effect then are in that state, even
    those after `place`. It is left out once the log has been read past it.

    Cursors are not secret and may be invented: they choose where to read, not what. The checksum detects those that are
    truncated or belong to another list.
    """

    place: Place
    story: int | None = None
    begun: Place | None = None

    def __str__(self) -> str:
        text = f"changes {_text(self.place)}"
        text += "" if self.story is None else f" {self.story}"
        text += f" begun {_text(self.begun)}" if self.begun else ""
        return urlsafe_b64encode(f"{text} {checksum(text)}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cursor that `text` was made from. Raises ValueError."""
        try:
            plain = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        except (Error, UnicodeError) as error:
            raise ValueError("not a cursor") from error
        found = _FORM.fullmatch(plain)
        if not found or checksum(plain[:-9]) != found[6]:
            raise ValueError("not a cursor of this list")
        story = int(found[3]) if found[3] else None
        if (story or 0) > _MOST:
            raise ValueError("not a cursor of this list")
        return cls(_place(found[1], found[2]), story, _place(found[4], found[5]) if found[4] else None)


def _text(place: Place) -> str:
    return f"{(place.at - EPOCH) // timedelta(microseconds=1)} {place.change}"


def _place(microseconds: str, change: str) -> Place:
    if int(change) > _MOST:
        raise ValueError("not a cursor of this list")
    try:
        return Place(EPOCH + timedelta(microseconds=int(microseconds)), int(change))
    except OverflowError as error:
        raise ValueError("not a cursor of this list") from error


def checksum(text: str) -> str:
    """Eight hexadecimal digits, which detect accidental changes of a text."""
    return blake2b(text.encode(), digest_size=4).hexdigest()
