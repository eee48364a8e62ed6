"""`manage.py work`: the worker, which notifies others of changes and tidies up once a day."""

import os
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Thread
from time import sleep
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles import finding
from articles.changes import log
from articles.delivery import outbox
from articles.delivery.worker import Worker
from articles.editing import binning, company, merges, versions
from articles.publishing import previews
from articles.publishing.upkeep import Upkeep
from articles.readership import tidying
from articles.readership.ranking import Keeper

# Seconds between two checks that the parent process is still running.
CHECK_EVERY: Final = 0.5


def clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)


DAILY: Final[list[Callable[[], object]]] = [
    *(tidying.tidy, log.prune_old, clear_sessions, outbox.clear),
    *(versions.thin, company.forget, binning.empty, merges.forget, previews.forget),
]


class Chores:
    """What the worker does between its messages, a little at a time. Returns whether there was anything to do."""

    def __init__(self) -> None:
        self._keep_up, self._keep_ranking = Upkeep(), Keeper()

    def __call__(self) -> int:
        return self._keep_ranking() or self._keep_up() or finding.catch_up()


class Command(BaseCommand):
    help = "Send webhooks, purge caches, tidy up, and recompile what an earlier version compiled. `serve` starts one."
    # The worker waits for a database that does not exist yet, or is not migrated.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due and end, for cron")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this parent process has ended")

    def handle(self, *, once: bool, beside: int | None, **options: Any) -> None:
        worker = Worker(DAILY, Chores())
        if once:
            try:
                worker.run_once()
            except DatabaseError as error:
                raise CommandError(f"The database cannot be used: {error}") from error
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        if beside:
            Thread(target=_watch, args=(beside, worker), daemon=True).start()
        worker.run()


def _watch(parent: int, worker: Worker) -> None:
    """Stop the worker once its parent is gone, however that ended: an orphan is adopted by another process."""
    while os.getppid() == parent:
        sleep(CHECK_EVERY)
    worker.stop()
