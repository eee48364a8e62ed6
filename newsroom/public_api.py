"""Requests to the public API go straight to it, past what only the admin and pages need."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve

from articles.api.base import Cached

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def straight_to_api(get_response: GetResponse) -> GetResponse:
    """Middleware that skips those after it, which take as long as counting a view does.

    Not where a session cookie comes along: views of signed-in staff are not counted.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        match = None if settings.SESSION_COOKIE_NAME in request.COOKIES else _public(request.path_info)
        if match is None:
            return get_response(request)
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response.render() if isinstance(response, SimpleTemplateResponse) else response

    return middleware


def _public(path: str) -> ResolverMatch | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    view = getattr(match.func, "cls", None)
    return match if isinstance(view, type) and issubclass(view, Cached) else None
