"""`python -m tests.chaos.outages`: takes away what a newsroom stands on, one after the other, and gives it back.

Prints what readers, editors and those who are counted saw of each outage. Ends with 1 when somebody saw an error of
ours, or when not all agrees afterwards: every acknowledged view counted once, every acknowledged picture there, no file
without a row, the same stories as before.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from tests.chaos.outages import losses
from tests.chaos.outages.bucket import Bucket
from tests.chaos.outages.losses import Missing
from tests.chaos.outages.stage import SETTINGS, Library, Seen, Stage, people, server_errors
from tests.running import ROOT, environment, free_port, manage, newsroom, until

Lost = TypeVar("Lost")

# Seconds before and after an outage.
BESIDE: Final = 0.4
GIVEN_BACK: Final = {"given back (200)", "given back (503)"}


@dataclass(frozen=True)
class Outage:
    """Something that is away for a while, and what people may be answered meanwhile, besides what they always may."""

    name: str
    away: Callable[[Stage], AbstractContextManager[object]]
    stories: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()


LATER: Final = frozenset({"503"})
KEPT: Final = frozenset(GIVEN_BACK)
# Connections that break while a process dies.
BROKEN: Final = frozenset(
    {"0", "no answer", "RemoteDisconnected", "ConnectionResetError", "IncompleteRead", "TimeoutError"}
)
ALWAYS: Final = {"stories": {"200"}, "pictures": {"200"}, "editors": {"saved"}, "views": {"200"}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.outages", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="how long each outage lasts")
    seconds: float = parser.parse_args().seconds
    began = time.monotonic()
    print("| away | stories | pictures | editors | views | slowest | well after | disagrees |")
    print("|---|---|---|---|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as both:
        static = _static(Path(name))
        # Side by side, because most of it is waiting.
        wrong = [line for found in both.map(lambda run: list(run(seconds, static)), (small, large)) for line in found]
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    if wrong:
        sys.exit("\n".join(wrong))


def _static(folder: Path) -> Path:
    """Where the admin's files are collected; `make chaos` has done it."""
    made = ROOT / os.environ.get("DATA_DIR", "var") / "static"
    if (made / "staticfiles.json").exists():
        return made
    manage(environment(folder), "collectstatic", "--no-input", "--verbosity", "0")
    return folder / "static"


def small(seconds: float, static: Path) -> Iterator[str]:
    """One host: SQLite and pictures on a disk of their own, Redis beside it, and the worker."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = folder / "data"
        data.mkdir()
        disk = _or_missing(stack, "full disk", partial(losses.small_disk, data))
        redis = _or_missing(stack, "Redis", partial(losses.redis, folder))
        (data / "static").symlink_to(static)
        values = SETTINGS | {"DATA_DIR": str(data)} | ({"REDIS_URL": redis.url} if redis else {})
        # What it writes goes to another disk.
        running = stack.enter_context(newsroom(folder / "logs", **values))
        running.read("/readyz")
        stage = Stage(running)
        stack.callback(lambda: stage.running.kill())
        outages = [
            Outage("the worker, killed", losses.worker_killed),
            Outage("the first process, killed", losses.parent_killed, BROKEN, BROKEN, BROKEN, BROKEN),
        ]
        if redis:
            outages.append(Outage("Redis", lambda stage: redis.away()))
        if disk:
            outages.append(Outage("room on the disk", lambda stage: disk.full(), editors=KEPT, views=LATER))
        yield from _all(stage, outages, seconds, Library(lambda: _rows(data), lambda: _files(data)))


def large(seconds: float, static: Path) -> Iterator[str]:
    """PostgreSQL, and pictures in a bucket."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = _or_missing(stack, "PostgreSQL", partial(losses.postgresql, folder, free_port()))
        if not database:
            return
        bucket = Bucket()
        stack.callback(bucket.end)
        values = SETTINGS | {
            "DATABASE_URL": database.url,
            "S3_BUCKET": "pictures",
            "S3_ENDPOINT_URL": bucket.address,
            "S3_REGION": "eu-west-1",
            "S3_ACCESS_KEY_ID": "key",
            "S3_SECRET_ACCESS_KEY": "secret",
        }
        data = folder / "data"
        data.mkdir()
        (data / "static").symlink_to(static)
        running = stack.enter_context(newsroom(data, **values))
        running.read("/readyz")
        outages = [
            Outage(
                "PostgreSQL, its connections cut and refused",
                lambda stage: database.refusing(),
                LATER,
                LATER,
                KEPT,
                LATER,
            ),
            Outage("PostgreSQL's connections but two", lambda stage: database.exhausted(), LATER, LATER, KEPT, LATER),
            Outage("PostgreSQL, as by a power cut", lambda stage: database.stopped(), LATER, LATER, KEPT, LATER),
            Outage("the bucket", lambda stage: bucket.away("gone"), pictures=LATER, editors=KEPT),
            Outage("the bucket's answers", lambda stage: bucket.away("silent"), pictures=LATER, editors=KEPT),
        ]
        yield from _all(Stage(running), outages, seconds, Library(database.pictures, bucket.originals))


def _or_missing(stack: ExitStack, name: str, make: Callable[[], AbstractContextManager[Lost]]) -> Lost | None:
    try:
        return stack.enter_context(make())
    except Missing as missing:
        print(f"| {name} | not tried: {missing} |||||||", flush=True)
        return None


def _all(stage: Stage, outages: list[Outage], seconds: float, library: Library) -> Iterator[str]:
    for number, outage in enumerate(outages):
        yield from _one(stage, outage, stage.pictures[number], seconds, library)


def _one(stage: Stage, outage: Outage, picture: str, seconds: float, library: Library) -> list[str]:
    """Let it happen, print a row, and give what is wrong."""
    seen = Seen()
    until(stage.is_well)
    before = stage.stories()
    known = server_errors(stage)
    with people(stage, seen, picture) as wrong:
        time.sleep(BESIDE)
        with outage.away(stage):
            time.sleep(seconds)
        ended = time.monotonic()
        until(stage.is_well)
        well = time.monotonic() - ended
        time.sleep(BESIDE)
    if stage.stories() != before:
        wrong.append("the stories are not those of before")
    # A file of which the database could not be asked goes with the next upload that its process takes.
    until(lambda: not library.left() or (stage.upload() and False))
    wrong += library.wrong(stage.uploaded)
    wrong += server_errors(stage)[len(known) :]
    for person, always in ALWAYS.items():
        unexpected = set(seen.outcomes[person]) - always - getattr(outage, person)
        wrong += [f"{person} saw {outcome}" for outcome in sorted(unexpected)]
    told = " | ".join(seen.told(person) for person in ALWAYS)
    print(f"| {outage.name} | {told} | {seen.slowest:.1f} s | {well:.1f} s | {len(wrong) or 'nothing'} |", flush=True)
    return [f"{outage.name}: {line}" for line in wrong]


def _rows(data: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(data / "newsroom.sqlite3")) as database:
        return database.execute("SELECT title, file FROM media_image").fetchall()


def _files(data: Path) -> set[str]:
    folder = data / "originals"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
