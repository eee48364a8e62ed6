"""Conditional requests, cache headers and the response cache, all of them keyed by the position of the change log.

RFC 9110 (ETag and conditions), RFC 9111 (Cache-Control), RFC 5861 (stale-while-revalidate, stale-if-error).
"""

import gzip
import logging
import re
import time
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
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from articles import position, surrogate_keys
from articles.position import Position

# Seconds. Views inside stories may be as old as that, so no stored answer lives longer.
MAX_AGE: Final = 10
STALE_WHILE_REVALIDATE: Final = 30
STALE_IF_ERROR: Final = 86_400
# Longer lifetimes are cut down to one of these, so that nobody can tell from them when something is to be published.
STEPS: Final = (10, 60, 600, 3_600, 86_400)
# What shared caches may keep beside 200: moved, nothing there, declared void.
LASTING: Final = {200, 301, 404, 410}
# Bytes. In the memory of a process the cache has room for 300 answers.
LARGEST_STORED: Final = 250_000
# How long the cache is left alone after it has failed, in seconds.
REST: Final = 5.0
# Below this many bytes compression saves less than a packet.
WORTH_COMPRESSING: Final = 1400
# RFC 9110, section 12.5.3: a weight of 0 means that it is not wanted.
TAKES_GZIP: Final = re.compile(r"(?<![\w-])gzip(?![\w-])(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)


# Settings that answers show.
SHOWN: Final = ("PUBLIC_URL", "FRONTEND_ARTICLE_URL", "FRONTEND_AUTHOR_URL", "SITE_NAME")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Policy:
    """How the answers of an endpoint may be kept.

    `ages`: what is shown changes with the counts of views or with the time, even while the log stands still.
    `at_once`: shared caches ask every time. `behind`: how far behind the clock the endpoint reads the log; what is live
    it reads by the clock.
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
    where = position.read(now)
    behind = position.read(now - policy.behind).token if policy.behind else ""
    etag = _etag(request, f"{where.token} {behind}", now, policy)
    # Weak comparison (RFC 9110, 13.1.2): caches on the way may have made a strong tag of ours.
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if etag.removeprefix("W/") in known:
        return _headed(HttpResponseNotModified(), etag, where, now, policy)
    response = _stored_or_new(request, etag, produce)
    if response.status_code == 200:
        # Last-Modified is for people and crawlers. Stories in an answer change without it, so that it decides nothing.
        return _headed(HttpResponseNotModified() if "*" in known else response, etag, where, now, policy)
    if response.status_code in LASTING:
        return _headed(response, "", where, now, policy)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _etag(request: HttpRequest, where: str, now: datetime, policy: Policy) -> str:
    """The same for two requests only if their answers are: of one address, one edition and one position."""
    slot = int(now.timestamp()) // MAX_AGE if policy.ages else ""
    query = request.META.get("QUERY_STRING", "")
    edition = (settings.RELEASE, *(getattr(settings, name) for name in SHOWN))
    said = "\n".join([*edition, request.path, query, where, str(slot)])
    digest = blake2b(said.encode(errors="surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def _stored_or_new(request: HttpRequest, etag: str, produce: Callable[[], HttpResponse]) -> HttpResponse:
    zipped = bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))
    key = f"answer:{'gzip:' if zipped else ''}{etag[3:-1]}"
    if found := _stored(key):
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
        _store(key, (response.content, dict(response.headers)))
    return response


class _Failed:
    """When the cache failed last, in seconds of the process's clock."""

    at = -REST


def _stored(key: str) -> tuple[bytes, dict[str, str]] | None:
    if time.monotonic() - _Failed.at < REST:
        return None
    try:
        found: tuple[bytes, dict[str, str]] | None = cache.get(key)
        return found
    except Exception as error:
        _give_rest(error)
        return None


def _store(key: str, answer: tuple[bytes, dict[str, str]]) -> None:
    if time.monotonic() - _Failed.at < REST:
        return
    try:
        cache.set(key, answer, MAX_AGE)
    except Exception as error:
        _give_rest(error)


def _give_rest(error: Exception) -> None:
    """A cache that is down makes answers slower, never wrong or absent: not even by waiting for it each time."""
    _Failed.at = time.monotonic()
    logger.warning("The cache cannot be used, answers come without it: %s", error)


def _headed(response: HttpResponse, etag: str, where: Position, now: datetime, policy: Policy) -> HttpResponse:
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _cache_control(where, now, policy)
    if response.status_code != 304:
        keys = response.headers.get("Surrogate-Key", surrogate_keys.LISTS).split()
        response.headers["Surrogate-Key"] = surrogate_keys.text([*keys, surrogate_keys.EVERYTHING])
        response.headers["Cache-Tag"] = response.headers["Surrogate-Key"].replace(" ", ",")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _cache_control(where: Position, now: datetime, policy: Policy) -> str:
    """No lifetime reaches beyond the next change that was announced: a schedule, an embargo's end, an expiry."""
    left = int((where.next_at - now).total_seconds()) if where.next_at else STEPS[-1]
    left = 0 if policy.at_once else max((step for step in STEPS if step <= left), default=max(0, left))
    private, shared = min(MAX_AGE, left), min(settings.CACHE_SECONDS, left)
    stale = min(STALE_WHILE_REVALIDATE, left - max(private, shared))
    error = min(STALE_IF_ERROR, left) if where.next_at else STALE_IF_ERROR
    return f"public, max-age={private}, s-maxage={shared}, stale-while-revalidate={stale}, stale-if-error={error}"
