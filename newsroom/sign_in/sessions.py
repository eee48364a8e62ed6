"""The sessions of an account, as their owner sees them: which browser, from where, when last seen."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from newsroom import outage
from newsroom.sign_in import devices

logger = logging.getLogger(__name__)

SEEN: Final = "seen_at"
SERVER_ERROR: Final = 500
# Seconds between two updates of when a session was last seen: each update costs two writes.
EVERY: Final = 5 * 60

# The first match counts, because browsers also give the names of the browsers they descend from.
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


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, whose answer goes out although its session cannot be written, while the database is away.

    By then what an editor has sent is saved, or stands in the answer: a page that says something else would lose it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, OperationalError, InterfaceError) as error:
            if not any(outage.is_outage(one) for one in _causes(error)):
                raise
            logger.warning("A session could not be written: %s", error)
            return response


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it was raised from: Django's backend tells a lost connection as a lost session."""
    while error:
        yield error
        error = error.__context__


def notice(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that records from time to time that a session is in use, and remembers its browser."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # If the session was not read, the database may have failed.
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
    except (DatabaseError, InterfaceError):
        logger.warning("The use of a session could not be recorded.", exc_info=True)


def mark(request: HttpRequest) -> None:
    """Record that the request's session is in use, and by which browser."""
    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)
        request.session[SEEN] = int(time.time())


def of(request: HttpRequest) -> list[dict[str, Any]]:
    """The signed-in user's sessions as shown on their page: the current one, then the most recently seen."""
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
    """End an account's sessions: all, all but the one with the key `but`, or `only` one. Returns how many."""
    found = UserSession.objects.filter(user_id=person.pk).exclude(session_key=but or "")
    if only is not None:
        found = found.filter(pk=only)
    ended = list(found)
    for session in ended:
        session.end()
    return len(ended)


def device(user_agent: str) -> str:
    """A browser and system such as `Firefox on Linux`, as far as they can be recognised."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), "")
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    return " on ".join(word for word in (browser or "Unknown browser", system) if word)
