"""How the public representation writes timestamps."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """A time as the API writes it: RFC 3339, UTC, whole seconds."""
    # Not strftime: that writes the year 26 with two digits.
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
