"""The answers when somebody may not do something, and when something went wrong that nobody foresaw."""

import sys
from collections.abc import Callable
from inspect import unwrap
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import csrf, defaults

from articles.editing.rights import Refused
from articles.problems import MEDIA_TYPE, describe
from newsroom import outage
from newsroom.theme import keeping

# How much of a request that is refused is read all the same: browsers show no answer before all is sent.
MOST_READ: Final = 64 * 1024 * 1024

# Django's pages hold no form, and would yet come with a cookie for one.
page_not_found: Final[Callable[..., HttpResponse]] = unwrap(defaults.page_not_found)
_bad_request: Final[Callable[..., HttpResponse]] = unwrap(defaults.bad_request)
_server_error: Final[Callable[..., HttpResponse]] = unwrap(defaults.server_error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Problem details under the API's prefix, Django's page elsewhere. Neither says what went wrong; the log does.

    Where it was the database that could not be reached, 503.
    """
    error = sys.exception()
    if outage.is_outage(error):
        return outage.unavailable(request, error)
    if not request.path.startswith("/api/"):
        return _server_error(request)
    problem = describe(500, "Something went wrong on our side.")
    return JsonResponse(problem, status=500, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong before anybody has looked at it, such as a host that is not ours."""
    if isinstance(exception, keeping.UNREAD) and _in_admin(request):
        return too_much(request)
    if not request.path.startswith("/api/"):
        return _bad_request(request, exception)
    problem = describe(400, "The request cannot be understood, or is for another host.")
    return JsonResponse(problem, status=400, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What an account may not do in the admin, the only place where accounts differ."""
    context = admin.site.each_context(request) | {
        "title": "Not yours to do",
        "reason": str(exception) if isinstance(exception, Refused) else "",
    }
    return render(request, "admin/forbidden.html", context, status=403)


def too_much(request: HttpRequest) -> HttpResponse:
    """What is too large to be read cannot be given back. The admin's script does not send it: theme/sending.js."""
    _read_on(request)
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "title": "Too much to save",
        "megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000,
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    }
    return render(request, "admin/too_much.html", context, status=413)


def token_refused(request: HttpRequest, reason: str = "") -> Any:
    """A form of the admin comes back filled in, if it was sent from here (CSRF_FAILURE_VIEW)."""
    if not _in_admin(request) or not keeping.from_here(request):
        return csrf.csrf_failure(request, reason)
    if request.path == reverse("admin:login"):
        return HttpResponseRedirect(request.get_full_path())
    return keeping.show_again(request)


def _in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def _read_on(request: HttpRequest) -> None:
    try:
        for _ in range(0, MOST_READ, 2**16):
            if not request.read(2**16):
                return
    except OSError:
        return
