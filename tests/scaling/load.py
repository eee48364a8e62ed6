"""Readers and views through the front, all of whose answers are remembered."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import urllib3

from tests.chaos.agreement import compare, together
from tests.chaos.readers import Reader
from tests.scaling.parts import Everything

READERS: Final = 4
VIEWERS: Final = 4
# Seconds. Whoever waits for longer than that has had no answer.
PATIENCE: Final = 20.0


@dataclass
class Seen:
    """`reads` and `views` by status or error, the longest wait in seconds, and what does not agree."""

    reads: Counter[str] = field(default_factory=Counter)
    views: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return self.reads.total() - self.reads["200"]

    @property
    def unclear(self) -> int:
        return self.views.total() - self.views["200"]


@contextmanager
def load(all: Everything, *others: str) -> Iterator[Seen]:
    """Until the end: readers of lists, stories and pictures, and views. `others` are addresses to read from as well."""
    seen, stop = Seen(), threading.Event()
    stories = _stories(all)
    before = {slug: views(all, slug) for slug in all.slugs}
    viewers = [Reader(80, all.slugs, stop, all.front.address) for _ in range(VIEWERS)]
    bases = [all.base] * READERS + list(others)
    readers = [threading.Thread(target=_read, args=(all, base, seen, stop)) for base in bases]
    for thread in [*viewers, *readers]:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in [*viewers, *readers]:
            thread.join()
    for slug in all.slugs:
        told = together([viewer.told[slug] for viewer in viewers])
        seen.views["200"] += len(told.numbers)
        seen.views.update(told.unclear)
        seen.wrong += compare(slug, told, views(all, slug) - before[slug], before[slug])
    if _stories(all) != stories:
        seen.wrong.append("the stories are not those of before")


def ask(address: str) -> tuple[str, bytes]:
    """Status and body; the name of the error where there is no answer."""
    with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
        try:
            answer = pool.request("GET", address, redirect=False)
            return str(answer.status), answer.data
        except urllib3.exceptions.HTTPError as error:
            return type(error).__name__, b""


def views(all: Everything, slug: str) -> int:
    status, body = ask(f"{all.base}/api/v1/articles/{slug}/views/")
    assert status == "200", body
    return int(body.removeprefix(b'{"views":').removesuffix(b"}"))


def _stories(all: Everything) -> bytes:
    """What readers see of all stories, but for numbers of views."""
    status, body = ask(
        f"{all.base}/api/v1/articles/?page_size=100&fields=slug,headline,published_at,image,authors,topic"
    )
    assert status == "200", body
    return body


def _read(all: Everything, base: str, seen: Seen, stop: threading.Event) -> None:
    while not stop.is_set():
        slug = random.choice(all.slugs)
        size = random.randint(1, 100)
        paths = [f"/api/v1/articles/{slug}/", f"/api/v1/articles/?page_size={size}", random.choice(all.pictures)]
        began = time.monotonic()
        status, _ = ask(base + random.choice(paths))
        seen.reads[status] += 1
        seen.slowest = max(seen.slowest, time.monotonic() - began)
