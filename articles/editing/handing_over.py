"""Handing a story over: the verbs of the desk, each recorded with its note. Nothing of them reaches readers.

The caller asks articles.editing.rights first.
"""

from typing import NamedTuple, Self

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.editing import rights
from articles.editing.moves import MOVES
from articles.models import Article, Handover
from articles.publishing.workflow import Conflict, PublishingError, WrongState


class NoteMissing(PublishingError):
    """The move needs a note."""


class NotThere(PublishingError):
    """The colleague cannot see stories, or has left."""


class Seen(NamedTuple):
    """Where the person who moves a story saw it."""

    stage: str
    assigned_to: int | None

    @classmethod
    def of(cls, article: Article) -> Self:
        return cls(article.stage, article.assigned_to_id)


@transaction.atomic
def hand_over(
    article: Article, name: str, by: User, *, to: User | None = None, note: str = "", seen: Seen | None = None
) -> Handover:
    """Move a story and give it to `to` (None: to nobody in particular); `article` is brought up to date.

    Raises WrongState, NoteMissing, NotThere, and Conflict if a colleague has moved it since it was `seen`.
    """
    move = MOVES[name]
    if move.needs_note and not note.strip():
        raise NoteMissing("Say why, so that your colleague knows what to do.")
    if to and not rights.colleagues().filter(pk=to.pk).exists():
        raise NotThere(f"{to} cannot see stories: choose somebody else.")
    stored = (
        Article.objects.select_for_update().only("pk", "headline", "state", "stage", "assigned_to").get(pk=article.pk)
    )
    if seen and seen != Seen.of(stored):
        raise Conflict(f"“{stored}” was handed over by a colleague meanwhile. Look at it again, then decide.")
    check(stored, name)
    stage = move.to or stored.stage
    Article.objects.filter(pk=stored.pk).update(stage=stage, assigned_to=to)
    article.stage, article.assigned_to = stage, to
    return Handover.objects.create(
        article=stored, move=name, stage=stage, at=timezone.now(), by=by, to=to, note=note.strip()
    )


def check(article: Article, name: str) -> None:
    """Raise WrongState unless the story can make this move now."""
    if article.state == Article.State.KILLED:
        raise WrongState(f"“{article}” is killed.")
    if article.stage not in MOVES[name].follows:
        stage = article.get_stage_display().lower()
        raise WrongState(f"“{article}” is {stage} and cannot be {MOVES[name].past}.")


def offered(article: Article) -> list[str]:
    """The moves that a story can make now."""
    if article.state == Article.State.KILLED:
        return []
    return [name for name, move in MOVES.items() if article.stage in move.follows]
