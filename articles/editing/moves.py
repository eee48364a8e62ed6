"""The table of moves: how a story goes from one stage of the desk to the next, before readers see it."""

from dataclasses import dataclass
from typing import Final

from articles.models import Article

Stage = Article.Stage
ANY: Final = frozenset(Stage)


@dataclass(frozen=True)
class Move:
    """A move: the stages in which it is allowed, the one it leads to (None: it stays), and its words.

    `doing` is what an account may not do, `past` what was done. One that `needs_note` gives a colleague work back, and
    says why.
    """

    follows: frozenset[Stage]
    to: Stage | None
    doing: str
    past: str
    needs_note: bool = False


MOVES: Final = {
    "submit": Move(frozenset({Stage.WRITING}), Stage.IN_REVIEW, "submit stories", "submitted for review"),
    "take_back": Move(frozenset({Stage.IN_REVIEW}), Stage.WRITING, "take stories back from review", "taken back"),
    "approve": Move(
        frozenset({Stage.WRITING, Stage.IN_REVIEW}), Stage.READY, "mark stories as ready", "marked as ready"
    ),
    "send_back": Move(
        frozenset({Stage.IN_REVIEW, Stage.READY}), Stage.WRITING, "send stories back", "sent back", needs_note=True
    ),
    "assign": Move(ANY, None, "assign stories", "assigned"),
}
