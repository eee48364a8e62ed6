"""Renaming an author of about 8,000 stories, while readers' views are counted and another editor publishes."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tests.benchmark import working
from tests.benchmark.counting import posts
from tests.benchmark.figures import MEGABYTES, MILLISECONDS, SECONDS, Figure
from tests.benchmark.load import FIREFOX
from tests.benchmark.servers import Server

PART: Final = "refreshing"
STORIES: Final = 8_000
# The size of an archive whose authors have about so many.
ARCHIVE: Final = 300_000
EVERY: Final = 0.05  # seconds between two views, and between two looks at the memory


def measure(server: Server, environment: Mapping[str, str], database: str, stories: int) -> list[Figure]:
    """Seconds until every story shows the name, the memory that it took, and the longest that anybody waited."""
    slug = working.tell(environment, "author", str(STORIES)).strip()
    before = max(server.memory())
    peaks: list[float] = []
    with (
        _views(server, posts(server.base)) as views,
        _memory(server, peaks),
        working.publishing(environment, every=0.5) as published,
    ):
        found = json.loads(working.tell(environment, "rename", slug))
    what = f"author of {found['stories']:,}"

    def figure(kind: str, unit: str, *values: float) -> Figure:
        return Figure(PART, database, stories, what=what, kind=kind, unit=unit, values=list(values))

    return [
        figure("saved", SECONDS, found["saved"]),
        figure("shown by all stories", SECONDS, found["shown"]),
        figure("memory of who saves", MEGABYTES, found["memory"]),
        figure("largest process of the server", MEGABYTES, max(peaks, default=before)),
        figure("longest publication", MILLISECONDS, max(published, default=0.0)),
        figure("longest view", MILLISECONDS, max(views.took, default=0.0)),
        figure("views refused", "views", float(views.refused)),
    ]


class Views:
    """Milliseconds of views that were counted, and how many were refused."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.refused = 0


@contextmanager
def _views(server: Server, paths: Iterator[str]) -> Iterator[Views]:
    found, over, every = Views(), threading.Event(), list(paths)

    def send() -> None:
        number = 0
        while not over.wait(EVERY):
            number += 1
            headers = {"User-Agent": FIREFOX, "X-Forwarded-For": f"10.0.{number // 250 % 250}.{number % 250}"}
            request = urllib.request.Request(
                server.base + every[number % len(every)], method="POST", headers=headers, data=b""
            )
            begun = time.perf_counter()
            try:
                with urllib.request.urlopen(request, timeout=60):
                    found.took.append((time.perf_counter() - begun) * 1000)
            except OSError:
                found.refused += 1
                found.took.append((time.perf_counter() - begun) * 1000)

    with _beside(send, over):
        yield found


@contextmanager
def _memory(server: Server, peaks: list[float]) -> Iterator[None]:
    over = threading.Event()

    def look() -> None:
        while not over.wait(EVERY):
            peaks.append(max(server.memory(), default=0.0))

    with _beside(look, over):
        yield


@contextmanager
def _beside(work: Callable[[], None], over: threading.Event) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
