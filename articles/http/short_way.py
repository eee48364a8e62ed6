"""The short way: repeats answers to readers before Django's handling of requests, which takes several times as long.

The ordinary way makes every answer (articles.http.caching) and tells how long it stays right. A request with anything
unusual about it goes the ordinary way.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils import timezone

from articles.changes.position import LONG_AGO
from articles.changes.watching import Reading
from articles.http.caching import LARGEST_STORED, MAX_AGE, Kept, bare, cache_control, slot, tags, takes_gzip
from articles.models.change import SETTLING

# Bytes for the answers of one process.
ROOM: Final = 16_000_000
# Bytes that Python takes for an answer besides its body: headers, keys, and what finds it.
BESIDES: Final = 4_000
# Public addresses, except those whose answers are never kept.
ADDRESS: Final = re.compile(rb"/(?:api/v1/(?!preview/)|feeds/|sitemap|news-sitemap|robots\.txt)(?!.*/views/$)")
# The headers of requests that answers depend on. Others change nothing.
LOOKED_AT: Final = {
    b"host",
    b"accept-encoding",
    b"if-none-match",
    b"origin",
    b"x-forwarded-proto",
    b"cookie",
    b"content-length",
    b"transfer-encoding",
}
VARIES_BY: Final = {b"", b"accept-encoding", b"origin"}

Headers = list[tuple[bytes, bytes]]
Scope = Mapping[str, Any]


class Address(NamedTuple):
    """Everything that an answer depends on besides the state of the newsroom."""

    path: bytes
    query: bytes
    scheme: str
    host: bytes
    zipped: bool
    origin: bytes
    protocol: bytes


class Asked(NamedTuple):
    """A plain request of a reader: the address, and its If-None-Match."""

    address: Address
    condition: bytes


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class _Stored:
    """An answer without Cache-Control, which tells what time is left."""

    answer: Answer
    etag: str
    kept: Kept

    @property
    def size(self) -> int:
        return len(self.answer.body) + BESIDES

    def is_fresh(self, now: datetime) -> bool:
        """Whether it has not aged: its view counts, if it has any, and what changes with time."""
        kept = self.kept
        is_young = self.answer.status == 304 or 0 <= now.timestamp() - kept.made_at < MAX_AGE
        return is_young and slot(kept.policy, now) == slot(kept.policy, kept.where.at)


def asked(scope: Scope) -> Asked | None:
    """What an ASGI request asks for; None if it must go the ordinary way."""
    path = scope["raw_path"].partition(b"?")[0]
    if scope["method"] not in {"GET", "HEAD"} or not ADDRESS.match(path):
        return None
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in LOOKED_AT:
            if name in headers:
                return None
            headers[name] = value
    get = headers.get
    condition = get(b"if-none-match", b"")
    has_body = get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers
    signed_in = settings.SESSION_COOKIE_NAME.encode() in get(b"cookie", b"")
    if b"host" not in headers or has_body or signed_in or b"*" in condition:
        return None
    origin = b"" if settings.CORS_ALLOW_ALL_ORIGINS else get(b"origin", b"")
    protocol = get(b"x-forwarded-proto", b"") if settings.SECURE_PROXY_SSL_HEADER else b""
    zipped = takes_gzip(get(b"accept-encoding", b"").decode("latin-1"))
    query = scope["query_string"]
    return Asked(Address(path, query, scope["scheme"], headers[b"host"], zipped, origin, protocol), condition)


class ShortWay:
    """The answers of one process, for one thread. Those asked for least recently leave when `room` is used up."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        # The keys tell answers from 304.
        self._answers: OrderedDict[tuple[Address, bool], _Stored] = OrderedDict()
        self._where: Reading | None = None
        self._unsettled_until = LONG_AGO

    def advance(self, reading: Reading) -> None:
        """Forget the answers that were touched since the last reading. Readings must come in their order."""
        self._where = reading
        keys, announced = reading.touched
        if announced:
            # A change that may still be called off is in answers, and would leave the log without a trace.
            self._unsettled_until = reading.position.at + SETTLING
        if keys is None:
            self._answers.clear()
            self._used = 0
        elif keys:
            for key in [key for key, one in self._answers.items() if not keys.isdisjoint(one.kept.keys)]:
                self._drop(key)

    def find(self, asked: Asked) -> Answer | None:
        """The answer at the last reading; None if the ordinary way must make it."""
        now = timezone.now()
        known = tags(asked.condition.decode("latin-1")) if asked.condition else set()
        if known and (unchanged := self._at(asked.address, True, now)) and bare(unchanged.etag) in known:
            return self._told(unchanged, now)
        found = self._at(asked.address, False, now)
        return self._told(found, now) if found and bare(found.etag) not in known else None

    def keep(self, asked: Asked, kept: Kept, status: int, headers: Headers, body: bytes) -> None:
        """Keep an answer of the ordinary way, unless something has changed since it began."""
        given = dict(headers)
        varies = {name.strip().lower() for name in given.get(b"vary", b"").split(b",")}
        where = self._where.position if self._where else None
        is_settled = kept.where.at > self._unsettled_until
        if where is None or where.token != kept.where.token or not is_settled or not varies <= VARIES_BY:
            return
        if status not in {200, 304} or len(body) > LARGEST_STORED:
            return
        lasting = [(name, value) for name, value in headers if name != b"cache-control"]
        stored = _Stored(Answer(status, lasting, body), given[b"etag"].decode(), kept)
        self._drop((asked.address, status == 304))
        self._answers[asked.address, status == 304] = stored
        self._used += stored.size
        while self._used > self._room:
            self._drop(next(iter(self._answers)))

    def _at(self, address: Address, is_304: bool, now: datetime) -> _Stored | None:
        found = self._answers.get((address, is_304))
        if found is None or not found.is_fresh(now):
            return None
        self._answers.move_to_end((address, is_304))
        return found

    def _told(self, found: _Stored, now: datetime) -> Answer:
        assert self._where
        control = cache_control(self._where.position, now, found.kept.policy)
        status, headers, body = found.answer
        return Answer(status, [*headers, (b"cache-control", control.encode())], body)

    def _drop(self, key: tuple[Address, bool]) -> None:
        if dropped := self._answers.pop(key, None):
            self._used -= dropped.size
