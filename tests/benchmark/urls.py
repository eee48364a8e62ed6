"""The service, and beside it `/bare/<name>`, which does nothing but answer the same bytes, and `/fixed/`, DRF alike."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsroom.urls import handler400, handler403, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler500", "urlpatterns"]


@cache
def stored(name: str) -> bytes:
    content: bytes = (settings.DATA_DIR / "bare" / name).read_bytes()
    return content


@csrf_exempt
def bare(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(stored(name), content_type="application/json")


class Fixed(APIView):
    """What counting is measured against: DRF, and an answer that is always the same."""

    def post(self, request: Request) -> Response:
        return Response({"views": 532})


urlpatterns = [path("bare/<slug:name>", bare), path("fixed/", Fixed.as_view()), *urlpatterns]
