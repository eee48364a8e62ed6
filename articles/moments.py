"""How the public representation writes moments."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """A moment as the API writes it: RFC 3339, UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
