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
    """The time that one or two parts (date and time, or date and offset) describe; None if they make no sense.

    A time without an offset is taken as local: cameras did not write one before 2016. A date alone means midnight.
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
    # A camera whose clock was never set writes `0000:00:00`.
    return known if is_within(known) else None
