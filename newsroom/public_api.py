"""Requests to the public API go straight to it, past what only the admin and pages need."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve

from articles.api.base import Cached

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def straight_to_api(get_response: GetResponse) -> GetResponse:
    """Middleware that skips those after it, which take as long as counting a view does, and would touch cookies.

    Only what may count a view knows who is signed in: views of staff are not counted.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        signed_in = request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES
        match = None if signed_in else _public(request.path_info)
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
