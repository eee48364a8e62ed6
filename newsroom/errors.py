"""The answers when somebody may not do something, and when something went wrong that nobody foresaw."""

import sys

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from articles.problems import MEDIA_TYPE, describe
from newsroom import outage


def server_error(request: HttpRequest) -> HttpResponse:
    """Problem details under the API's prefix, Django's page elsewhere. Neither says what went wrong; the log does.

    Where it was the database that could not be reached, 503.
    """
    if outage.is_outage(sys.exception()):
        return outage.unavailable(request)
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    problem = describe(500, "Something went wrong on our side.")
    return JsonResponse(problem, status=500, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong before anybody has looked at it, such as a host that is not ours."""
    if not request.path.startswith("/api/"):
        return defaults.bad_request(request, exception)
    problem = describe(400, "The request cannot be understood, or is for another host.")
    return JsonResponse(problem, status=400, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What an account may not do in the admin, the only place where accounts differ."""
    context = admin.site.each_context(request) | {"title": "Not yours to do"}
    return render(request, "admin/forbidden.html", context, status=403)
