"""The service, plus views to measure it beside.

`/bare/<name>` answers the bytes of a file in the folder BARE, `/fixed/` a number by Django REST Framework, and
`/ordinary/` has a newsroom made with that."""

import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.http.short_way import ShortWay
from newsroom.urls import handler400, handler403, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler500", "urlpatterns"]


if os.environ.get("NOTHING_STORED"):
    # It keeps answers in the memory of the process, and not in Django's cache.
    ShortWay.keep = lambda *_: None  # type: ignore[method-assign]


@cache
def stored(name: str) -> bytes:
    content: bytes = (Path(os.environ["BARE"]) / name).read_bytes()
    return content


@csrf_exempt
def bare(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(stored(name), content_type="application/json")


class Fixed(APIView):
    """The yardstick for counting: DRF with an answer that is always the same."""

    def post(self, request: Request) -> Response:
        return Response({"views": 532})


urlpatterns = [
    path("ordinary/", include("tests.benchmark.ordinary.urls")),
    path("bare/<slug:name>", bare),
    path("fixed/", Fixed.as_view()),
    *urlpatterns,
]
