"""Dates as cameras and archives write them."""

import re
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from media.calendar import is_within

# "2024:05:01", "20240501" or "2024-05-01", then perhaps a time, then perhaps an offset: EXIF, IIM and XMP.
WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})[:-]?(?P<month>\d\d)[:-]?(?P<day>\d\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?(?:\.\d+)?)?"
    r" ?(?P<offset>Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


def moment(parts: list[str]) -> datetime | None:
    """The moment that one or two parts (date and time, or a date and an offset) describe; None if they make no sense.

    Without an offset it is taken to be local: cameras did not write one before 2016. Without a time it is midnight.
    """
    found = WRITTEN.fullmatch(" ".join(parts[:2])) or WRITTEN.fullmatch(parts[0])
    if not found:
        return None
    iso = "{year}-{month}-{day}T{hour}:{minute}:{second}".format(
        **{name: value or "00" for name, value in found.groupdict().items()}
    )
    try:
        parsed = parse_datetime(iso + (found["offset"] or ""))
    except ValueError:
        return None
    if parsed is None:
        return None
    known = parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)
    # `0000:00:00` is what a camera writes whose clock was never set.
    return known if is_within(known) else None
