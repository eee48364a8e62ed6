"""The sessions of an account, as their owner sees them: which browser, from where, when last seen."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from newsroom.sign_in import devices

logger = logging.getLogger(__name__)

SEEN: Final = "seen_at"
SERVER_ERROR: Final = 500
# How exactly it is known when a session was last seen, in seconds: each time costs two writes.
EVERY: Final = 5 * 60

# The first that fits: browsers call themselves by the names of those they descend from.
BROWSERS: Final = (
    ("Edge", r"Edg(A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|Chromium)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS: Final = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def notice(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that writes down now and then that a session is in use, and lets a browser be known again."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # Where nobody has looked at the session, the database may be what has failed.
        if request.session.accessed and response.status_code < SERVER_ERROR:
            _notice(request)
        devices.set_cookie(request, response)
        return response

    return middleware


def _notice(request: HttpRequest) -> None:
    seen = request.session.get(SEEN)
    if seen is None or 0 <= time.time() - seen < EVERY:
        return
    try:
        mark(request)
    except DatabaseError:
        logger.warning("That a session is in use could not be written down.", exc_info=True)


def mark(request: HttpRequest) -> None:
    """Write down that the session of this request is in use, and by which browser."""
    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)
        request.session[SEEN] = int(time.time())


def of(request: HttpRequest) -> list[dict[str, Any]]:
    """What to show of each session of whoever is signed in, the present one first and then the last seen."""
    mark(request)
    kept = UserSession.objects.purge_and_list(request.user)
    kept.sort(key=lambda session: (not session.is_current(), -session.last_seen_at.timestamp()))
    return [
        {
            "id": session.pk,
            "device": device(session.user_agent),
            "address": session.ip,
            "signed_in_at": session.created_at,
            "seen_at": session.last_seen_at,
            "is_this": session.is_current(),
            "is_now": timezone.now().timestamp() - session.last_seen_at.timestamp() < EVERY,
        }
        for session in kept
    ]


def end(person: AbstractBaseUser, but: str | None = None, only: int | None = None) -> int:
    """End the sessions of an account: all, all but the one with a key, or one. Returns how many."""
    found = UserSession.objects.filter(user_id=person.pk).exclude(session_key=but or "")
    if only is not None:
        found = found.filter(pk=only)
    ended = list(found)
    for session in ended:
        session.end()
    return len(ended)


def device(user_agent: str) -> str:
    """`Firefox on Linux`, as far as one can tell."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), "")
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    return " on ".join(word for word in (browser or "Unknown browser", system) if word)
