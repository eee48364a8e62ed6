"""The events that webhooks hear of, and what a message says."""

from datetime import datetime
from typing import Any, Final

import orjson

from articles import addresses
from articles.models import Change
from articles.moments import rfc3339

Reason = Change.Reason

# A change of the log is one event. What says nothing about readers is none.
EVENTS: Final[dict[str, str]] = {
    Reason.PUBLISHED: "article.published",
    Reason.UPDATED: "article.updated",
    Reason.CORRECTED: "article.corrected",
    Reason.SLUG_CHANGED: "article.slug_changed",
    Reason.UNPUBLISHED: "article.unpublished",
    Reason.KILLED: "article.killed",
    Reason.EXPIRED: "article.expired",
    Reason.EDITED: "content.edited",
}
MEANINGS: Final[dict[str, str]] = {
    "article.published": "A story went live, also when it had been scheduled or held by an embargo.",
    "article.updated": "A live story was published again, or something it shows was changed: a name, a picture.",
    "article.corrected": "A live story was given a dated public note.",
    "article.slug_changed": "A live story was published again under another address.",
    "article.unpublished": "A story was taken from readers.",
    "article.killed": "A story was declared void. Remove it everywhere.",
    "article.expired": "A story came to its end, as had been announced.",
    "content.edited": "A topic, tag, author, picture, collection or redirect was changed, came or went.",
}
TEST: Final = "webhook.test"


def payload(change: Change, card: str) -> str:
    """The message about a change, as JSON with placeholders for addresses. `card` is the story's, "" where it is gone.

    It says what has happened, not what the story says now: the receiver reads that from the API.
    """
    moment = rfc3339(change.effective_at)
    data: dict[str, Any] = {"action": change.action, "reason": change.reason, "at": moment, "keys": change.keys.split()}
    if change.article_id:
        data |= {
            "id": str(change.article_id),
            "slug": change.slug,
            "version": change.version,
            "url": addresses.api(f"articles/{change.slug}/"),
            "canonical_url": orjson.loads(card)["canonical_url"] if card else "",
        }
    return message(EVENTS[change.reason], moment, data)


def test_payload(at: datetime) -> str:
    """The message of "Send a test"."""
    return message(TEST, rfc3339(at), {"url": addresses.api("")})


def message(event: str, moment: str, data: dict[str, Any]) -> str:
    """The envelope of Standard Webhooks."""
    return orjson.dumps({"type": event, "timestamp": moment, "data": data}).decode()
