"""How plain views bypass Django's handling of requests, which would cost several times as much as counting them.

Only requests as browsers send them, whose views are counted, are answered here. A request with anything unusual about
it or its result goes the ordinary way, to `ArticleViewSet.count_view`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from threading import local
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import timezone

from articles.api.stories import STORE_DOWN, is_large
from articles.readership import counting, visitors

ADDRESS: Final = re.compile(r"/api/v1/articles/([-\w]+)/views/", re.ASCII)
HEADERS: Final = [
    ("Content-Type", "application/json"),
    ("Allow", "GET, POST, HEAD, OPTIONS"),
    ("Cache-Control", "no-store"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", ", ".join(settings.CORS_EXPOSE_HEADERS)),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]

CHECKED_FOR: Final = 1.0  # seconds
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Bypass:
    """A WSGI application (PEP 3333) around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        number = count_together([environ])[0] if is_view(environ) else None
        if number is None:
            return self.application(environ, start_response)
        headers, body = answer(number)
        start_response("200 OK", headers)
        return [body]


def is_view(environ: Environ) -> bool:
    """Whether this may be a plain view. Costs next to nothing."""
    return environ["REQUEST_METHOD"] == "POST" and bool(ADDRESS.fullmatch(environ["PATH_INFO"]))


def count_together(environs: Sequence[Environ]) -> list[int | None]:
    """The numbers of the views, counted in one transaction; None for requests that must go the ordinary way."""
    views = [_view(environ) for environ in environs]
    _check_connection()
    outcomes = iter(counting.count_together([view for view in views if view]))
    return [_number(next(outcomes), environ) if view else None for view, environ in zip(views, environs, strict=True)]


def answer(number: int) -> tuple[Headers, bytes]:
    """The headers and body of the response."""
    body = b'{"views":%d}' % number
    return [*HEADERS, ("Content-Length", str(len(body)))], body


def _view(environ: Environ) -> counting.View | None:
    address = ADDRESS.fullmatch(environ["PATH_INFO"])
    request = HttpRequest()
    request.META = environ
    if not (address and _is_plain(environ) and visitors.is_reader(request)):
        return None
    return counting.View(address[1], visitors.visitor(request), timezone.now())


def _number(outcome: int | counting.NotCounted, environ: Environ) -> int | None:
    if isinstance(outcome, counting.StoreDown):
        # The view may have been stored nevertheless, and must not be counted again.
        environ[STORE_DOWN] = outcome
    # If nothing was counted, the ordinary way finds the right answer.
    return None if isinstance(outcome, counting.NotCounted) else outcome


class _Checked(local):
    """When this thread's connection was last checked, in seconds of the process's clock."""

    at = -CHECKED_FOR


_checked = _Checked()


def _check_connection() -> None:
    """Let Django replace a connection that the database has closed.

    Django checks before every request, which costs a round trip to PostgreSQL. Here once a second is enough, because a
    connection that breaks while it is in use fails its views anyway.
    """
    now = monotonic()
    if now - _checked.at >= CHECKED_FOR:
        _checked.at = now
        close_old_connections()


def _is_plain(environ: Environ) -> bool:
    session = settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")
    return environ["REQUEST_METHOD"] == "POST" and not (environ.get("QUERY_STRING") or session or is_large(environ))
