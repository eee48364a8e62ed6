"""The answer after too many attempts to sign in."""

from math import ceil

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def in_words(seconds: int) -> str:
    """A duration such as `15 minutes` or `3 hours`, rounded up."""
    number, unit = (ceil(seconds / 60), "minute") if seconds <= 7200 else (ceil(seconds / 3600), "hour")
    return f"{number} {unit}{'s' if number > 1 else ''}"


def locked_out(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with the time to wait, as a page and as `Retry-After` (seconds). It reveals nothing about the account."""
    context = admin.site.each_context(request) | {"title": "Too many attempts", "wait": in_words(seconds)}
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
