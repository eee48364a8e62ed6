"""`manage.py work`: the worker, which tells others what has changed and tidies up once a day."""

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

from articles import log, publishing
from articles.delivery import outbox
from articles.delivery.worker import Worker
from articles.readership import tidying

# Seconds between two looks at whether the process that started us is still there.
LOOK: Final = 0.5


def clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)


DAILY: Final[list[Callable[[], object]]] = [tidying.tidy, log.prune_old, clear_sessions, outbox.clear]


class Command(BaseCommand):
    help = "Sends webhooks, purges caches, tidies up, and compiles what an earlier version has. `serve` starts one."
    # It waits for a database that is not there yet, or not migrated.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due and end, for cron")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this parent process has ended")

    def handle(self, *, once: bool, beside: int | None, **options: Any) -> None:
        worker = Worker(DAILY, publishing.refresh_outdated)
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
        sleep(LOOK)
    worker.stop()
