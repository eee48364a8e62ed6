"""Who is reading, as far as counting has to know: nobody in particular, but nobody twice, and no machine."""

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

from articles.remote import client_address

# What bots call themselves beside the list; not the telephones of a maker named Cubot.
SAYS_BOT = re.compile(r"(?<!cu)bot(?![a-z])|crawler|spider", re.IGNORECASE)
PREFETCH_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


class Visitor(NamedTuple):
    """Who is reading: forgotten as soon as the view is counted or not."""

    address: str
    user_agent: str


def is_reader(request: HttpRequest) -> bool:
    """Whether to count what was sent: by nobody whom VIEWS_NOT_COUNTED names, as far as one can tell."""
    return not any(CHECKS[name](request) for name in settings.VIEWS_NOT_COUNTED)


def sent_by_bot(request: HttpRequest) -> bool:
    """Whether a known bot, or a program without a name, has sent this."""
    user_agent = request.META.get("HTTP_USER_AGENT", "").strip()
    return not user_agent or _is_bot(user_agent[:500])


def sent_by_prefetch(request: HttpRequest) -> bool:
    """Whether a browser has sent this for a page that nobody has asked for yet."""
    return any("prefetch" in request.META.get(header, "").lower() for header in PREFETCH_HEADERS)


def sent_by_staff(request: HttpRequest) -> bool:
    """Whether somebody is signed in who may use the admin; costs a query where there is a session."""
    return hasattr(request, "session") and bool(getattr(get_user(request), "is_staff", False))


def visitor(request: HttpRequest) -> Visitor:
    return Visitor(client_address(request), request.META.get("HTTP_USER_AGENT", ""))


def digest(what: object, now: datetime) -> int:
    """A signed 64-bit number that is the same for the same thing on the same day (UTC), and tells nothing of it.

    The key is made from SECRET_KEY and the date and is stored nowhere. With a story among what is hashed, not even two
    stories read by one visitor can be connected.
    """
    key = _key(now.astimezone(UTC).date().isoformat())
    hashed = blake2b(repr(what).encode(errors="replace"), key=key, digest_size=8)
    return int.from_bytes(hashed.digest(), "big", signed=True)


@lru_cache(maxsize=2)
def _key(day: str) -> bytes:
    return salted_hmac("articles.readership.visitors", day, algorithm="sha256").digest()


@lru_cache(maxsize=10_000)
def _is_bot(user_agent: str) -> bool:
    """The list costs a few hundred regular expressions; readers share few user agents."""
    return bool(SAYS_BOT.search(user_agent) or is_crawler(user_agent))


CHECKS = {"bots": sent_by_bot, "prefetch": sent_by_prefetch, "staff": sent_by_staff}
