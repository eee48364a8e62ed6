"""Conditional requests, cache headers and the response cache, all of them keyed by the position of the change log.

RFC 9110 (ETag and conditions), RFC 9111 (Cache-Control), RFC 5861 (stale-while-revalidate, stale-if-error).
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe

from articles import position, surrogate_keys
from articles.position import Position

# Seconds. Views inside stories may be as old as that, so no stored answer lives longer.
MAX_AGE: Final = 10
STALE_WHILE_REVALIDATE: Final = 30
STALE_IF_ERROR: Final = 86_400
# What shared caches may keep beside 200: moved, nothing there, declared void.
LASTING: Final = {200, 301, 404, 410}
# RFC 9110, section 12.5.3: a weight of 0 means that it is not wanted.
TAKES_GZIP: Final = re.compile(r"(?<![\w-])gzip(?![\w-])(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
# Bytes: pages of the sync feed can be ten times as large, and nobody asks for one twice.
LARGEST_STORED: Final = 2_000_000
# Below this many bytes compression saves less than a packet.
WORTH_COMPRESSING: Final = 1400


@dataclass(frozen=True)
class Policy:
    """How the answers of an endpoint may be kept.

    `ages`: what is shown changes with the counts of views or with the time, even while the log stands still.
    `at_once`: shared caches ask every time. `behind`: how far behind the clock the endpoint reads the log.
    """

    ages: bool = False
    at_once: bool = False
    behind: timedelta = timedelta()


ORDINARY: Final = Policy()
AGEING: Final = Policy(ages=True)


def serve(request: HttpRequest, produce: Callable[[], HttpResponse], policy: Policy = ORDINARY) -> HttpResponse:
    """The answer to a GET or HEAD: 304 where the client has it, the stored one where it is still right, else a new one.

    `produce` may set Surrogate-Key and Last-Modified; without the first an answer goes with every change.
    """
    now = timezone.now()
    where = position.read(now - policy.behind)
    etag = _etag(request, where, now, policy)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _headed(HttpResponseNotModified(), etag, where, now, policy)
    response = _stored_or_new(request, etag, produce)
    if response.status_code == 200:
        response = _headed(response, etag, where, now, policy)
        changed = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, etag, changed, response) or response
    if response.status_code in LASTING:
        return _headed(response, "", where, now, policy)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _etag(request: HttpRequest, where: Position, now: datetime, policy: Policy) -> str:
    """The same for two requests only if their answers are: of one address, one edition and one position."""
    slot = int(now.timestamp()) // MAX_AGE if policy.ages else ""
    query = request.META.get("QUERY_STRING", "")
    said = (settings.PUBLIC_URL, settings.FRONTEND_ARTICLE_URL, settings.SITE_NAME, request.path, query, where.token)
    digest = blake2b("\n".join([*said, str(slot)]).encode(errors="surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def _stored_or_new(request: HttpRequest, etag: str, produce: Callable[[], HttpResponse]) -> HttpResponse:
    zipped = bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))
    key = f"answer:{'gzip:' if zipped else ''}{etag[3:-1]}"
    if found := cache.get(key):
        content, headers = found
        return HttpResponse(content, headers=headers)
    response = produce()
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.status_code != 200:
        return response
    if zipped and len(response.content) >= WORTH_COMPRESSING:
        response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    if len(response.content) <= LARGEST_STORED:
        cache.set(key, (response.content, dict(response.headers)), MAX_AGE)
    return response


def _headed(response: HttpResponse, etag: str, where: Position, now: datetime, policy: Policy) -> HttpResponse:
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _cache_control(where, now, policy)
    if response.status_code != 304:
        response.headers.setdefault("Surrogate-Key", surrogate_keys.EVERYTHING)
        response.headers["Cache-Tag"] = response.headers["Surrogate-Key"].replace(" ", ",")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _cache_control(where: Position, now: datetime, policy: Policy) -> str:
    """No lifetime reaches beyond the next change that was announced: a schedule, an embargo's end, an expiry."""
    left = int((where.next_at - now).total_seconds()) if where.next_at else settings.CACHE_SECONDS + MAX_AGE + 3600
    left = 0 if policy.at_once else max(0, left)
    private, shared = min(MAX_AGE, left), min(settings.CACHE_SECONDS, left)
    stale = min(STALE_WHILE_REVALIDATE, left - max(private, shared))
    return (
        f"public, max-age={private}, s-maxage={shared}, stale-while-revalidate={stale}, stale-if-error={STALE_IF_ERROR}"
    )
