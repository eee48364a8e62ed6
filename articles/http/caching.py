"""Conditional requests, cache headers and the response cache, all keyed by the position of the change log.

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

from articles.changes import position, surrogate_keys
from articles.changes.position import Position

# Seconds. View counts in stories may be this old, so no stored answer is used for longer.
MAX_AGE: Final = 10
STALE_WHILE_REVALIDATE: Final = 30
STALE_IF_ERROR: Final = 86_400
# Longer lifetimes are rounded down to one of these, so that they do not reveal when something will be published.
STEPS: Final = (10, 60, 600, 3_600, 86_400)
# The statuses that shared caches may keep: found, moved, not found, declared void.
LASTING: Final = {200, 301, 404, 410}
# Bytes. A cache in the memory of a process has room for 300 answers.
LARGEST_STORED: Final = 250_000
# How long the cache is not used after it has failed, in seconds.
PAUSE: Final = 5.0
# Bytes. Compressing less than this saves less than a packet.
WORTH_COMPRESSING: Final = 1400
# RFC 9110, section 12.5.3: a weight of 0 means "not wanted".
TAKES_GZIP: Final = re.compile(r"(?<![\w-])gzip(?![\w-])(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
# In a request's environ: a position read after the request came, and what the answer says to the short way (Kept).
POSITION: Final = "newsroom.position"
KEPT: Final = "newsroom.kept"
ANY_CHANGE: Final = frozenset([surrogate_keys.LISTS, surrogate_keys.EVERYTHING])
# Content, headers, and when it was made.
Stored = tuple[bytes, dict[str, str], float]

# Settings whose values appear in answers.
SHOWN: Final = ("PUBLIC_URL", "FRONTEND_ARTICLE_URL", "FRONTEND_AUTHOR_URL", "SITE_NAME")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Policy:
    """How the answers of an endpoint may be cached.

    `ages`: answers change with view counts or with time, even while the log's position stays the same.
    `at_once`: shared caches ask every time. `behind`: how far behind the clock the endpoint reads the log; it decides
    by the clock what is live.
    """

    ages: bool = False
    at_once: bool = False
    behind: timedelta = timedelta()


ORDINARY: Final = Policy()
AGEING: Final = Policy(ages=True)


@dataclass(frozen=True)
class Kept:
    """How long an answer stays right: while no change after `where` touches one of `keys`.

    `made_at` is when its view counts were read, in seconds since 1970; they may be MAX_AGE old.
    """

    where: Position
    policy: Policy
    keys: frozenset[str]
    made_at: float


def serve(request: HttpRequest, produce: Callable[[], HttpResponse], policy: Policy = ORDINARY) -> HttpResponse:
    """The answer to a GET or HEAD: 304 if the client has it, the stored one if it is still right, else a new one.

    `produce` may set Surrogate-Key, Last-Modified and ETag. Without the first, every change purges the answer. The last
    stands for all that the answer shows; without it, the answer's ETag changes with every change.
    """
    now = timezone.now()
    where = request.META.get(POSITION) or position.read(now)
    behind = position.read(now - policy.behind).token if policy.behind else ""
    etag = _etag(request, f"{where.token} {behind}", now, policy)
    known = tags(request.headers.get("If-None-Match", ""))
    if bare(etag) in known:
        _tell(request, Kept(where, policy, ANY_CHANGE, now.timestamp()))
        return _headed(HttpResponseNotModified(), etag, where, now, policy)
    response, made_at = _stored_or_new(request, etag, produce, now)
    if response.status_code == 200:
        keys = ANY_CHANGE
        if own := response.headers.get("ETag"):
            etag = _etag(request, own, now, policy)
            keys = frozenset([*_keys(response), surrogate_keys.EVERYTHING])
        _tell(request, Kept(where, policy, keys, made_at))
        has_it = "*" in known or bare(etag) in known
        # Last-Modified is for people and crawlers. It decides nothing, because stories in an answer change without it.
        return _headed(HttpResponseNotModified() if has_it else response, etag, where, now, policy)
    if response.status_code in LASTING:
        return _headed(response, "", where, now, policy)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def tags(condition: str) -> set[str]:
    """The entity tags in an If-None-Match, or "*", without the mark of weak ones.

    Weak comparison (RFC 9110, 13.1.2): caches in between may have turned our tag into a strong one.
    """
    return {bare(tag) for tag in parse_etags(condition)}


def bare(etag: str) -> str:
    return etag.removeprefix("W/")


def takes_gzip(accepted: str) -> bool:
    """Whether a client with this Accept-Encoding takes compressed answers."""
    return bool(TAKES_GZIP.search(accepted))


def slot(policy: Policy, now: datetime) -> int:
    """The same number while answers of an endpoint do not age."""
    return int(now.timestamp()) // MAX_AGE if policy.ages else 0


def _tell(request: HttpRequest, kept: Kept) -> None:
    """Leave word for the short way. It keeps nothing that depends on more than the present position."""
    if not kept.policy.behind:
        request.META[KEPT] = kept


def _etag(request: HttpRequest, where: str, now: datetime, policy: Policy) -> str:
    """The same for two requests only if their answers are the same: one address, one edition, one position."""
    query = request.META.get("QUERY_STRING", "")
    edition = (settings.RELEASE, *(getattr(settings, name) for name in SHOWN))
    state = "\n".join([*edition, request.path, query, where, str(slot(policy, now))])
    digest = blake2b(state.encode(errors="surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def _stored_or_new(
    request: HttpRequest, etag: str, produce: Callable[[], HttpResponse], now: datetime
) -> tuple[HttpResponse, float]:
    """The answer, and when it was made."""
    zipped = takes_gzip(request.headers.get("Accept-Encoding", ""))
    key = f"answer:{'gzip:' if zipped else ''}{etag[3:-1]}"
    if found := _stored(key):
        content, headers, made_at = found
        return HttpResponse(content, headers=headers), made_at
    response = produce()
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.status_code != 200:
        return response, now.timestamp()
    if zipped and len(response.content) >= WORTH_COMPRESSING:
        response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    if len(response.content) <= LARGEST_STORED:
        _store(key, (response.content, dict(response.headers), now.timestamp()))
    return response, now.timestamp()


class _Failed:
    """When the cache last failed, in seconds of the process's clock."""

    at = -PAUSE


def _stored(key: str) -> Stored | None:
    if time.monotonic() - _Failed.at < PAUSE:
        return None
    try:
        found: Stored | None = cache.get(key)
        return found
    except Exception as error:
        _pause(error)
        return None


def _store(key: str, answer: Stored) -> None:
    if time.monotonic() - _Failed.at < PAUSE:
        return
    try:
        cache.set(key, answer, MAX_AGE)
    except Exception as error:
        _pause(error)


def _pause(error: Exception) -> None:
    """Stop using a cache that is down for a while: answers must not fail, nor wait for it every time."""
    _Failed.at = time.monotonic()
    logger.warning("The cache cannot be used; requests are answered without it: %s", error)


def _headed(response: HttpResponse, etag: str, where: Position, now: datetime, policy: Policy) -> HttpResponse:
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache_control(where, now, policy)
    if response.status_code != 304:
        response.headers["Surrogate-Key"] = surrogate_keys.text([*_keys(response), surrogate_keys.EVERYTHING])
        response.headers["Cache-Tag"] = response.headers["Surrogate-Key"].replace(" ", ",")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _keys(response: HttpResponse) -> list[str]:
    return response.headers.get("Surrogate-Key", surrogate_keys.LISTS).split()


def cache_control(where: Position, now: datetime, policy: Policy) -> str:
    """No lifetime extends past the next announced change: a scheduled publication, an embargo's end, an expiry."""
    left = max(0, int((where.next_at - now).total_seconds())) if where.next_at else STEPS[-1]
    left = 0 if policy.at_once else max((step for step in STEPS if step <= left), default=left)
    private, shared = min(MAX_AGE, left), min(settings.CACHE_SECONDS, left)
    stale = min(STALE_WHILE_REVALIDATE, left - max(private, shared))
    error = min(STALE_IF_ERROR, left) if where.next_at else STALE_IF_ERROR
    return f"public, max-age={private}, s-maxage={shared}, stale-while-revalidate={stale}, stale-if-error={error}"
