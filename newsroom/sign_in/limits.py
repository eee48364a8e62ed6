"""Limits on attempts to sign in: by name, address and browser.

A browser from which an account has signed in before is recognised by a cookie and has its own limits, so that nobody
can lock an editor out from elsewhere ("Slow Down Online Guessing Attacks with Device Cookies", OWASP).
"""

import ipaddress
import logging
import unicodedata
from datetime import datetime, timedelta
from math import ceil
from typing import Final, NamedTuple

from django.db.models import Max, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.http.remote import client_address
from newsroom.sign_in import devices
from newsroom.sign_in.models import Attempt

logger = logging.getLogger(__name__)

PASSWORD: Final = "password"  # noqa: S105  # the step, not one
CODE: Final = "code"
# The beginning of signing in by passkey or single sign-on. There is nothing to guess, but each stores a session.
BEGUN: Final = "begun"

QUARTER: Final = 15 * 60
HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR
# Seconds by which the clocks of several hosts may differ.
CLOCKS_DIFFER: Final = 60


class Limit(NamedTuple):
    """At most `most` attempts, or different `names`, per `seconds` with equal values in the fields `same`."""

    same: tuple[str, ...]
    most: int
    seconds: int
    names: bool = False


# Three in a million guesses at a code are right, and the guesser already has the password: hence the limit per day.
LIMITS: Final = {
    PASSWORD: (
        Limit(("name", "source"), 10, QUARTER),
        Limit(("name",), 50, HOUR),
        Limit(("source",), 20, HOUR, names=True),
        Limit(("source",), 100, HOUR),
    ),
    CODE: (Limit(("name", "source"), 5, QUARTER), Limit(("name",), 20, DAY)),
    BEGUN: (Limit(("source",), 300, QUARTER),),
}
OF_KNOWN_DEVICES: Final = {
    PASSWORD: (Limit(("name", "device"), 10, QUARTER),),
    CODE: (Limit(("name", "device"), 5, QUARTER),),
}


class TooMany(Exception):
    """Too many attempts: the next one is possible in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts to sign in: wait {seconds} seconds.")


def begin(request: HttpRequest, name: str, step: str) -> Attempt:
    """Count an attempt before it is checked; delete the returned row if it was right. Raises TooMany.

    Counting afterwards would let through as many simultaneous guesses as there are threads. Refused attempts do not
    count, so that nobody can keep a name locked by going on.
    """
    now = timezone.now()
    _tidy(now)
    named = _digest(name)
    device = devices.known(request, named)
    attempt = Attempt.objects.create(step=step, name=named, source=_source(request), device=device, at=now)
    limits = OF_KNOWN_DEVICES[step] if device else LIMITS[step]
    wait = max(_wait(attempt, limit, now) for limit in limits)
    if wait:
        attempt.delete()
        logger.warning(
            "Signing in was refused for %s seconds after too many attempts from %s.", wait, client_address(request)
        )
        raise TooMany(wait)
    return attempt


def forget(request: HttpRequest, name: str) -> None:
    """Delete the failed attempts with this name from here, because the same person has now signed in."""
    Attempt.objects.filter(name=_digest(name), source=_source(request)).delete()
    if device := devices.known(request, _digest(name)):
        Attempt.objects.filter(name=_digest(name), device=device).delete()


def know_device(request: HttpRequest, name: str) -> None:
    """Remember that `name` has signed in from this browser."""
    devices.remember(request, _digest(name))


def _wait(attempt: Attempt, limit: Limit, now: datetime) -> int:
    """Seconds, in whole minutes, until the window allows another attempt; 0 if it does now."""
    since = now - timedelta(seconds=limit.seconds)
    alike = Attempt.objects.filter(step=attempt.step, at__gt=since)
    alike = alike.filter(**{field: getattr(attempt, field) for field in limit.same})
    if "device" not in limit.same:
        alike = alike.filter(device="")
    newest: list[datetime]
    if limit.names:
        names = alike.order_by().values("name").annotate(last=Max("at")).order_by("-last")
        newest = list(names.values_list("last", flat=True)[: limit.most + 1])
    else:
        newest = list(alike.order_by("-at").values_list("at", flat=True)[: limit.most + 1])
    if len(newest) <= limit.most:
        return 0
    return ceil((newest[-1] - since).total_seconds() / 60) * 60


def _tidy(now: datetime) -> None:
    """Delete attempts that no limit counts any more, and those from before the clock was set back."""
    past, ahead = now - timedelta(seconds=DAY), now + timedelta(seconds=CLOCKS_DIFFER)
    Attempt.objects.filter(Q(at__lt=past) | Q(at__gt=ahead)).delete()


def _source(request: HttpRequest) -> str:
    """The client's IPv4 address, or the 64-bit network that providers give to one household (RFC 6177), hashed."""
    address = client_address(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return _digest(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        address = str(mapped or ipaddress.ip_network(f"{address}/64", strict=False))
    return _digest(address)


def _digest(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return salted_hmac("newsroom.sign_in.limits", plain, algorithm="sha256").hexdigest()[:32]
