"""Answers while the database cannot be reached or has no free connection."""

from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from articles.http.problems import MEDIA_TYPE, describe

RETRY_AFTER: Final = 5
# SQLite raises the same class when it is busy and when a migration is missing, which waiting does not mend.
NOT_MENDED: Final = ("no such table", "no such column")
# SQLite's and PostgreSQL's messages for a statement that newsroom.statements has ended.
TOO_SLOW: Final = ("interrupted", "canceling statement due to statement timeout")


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request may succeed a little later."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return not str(error).startswith(NOT_MENDED)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """503: problem details under the API's prefix, a page for editors, a line elsewhere. Makes no query."""
    detail = "The service cannot reach its data at the moment. Try again."
    if str(error).startswith(TOO_SLOW):
        detail = "The answer took too long. Ask for less, or try again later."
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        return JsonResponse(describe(503, detail), status=503, content_type=MEDIA_TYPE, headers=headers)
    if request.path.startswith("/admin/"):
        page = render_to_string("admin/unavailable.html", {"title": "The database cannot be reached"})
        return HttpResponse(page, status=503, headers=headers)
    return HttpResponse(detail, status=503, content_type="text/plain; charset=utf-8", headers=headers)
