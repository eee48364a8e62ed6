"""Requests to public addresses go straight to them, past what only the admin needs.

So no public answer sets a cookie or differs by one, whatever cookies a browser sends along; and the middleware of the
admin takes as long as counting a view does.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils.functional import SimpleLazyObject

from articles.api.base import Cached
from newsroom.sign_in import second_factor
from newsroom.statements import bounded, unbound

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def without_cookies(get_response: GetResponse) -> GetResponse:
    """Middleware that skips those after it, except for the admin."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        match = resolve(request.path_info)
        if match.route.startswith("admin/"):
            unbound()
            return get_response(request)
        request.resolver_match = match
        # Views of staff are not counted, and staff sees pictures before readers do.
        request.session = SimpleLazyObject(partial(_session, request))  # type: ignore[assignment]
        request.user = SimpleLazyObject(partial(_user, request))  # type: ignore[assignment]
        with bounded():
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        view = getattr(match.func, "cls", None)
        if isinstance(view, type) and issubclass(view, Cached):
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response

    return middleware


def _user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Nobody, for the time in which a second factor has still to be set up."""
    return AnonymousUser() if second_factor.is_missing(request.session) else get_user(request)


class _Session(dict[str, Any]):
    """What a session holds. Where Django would renew or end it, which goes by a cookie, it stays as it is."""

    def cycle_key(self) -> None:
        pass

    def flush(self) -> None:
        self.clear()


def _session(request: HttpRequest) -> _Session:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    known = key.isascii() and key.isalnum()
    return _Session(import_module(settings.SESSION_ENGINE).SessionStore(key).load() if known else {})
