"""The content of messages to webhooks."""

from datetime import datetime
from typing import Any, Final

import orjson

from articles.addresses import placeholders
from articles.changes.reasons import event_of
from articles.http.timestamps import rfc3339
from articles.models import Change

TEST: Final = "webhook.test"


def payload(change: Change, card: str) -> str:
    """The message about a change, as JSON with placeholders for addresses. `card` is the story's, "" if it is gone.

    It says what happened, not what the story says now: the receiver reads that from the API.
    """
    moment = rfc3339(change.effective_at)
    data: dict[str, Any] = {"action": change.action, "reason": change.reason, "at": moment, "keys": change.keys.split()}
    if change.article_id:
        data |= {
            "id": str(change.article_id),
            "slug": change.slug,
            "version": change.version,
            "url": placeholders.api(f"articles/{change.slug}/"),
            "canonical_url": orjson.loads(card)["canonical_url"] if card else "",
        }
    return message(event_of(change), moment, data)


def test_payload(at: datetime) -> str:
    """The message of "Send a test"."""
    return message(TEST, rfc3339(at), {"url": placeholders.api("")})


def message(event: str, moment: str, data: dict[str, Any]) -> str:
    """The envelope of Standard Webhooks."""
    return orjson.dumps({"type": event, "timestamp": moment, "data": data}).decode()
