"""What counting must know about visitors: that they are not machines, and not counted already; not who they are."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from crawleruseragents import is_crawler
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.http.remote import client_address

# Names of bots that are not in the list; not the phones of a maker named Cubot.
SAYS_BOT = re.compile(r"(?<!cu)bot(?![a-z])|crawler|spider", re.IGNORECASE)
PREFETCH_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


class Visitor(NamedTuple):
    """Who is reading. Forgotten as soon as the view is counted or refused."""

    address: str
    user_agent: str


def is_reader(request: HttpRequest) -> bool:
    """Whether to count a request: as far as can be told, no sender that VIEWS_NOT_COUNTED names has sent it."""
    return not any(CHECKS[name](request) for name in settings.VIEWS_NOT_COUNTED)


def sent_by_bot(request: HttpRequest) -> bool:
    """Whether a known bot, or a program without a name, sent the request."""
    user_agent = request.META.get("HTTP_USER_AGENT", "").strip()
    return not user_agent or _is_bot(user_agent[:500])


def sent_by_prefetch(request: HttpRequest) -> bool:
    """Whether a browser sent the request for a page that nobody has opened yet."""
    return any("prefetch" in request.META.get(header, "").lower() for header in PREFETCH_HEADERS)


def sent_by_staff(request: HttpRequest) -> bool:
    """Whether the sender is signed in and may use the admin. Costs a query if there is a session."""
    return hasattr(request, "session") and bool(getattr(get_user(request), "is_staff", False))


def visitor(request: HttpRequest) -> Visitor:
    return Visitor(client_address(request), request.META.get("HTTP_USER_AGENT", ""))


def digest(what: object, now: datetime) -> int:
    """A signed 64-bit number: the same for the same thing on the same day (UTC), revealing nothing about it.

    The key is made from SECRET_KEY and the date and is never stored. If a story is part of what is hashed, two stories
    read by one visitor cannot be linked either.
    """
    key = _key(now.astimezone(UTC).date().isoformat())
    hashed = blake2b(repr(what).encode(errors="replace"), key=key, digest_size=8)
    return int.from_bytes(hashed.digest(), "big", signed=True)


@lru_cache(maxsize=2)
def _key(day: str) -> bytes:
    return salted_hmac("articles.readership.visitors", day, algorithm="sha256").digest()


@lru_cache(maxsize=10_000)
def _is_bot(user_agent: str) -> bool:
    """Cached: the list costs a few hundred regular expressions, and readers share few user agents."""
    return bool(SAYS_BOT.search(user_agent) or is_crawler(user_agent))


CHECKS = {"bots": sent_by_bot, "prefetch": sent_by_prefetch, "staff": sent_by_staff}
