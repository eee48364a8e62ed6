"""Grows the archive in batches, in one process or several."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import get_context
from random import Random
from typing import Any

from django.db import connection, connections, transaction
from django.utils import timezone

from articles.models import PublishedArticle
from demo.archive import writing
from demo.archive.cast import gather
from demo.archive.grammar import Grammar
from demo.archive.stories import Writer
from media.originals import without_orphans

BATCH = 500


def grow(count: int, seed: int, *, processes: int = 0, by: type[Writer] = Writer) -> Iterator[int]:
    """Add `count` published stories written `by` a writer, yielding the size of every batch.

    Another run adds different stories.

    `processes` is how many other processes do the work, one compiling while another writes; 0 uses this process only.
    On SQLite they do not wait for the disk either, so a power cut in that time may destroy the database. That would be
    unacceptable for stories written by people.
    """
    # The cast depends only on the seed, so all runs share it. The stories also depend on how many there are already.
    with without_orphans(), transaction.atomic():
        cast = gather(Random(seed), Grammar(Random(seed)))  # noqa: S311, nothing here is secret
    first = 1 + (PublishedArticle.objects.order_by("pk").values_list("pk", flat=True).last() or 0)
    writer = by(cast, f"{seed} {first}", timezone.now().replace(microsecond=0))
    batches = [(first + start, min(BATCH, count - start)) for start in range(0, count, BATCH)]
    if not processes:
        yield from (_add(writer, nullcontext(), batch) for batch in batches)
        return
    # SQLite allows one writer and polls for its turn. With a lock of our own no process waits longer than it must.
    fork = get_context("fork")
    turn = fork.Lock() if connection.vendor == "sqlite" else nullcontext()
    connections.close_all()  # a connection must not be shared with the processes about to be forked
    with fork.Pool(processes, _begin, (writer, turn)) as pool:
        yield from pool.imap_unordered(_add_here, batches)


def _add(writer: Writer, turn: AbstractContextManager[Any], batch: tuple[int, int]) -> int:
    first, size = batch
    writing.write(writer.batch(first, size), writer.random, turn)
    return size


# The state of a forked process.
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
