"""The reader's shell: the same HTML page for every address, which its modules fill from the public API."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe


@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def shell(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The same bytes for every address: no query, no cookie. The modules read the address."""
    return render(request, "reader/index.html", {"site_name": settings.SITE_NAME})


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The shell for a preview, which must not reach search engines or caches."""
    response = shell(request)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    # The address is the key, so it is not sent to anybody, not even with a request for a picture.
    response["Referrer-Policy"] = "no-referrer"
    return response
