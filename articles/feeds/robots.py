"""Which addresses of this service robots may read (RFC 9309)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.feeds.serving import public

RULES = """\
User-agent: *
Disallow: /admin/
Disallow: /api/v1/preview/

Sitemap: {address}/sitemap.xml
Sitemap: {address}/news-sitemap.xml
"""


@public()
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(RULES.format(address=settings.PUBLIC_URL), "text/plain; charset=utf-8")
