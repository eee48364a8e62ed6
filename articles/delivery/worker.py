"""The loop of the worker: tells the log, sends what is due, waits a little.

Only the thread of the loop talks to the database. Every request has a thread of its own, and every destination at most
one request, so that a slow receiver holds up nobody but itself.
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

# Seconds. Looking costs four small queries; a publication is told after half of this on average.
PAUSE: Final = 0.25
DATABASE_AWAY: Final = 2.0
# How long requests on their way are waited for when the worker is told to stop.
GRACE: Final = 3.0
AT_ONCE: Final = 16
# How often to ask whether the day's chores are to be done.
DAILY_CHECK: Final = 600.0
SHOWS_EVERY: Final = 15.0

Result = tuple[Delivery, Answer]


class Worker:
    """Runs until `stop` is called, from a signal handler or another thread.

    `daily` are chores, each done once a day by one of all workers. `upkeep` does a part of something between two rounds
    as long as it says that there was any, and is asked again with the day's chores.
    """

    def __init__(self, daily: Sequence[Callable[[], object]] = (), upkeep: Callable[[], int] = lambda: 0) -> None:
        self._daily = daily
        self._upkeep = upkeep
        self._upkeep_is_due = True
        self._daily_at = 0.0
        self._seen_at = 0.0
        self._on_their_way: dict[Lane, Delivery] = {}
        # None wakes the loop. SimpleQueue may be written to in a signal handler.
        self._results: SimpleQueue[Result | None] = SimpleQueue()
        self._stopping = False
        self._away = False

    def stop(self) -> None:
        self._stopping = True
        self._results.put(None)

    def run(self) -> None:
        """Go on until stopped. A database that is away is waited for."""
        while not self._stopping:
            try:
                close_old_connections()
                busy = self.turn()
                self._note("The database is back.", away=False)
                self._wait(0 if busy else PAUSE)
            except (DatabaseError, InterfaceError) as error:
                self._note(f"The database cannot be used, waiting for it: {' '.join(str(error).split())}", away=True)
                connection.close()
                time.sleep(DATABASE_AWAY)
        self._finish()

    def run_once(self) -> None:
        """Tell all there is, try once what is due, and return. Raises DatabaseError."""
        while self.turn() or self._on_their_way:
            self._wait(PAUSE)

    def turn(self) -> bool:
        """One round. Says whether there is more to do at once."""
        told = fan_out()
        if time.monotonic() >= self._seen_at:
            presence.show()
            self._seen_at = time.monotonic() + SHOWS_EVERY
        for delivery in outbox.take(self._on_their_way, AT_ONCE - len(self._on_their_way)):
            self._start(delivery)
        if time.monotonic() >= self._daily_at:
            once_a_day(self._daily)
            self._daily_at = time.monotonic() + DAILY_CHECK
            self._upkeep_is_due = True
        self._upkeep_is_due = self._upkeep_is_due and self._keep_up()
        return bool(told) or self._upkeep_is_due

    def _keep_up(self) -> bool:
        """Do a part of the upkeep. What goes wrong with it must not keep messages from being sent."""
        try:
            return bool(self._upkeep())
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            logger.exception("The upkeep failed.")
            return False

    def _start(self, delivery: Delivery) -> None:
        request = outbox.request(delivery)
        if not request:
            outbox.give_up(delivery, f"{delivery.get_destination_display()} is not in the settings any more.")
            return
        self._on_their_way[outbox.lane(delivery)] = delivery
        # A daemon: a slow receiver must not keep the process from ending.
        Thread(target=lambda: self._results.put((delivery, sending.send(request))), daemon=True).start()

    def _wait(self, seconds: float) -> None:
        """Until something has come back or somebody stops us, at most so long. Settles all that came back."""
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
            # It was sent, which must not be forgotten: once more when the database is back.
            self._results.put((delivery, answer))
            raise
        del self._on_their_way[outbox.lane(delivery)]

    def _finish(self) -> None:
        """Settle what comes back soon. What does not is sent again by the next worker, after its lease."""
        end = time.monotonic() + GRACE
        try:
            while self._on_their_way and (left := end - time.monotonic()) > 0:
                self._wait(left)
        except (DatabaseError, InterfaceError) as error:
            self._note(f"Stopped without the database: {error}", away=True)

    def _note(self, message: str, *, away: bool) -> None:
        """One line when the database goes away, and one when it comes back."""
        if away != self._away:
            logger.warning(message)
        self._away = away
