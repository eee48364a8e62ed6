"""How the public representation writes moments."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """A moment as the API writes it: RFC 3339, UTC, whole seconds."""
    # Not strftime: that writes the year 26 with two digits.
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
