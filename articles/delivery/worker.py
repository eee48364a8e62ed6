"""The worker's loop: writes messages from the log, sends those that are due, waits a little.

Only the loop's thread uses the database. Every request has its own thread, and every destination at most one request,
so that a slow receiver delays only its own messages.
"""

import logging
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from articles.delivery import outbox, presence, sending
from articles.delivery.daily import once_a_day
from articles.delivery.fan_out import fan_out
from articles.delivery.outbox import Lane
from articles.delivery.sending import Answer
from articles.models import Delivery

logger = logging.getLogger(__name__)

# Seconds. A round costs five small queries; a publication is reported after half of this on average.
PAUSE: Final = 0.25
DATABASE_AWAY: Final = 2.0
# How long a worker that is told to stop waits for its requests.
GRACE: Final = 3.0
AT_ONCE: Final = 16
# How often to check whether the daily chores are due.
DAILY_CHECK: Final = 600.0
SHOWS_EVERY: Final = 15.0

Result = tuple[Delivery, Answer]


class Worker:
    """Runs until `stop` is called, from a signal handler or another thread.

    `daily` are chores that one of all workers does once a day. `upkeep` does a part of its work in each round and
    returns how much it did; while that is more than 0, rounds follow each other without a pause.
    """

    def __init__(self, daily: Sequence[Callable[[], object]] = (), upkeep: Callable[[], int] = lambda: 0) -> None:
        self._daily = daily
        self._upkeep = upkeep
        self._upkeep_at = 0.0
        self._daily_at = 0.0
        self._seen_at = 0.0
        self._on_their_way: dict[Lane, Delivery] = {}
        # None wakes the loop. A signal handler may write to a SimpleQueue.
        self._results: SimpleQueue[Result | None] = SimpleQueue()
        self._stopping = False
        self._away = False

    def stop(self) -> None:
        self._stopping = True
        self._results.put(None)

    def run(self) -> None:
        """Work until stopped. If the database is away, wait for it."""
        while not self._stopping:
            try:
                close_old_connections()
                busy = self.round()
                self._note("The database is back.", away=False)
                self._wait(0 if busy else PAUSE)
            except (DatabaseError, InterfaceError) as error:
                self._note(f"The database cannot be used, waiting for it: {' '.join(str(error).split())}", away=True)
                connection.close()
                time.sleep(DATABASE_AWAY)
        self._finish()

    def run_once(self) -> None:
        """Write all messages, try once those that are due, and return. Raises DatabaseError."""
        while self.round() or self._on_their_way:
            self._wait(PAUSE)

    def round(self) -> bool:
        """Do once what is due. Returns whether more is due already."""
        reported = fan_out()
        if time.monotonic() >= self._seen_at:
            presence.show()
            self._seen_at = time.monotonic() + SHOWS_EVERY
        for delivery in outbox.take(self._on_their_way, AT_ONCE - len(self._on_their_way)):
            self._start(delivery)
        if time.monotonic() >= self._daily_at:
            once_a_day(self._daily)
            self._daily_at = time.monotonic() + DAILY_CHECK
        kept_up = time.monotonic() >= self._upkeep_at and self._keep_up()
        return bool(reported) or kept_up

    def _keep_up(self) -> bool:
        """Do a part of the upkeep. If it fails, messages must still be sent, and it rests for a while."""
        try:
            return bool(self._upkeep())
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            logger.exception("The upkeep failed.")
            self._upkeep_at = time.monotonic() + DAILY_CHECK
            return False

    def _start(self, delivery: Delivery) -> None:
        request = outbox.request(delivery)
        if not request:
            outbox.give_up(delivery, f"{delivery.get_destination_display()} is not in the settings any more.")
            return
        self._on_their_way[outbox.lane(delivery)] = delivery
        # A daemon thread: a slow receiver must not keep the process from ending.
        Thread(target=lambda: self._results.put((delivery, sending.send(request))), daemon=True).start()

    def _wait(self, seconds: float) -> None:
        """Wait at most this long for an answer or for `stop`. Settles all answers that have arrived."""
        try:
            result = self._results.get(timeout=seconds) if seconds else self._results.get_nowait()
            while True:
                if result:
                    self._settle(*result)
                result = self._results.get_nowait()
        except Empty:
            return

    def _settle(self, delivery: Delivery, answer: Answer) -> None:
        try:
            outbox.settle(delivery, answer)
        except (DatabaseError, InterfaceError):
            # The message was sent, which must be recorded: try again when the database is back.
            self._results.put((delivery, answer))
            raise
        del self._on_their_way[outbox.lane(delivery)]

    def _finish(self) -> None:
        """Settle answers that arrive soon. The next worker sends the other messages again, after their lease."""
        end = time.monotonic() + GRACE
        try:
            while self._on_their_way and (left := end - time.monotonic()) > 0:
                self._wait(left)
        except (DatabaseError, InterfaceError) as error:
            self._note(f"Stopped without the database: {error}", away=True)

    def _note(self, message: str, *, away: bool) -> None:
        """Log one line when the database goes away, and one when it comes back."""
        if away != self._away:
            logger.warning(message)
        self._away = away
