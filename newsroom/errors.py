"""The answer when something went wrong that nobody foresaw."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from articles.api.problems import MEDIA_TYPE, describe


def server_error(request: HttpRequest) -> HttpResponse:
    """Problem details under the API's prefix, Django's page elsewhere. Neither says what went wrong; the log does."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    problem = describe(500, "Something went wrong on our side.")
    return JsonResponse(problem, status=500, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
