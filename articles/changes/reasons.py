"""The reasons for rows of the change log, and the consequences of each, in one table."""

from dataclasses import dataclass
from typing import Final

from articles.models import Change

Action = Change.Action
Reason = Change.Reason


@dataclass(frozen=True)
class Consequences:
    """What a change means to those who are notified of it.

    `event` is its name for webhooks and `meaning` explains it; without them webhooks are not notified. A change that is
    `seen_elsewhere` alters what related stories show. `public` reasons appear in the sync feed of the API.
    """

    action: Action
    event: str = ""
    meaning: str = ""
    seen_elsewhere: bool = False
    public: bool = True


REASONS: Final[dict[Reason, Consequences]] = {
    Reason.PUBLISHED: Consequences(
        Action.UPSERT,
        "article.published",
        "A story went live, also when it had been scheduled or held by an embargo.",
        seen_elsewhere=True,
    ),
    Reason.UPDATED: Consequences(
        Action.UPSERT,
        "article.updated",
        "A live story was published again, or something it shows was changed: a name, a picture.",
    ),
    Reason.CORRECTED: Consequences(
        Action.UPSERT,
        "article.corrected",
        "A live story was given a dated public note.",
    ),
    Reason.UNPUBLISHED: Consequences(
        Action.REMOVE,
        "article.unpublished",
        "A story was taken from readers.",
        seen_elsewhere=True,
    ),
    Reason.KILLED: Consequences(
        Action.REMOVE,
        "article.killed",
        "A story was declared void. Remove it everywhere.",
        seen_elsewhere=True,
    ),
    Reason.EXPIRED: Consequences(
        Action.REMOVE,
        "article.expired",
        "A story came to its end, as had been announced.",
        seen_elsewhere=True,
    ),
    Reason.SLUG_CHANGED: Consequences(
        Action.UPSERT,
        "article.slug_changed",
        "A live story was published again under another address.",
        seen_elsewhere=True,
    ),
    Reason.EDITED: Consequences(
        Action.EDIT,
        "content.edited",
        "A topic, tag, author, picture, collection or redirect was changed, came or went.",
        public=False,
    ),
    Reason.PRUNED: Consequences(Action.EDIT, public=False),
}
SEEN_ELSEWHERE: Final = [reason for reason, facts in REASONS.items() if facts.seen_elsewhere]
PUBLIC: Final = [reason for reason, facts in REASONS.items() if facts.public]
# The events that webhooks can receive, with their meanings.
EVENTS: Final = {facts.event: facts.meaning for facts in REASONS.values() if facts.event}


def event_of(change: Change) -> str:
    """The event by which webhooks are notified of a change; "" if they are not."""
    return REASONS[Reason(change.reason)].event
