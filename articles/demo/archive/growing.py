"""Grows the archive in batches, in this process or in several."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import get_context
from random import Random
from typing import Any

from django.db import connection, connections, transaction
from django.utils import timezone

from articles.demo.archive import writing
from articles.demo.archive.cast import gather
from articles.demo.archive.grammar import Grammar
from articles.demo.archive.stories import Writer
from articles.models import PublishedArticle

BATCH = 500


def grow(count: int, seed: int, *, processes: int = 0, picture_width: int = 1600) -> Iterator[int]:
    """Add `count` published stories, yielding after every batch how many it held. Another run adds others.

    With `processes`, so many others do the work, one compiling while another writes. On SQLite they do not wait for
    the disk either: a power cut meanwhile may cost the database, as it may not where stories are written by people.
    """
    # The cast depends on the seed alone, so that all runs share it; the stories also on what is there.
    with transaction.atomic():
        cast = gather(Random(seed), Grammar(Random(seed)), picture_width)  # noqa: S311, nothing here is secret
    first = 1 + (PublishedArticle.objects.order_by("pk").values_list("pk", flat=True).last() or 0)
    writer = Writer(cast, f"{seed} {first}", timezone.now().replace(microsecond=0))
    batches = [(first + start, min(BATCH, count - start)) for start in range(0, count, BATCH)]
    if not processes:
        yield from (_add(writer, nullcontext(), batch) for batch in batches)
        return
    # SQLite lets one process write at a time, and polls; waiting for a lock of our own, none waits longer than it must.
    fork = get_context("fork")
    turn = fork.Lock() if connection.vendor == "sqlite" else nullcontext()
    connections.close_all()  # a connection must not be shared with the processes about to be forked
    with fork.Pool(processes, _begin, (writer, turn)) as pool:
        yield from pool.imap_unordered(_add_here, batches)


def _add(writer: Writer, turn: AbstractContextManager[Any], batch: tuple[int, int]) -> int:
    first, size = batch
    writing.write(writer.batch(first, size), writer.random, turn)
    return size


# What a forked process works with.
_here: list[tuple[Writer, AbstractContextManager[Any]]] = []


def _begin(writer: Writer, turn: AbstractContextManager[Any]) -> None:
    _here.append((writer, turn))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # https://sqlite.org/pragma.html: no fsync, 128 MB of pages, a checkpoint every 30,000 pages.
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -131072")
            cursor.execute("PRAGMA wal_autocheckpoint = 30000")


def _add_here(batch: tuple[int, int]) -> int:
    return _add(*_here[0], batch)
