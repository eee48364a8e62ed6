"""The answer to whoever has guessed too many passwords."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.theme import keeping


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """429 with the time to wait, as a page and as `Retry-After` (seconds)."""
    cool_off = get_cool_off(request)
    seconds = int(cool_off.total_seconds()) if cool_off else 0
    minutes = max(1, seconds // 60)
    if kept := keeping.while_locked_out(request, minutes):
        response = kept
    else:
        context = admin.site.each_context(request) | {"title": "Locked out", "minutes": minutes}
        response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
