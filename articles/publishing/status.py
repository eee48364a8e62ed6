"""The status of a story, from its state and the clock: its names, and how to tell it for one story or many."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from articles.models.published import is_live

State = Article.State
Stage = Article.Stage
# Stories that readers do not see, and may.
WITHDRAWN: Final = (State.DRAFT, State.UNPUBLISHED)


class Status(models.TextChoices):
    """A story's status at a glance. CHANGED is live, with changes that readers do not see yet.

    IN_REVIEW and READY are stages of stories that readers do not see.
    """

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    READY = "ready", "Ready"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    CHANGED = "changed", "Live, changed"
    EXPIRED = "expired", "Expired"
    UNPUBLISHED = "unpublished", "Unpublished"
    KILLED = "killed", "Killed"


def of(article: Article, now: datetime | None = None) -> Status:
    """The status of a story. Reads `article.published`: in lists, select it beforehand."""
    if article.state in WITHDRAWN and article.stage != Stage.WRITING:
        return Status(article.stage)
    if article.state != State.PUBLISHED:
        return Status(article.state)
    now = now or timezone.now()
    row = article.published
    if row.visible_from > now:
        return Status.SCHEDULED
    if row.visible_until and row.visible_until <= now:
        return Status.EXPIRED
    return Status.CHANGED if article.modified_at > row.taken_at else Status.LIVE


def where(status: Status, now: datetime | None = None) -> Q:
    """The condition for stories that have a status."""
    return _CONDITIONS[status](now or timezone.now())


def _state(state: str) -> Callable[[datetime], Q]:
    return lambda now: Q(state=state)


def _written(state: str) -> Callable[[datetime], Q]:
    return lambda now: Q(state=state, stage=Stage.WRITING)


def _at(stage: str) -> Callable[[datetime], Q]:
    return lambda now: Q(stage=stage, state__in=WITHDRAWN)


def _live(now: datetime) -> Q:
    return Q(state=State.PUBLISHED) & is_live(now, through="published__")


_AHEAD: Final = Q(modified_at__gt=F("published__taken_at"))
_CONDITIONS: Final[dict[Status, Callable[[datetime], Q]]] = {
    Status.DRAFT: _written(State.DRAFT),
    Status.IN_REVIEW: _at(Stage.IN_REVIEW),
    Status.READY: _at(Stage.READY),
    Status.SCHEDULED: lambda now: Q(state=State.PUBLISHED, published__visible_from__gt=now),
    Status.LIVE: lambda now: _live(now) & ~_AHEAD,
    Status.CHANGED: lambda now: _live(now) & _AHEAD,
    Status.EXPIRED: lambda now: Q(
        state=State.PUBLISHED, published__visible_from__lte=now, published__visible_until__lte=now
    ),
    Status.UNPUBLISHED: _written(State.UNPUBLISHED),
    Status.KILLED: _state(State.KILLED),
}
