"""What differs between two contents, by paragraph and by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple, cast

from articles.editing.content import NAMES, Content
from articles.editing.wording import Wording, label

SAME: Final = "same"
GONE: Final = "gone"
NEW: Final = "new"

# The share of words in common below which two lines are shown one after the other: word by word, nobody could read it.
_ALIKE: Final = 0.4
# Words of a paragraph above which it is compared as a whole: comparing words takes time by their square.
_MANY_WORDS: Final = 2_000
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of words that is the same, gone or new."""

    kind: str
    text: str


class Difference(NamedTuple):
    """How a member of a content differs. `lines` are its lines that do, without those that are the same."""

    name: str
    label: str
    lines: list[list[Piece]]


def differences(old: Content, new: Content, wording: Wording | None = None) -> list[Difference]:
    """The members that differ, in the order of the writing screen. At most five queries."""
    wording = wording or Wording(old, new)
    changed = [name for name in NAMES if cast(Any, old)[name] != cast(Any, new)[name]]
    return [
        Difference(name, label(name), list(_lines(wording.lines(old, name), wording.lines(new, name))))
        for name in changed
    ]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for before, after in zip(old[a:b], new[c:d], strict=False):
            yield _pieces(before, after)
        shared = min(b - a, d - c)
        yield from ([Piece(GONE, line)] for line in old[a + shared : b])
        yield from ([Piece(NEW, line)] for line in new[c + shared : d])


def _pieces(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > _MANY_WORDS or matcher.ratio() < _ALIKE:
        return [Piece(GONE, before), Piece(NEW, after)]
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        pieces += [Piece(GONE, "".join(old[a:b]))] if b > a else []
        pieces += [Piece(NEW, "".join(new[c:d]))] if d > c else []
    return pieces
