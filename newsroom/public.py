"""Requests to public addresses skip the middleware that only the admin needs.

So no public answer sets a cookie or depends on one, whatever cookies a browser sends. It also saves time: the admin's
middleware takes as long as counting a view.
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
from django.urls import ResolverMatch, resolve
from django.utils.functional import SimpleLazyObject

from articles.api.base import Cached
from newsroom.reconnecting import without_asking
from newsroom.sign_in import second_factor
from newsroom.statements import bounded, unbound

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def without_cookies(get_response: GetResponse) -> GetResponse:
    """Middleware that skips those listed after it, except for the admin."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        match = resolve(request.path_info)
        if match.route.startswith("admin/"):
            unbound()
            return get_response(request)
        request.resolver_match = match
        # Staff views are not counted, and staff may see pictures before readers do.
        request.session = SimpleLazyObject(partial(_session, request))  # type: ignore[assignment]
        request.user = SimpleLazyObject(partial(_user, request))  # type: ignore[assignment]
        with bounded():
            response = without_asking(request, partial(_respond, match, request))
        view = getattr(match.func, "cls", None)
        if isinstance(view, type) and issubclass(view, Cached):
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response

    return middleware


def _respond(match: ResolverMatch, request: HttpRequest) -> HttpResponseBase:
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response


def _user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """The signed-in user, or nobody while they must still set up a second factor."""
    return AnonymousUser() if second_factor.is_missing(request.session) else get_user(request)


class _Session(dict[str, Any]):
    """A session's content. It cannot be renewed or ended here, because that would set a cookie."""

    def cycle_key(self) -> None:
        pass

    def flush(self) -> None:
        self.clear()


def _session(request: HttpRequest) -> _Session:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    known = key.isascii() and key.isalnum()
    return _Session(import_module(settings.SESSION_ENGINE).SessionStore(key).load() if known else {})
