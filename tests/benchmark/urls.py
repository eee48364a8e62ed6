"""The service's addresses, and `/bare/<name>`: the same bytes from a Django view that does nothing."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from newsroom.urls import handler403, handler500, urlpatterns

__all__ = ["handler403", "handler500", "urlpatterns"]


@cache
def stored(name: str) -> bytes:
    content: bytes = (settings.DATA_DIR / "bare" / name).read_bytes()
    return content


@csrf_exempt
def bare(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(stored(name), content_type="application/json")


urlpatterns = [path("bare/<slug:name>", bare), *urlpatterns]
