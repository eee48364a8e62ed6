"""Answers to refused requests and to unexpected errors."""

import sys
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from articles.editing.rights import Refused
from articles.http.problems import MEDIA_TYPE, describe
from newsroom import outage
from newsroom.theme import keeping

# How much of a refused request is still read: browsers show no answer before they have sent everything.
MOST_READ: Final = 64 * 1024 * 1024
WENT_WRONG: Final = (
    "Whoever runs the system can see what. If you were saving, go back in your browser, where your words still are, "
    "and save again."
)
FROM_ELSEWHERE: Final = (
    "This was sent from another site, or your browser keeps no cookies. Nothing was changed: open the page here and "
    "send it again."
)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Where nothing is, or nothing any more."""
    return page(request, 404, "There is nothing here", "The address is mistyped, or what was here has been taken away.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Problem details under the API's prefix, a page elsewhere. Neither says what went wrong; the log does.

    The status is 503 if the database could not be reached.
    """
    error = sys.exception()
    if outage.is_outage(error):
        return outage.unavailable(request, error)
    if not request.path.startswith("/api/"):
        return page(request, 500, "Something went wrong", WENT_WRONG)
    problem = describe(500, "Something went wrong on our side.")
    return JsonResponse(problem, status=500, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For requests that are refused before any view, such as those for a foreign host."""
    if isinstance(exception, keeping.UNREAD) and _in_admin(request):
        return too_much(request)
    if not request.path.startswith("/api/"):
        return page(request, 400, "This cannot be understood", "The request is malformed, or is for another host.")
    problem = describe(400, "The request cannot be understood or is for another host.")
    return JsonResponse(problem, status=400, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For what an account may not do in the admin, the only place where accounts differ."""
    context = admin.site.each_context(request) | {
        "title": "You may not do this",
        "reason": str(exception) if isinstance(exception, Refused) else "",
    }
    return render(request, "admin/forbidden.html", context, status=403)


def too_much(request: HttpRequest) -> HttpResponse:
    """A form that is too large to read cannot be given back. theme/sending.js keeps the admin from sending one."""
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
    """Show an admin form again, filled in, if it was sent from here (CSRF_FAILURE_VIEW)."""
    if not _in_admin(request) or not keeping.from_here(request):
        return page(request, 403, "Not done", FROM_ELSEWHERE)
    if request.path == reverse("admin:login"):
        return HttpResponseRedirect(request.get_full_path())
    return keeping.show_again(request)


def page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """A page in the look of the place. It asks the database nothing, and holds no form, so it sets no cookie."""
    context = {
        "title": title,
        "sentence": sentence,
        "site_header": settings.SITE_NAME,
        "site_title": settings.SITE_NAME,
    }
    template = "admin/error.html" if _in_admin(request) else "reader/error.html"
    try:
        return HttpResponse(render_to_string(template, context), status=status)
    except ValueError:
        # Static files have no addresses before collectstatic has run. An error page must not fail because of them.
        return HttpResponse(f"{title}. {sentence}", "text/plain; charset=utf-8", status)


def _in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def _read_on(request: HttpRequest) -> None:
    try:
        for _ in range(0, MOST_READ, 2**16):
            if not request.read(2**16):
                return
    except OSError:
        return
