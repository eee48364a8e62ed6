"""The answers when somebody may not do something, and when something went wrong that nobody foresaw."""

from collections.abc import Callable
from inspect import unwrap
from typing import Final

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from articles.problems import MEDIA_TYPE, describe

# Django's pages hold no form, and would yet come with a cookie for one.
page_not_found: Final[Callable[..., HttpResponse]] = unwrap(defaults.page_not_found)
_bad_request: Final[Callable[..., HttpResponse]] = unwrap(defaults.bad_request)
_server_error: Final[Callable[..., HttpResponse]] = unwrap(defaults.server_error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Problem details under the API's prefix, Django's page elsewhere. Neither says what went wrong; the log does."""
    if not request.path.startswith("/api/"):
        return _server_error(request)
    problem = describe(500, "Something went wrong on our side.")
    return JsonResponse(problem, status=500, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong before anybody has looked at it, such as a host that is not ours."""
    if not request.path.startswith("/api/"):
        return _bad_request(request, exception)
    problem = describe(400, "The request cannot be understood, or is for another host.")
    return JsonResponse(problem, status=400, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What an account may not do in the admin, the only place where accounts differ."""
    context = admin.site.each_context(request) | {"title": "Not yours to do"}
    return render(request, "admin/forbidden.html", context, status=403)
