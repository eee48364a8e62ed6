"""`python -m newsroom.serving WORKERS FD,FD… [COMMAND…]`: serves on sockets that listen, and keeps a command beside it.

`serve` becomes this process, which has neither Django nor the newsroom in it. It starts the processes that answer, and
starts those again that die; they, and the command, end when it has ended in whatever way.
"""

import logging
import multiprocessing
import os
import socket
import sys
import time
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder  # type: ignore[attr-defined]
from granian.server.mp import MPServer, WorkerProcess

from newsroom.serving.keeper import Keeper
from newsroom.serving.listener import BACKLOG

# Milliseconds for the head of a request, also of the next one on a connection that is kept.
HEAD: Final = 20_000
# Connections of a process. Silent ones cost a few kilobytes.
CONNECTIONS: Final = 4_096
# Seconds for requests under way when the server stops.
GRACE: Final = 8
# Seconds in which a process fails that cannot start, because of a wrong setting for example.
START: Final = 60


class Server(MPServer):
    """granian on sockets that were taken before, so that no two servers take the same port.

    The first process holds them, too: connections that nobody has accepted yet outlive the death of a process.
    """

    def __init__(self, listeners: list[socket.socket], keeper: Keeper | None, **options: Any) -> None:
        super().__init__("newsroom.asgi:application", **options)
        self._listeners = listeners
        self._keeper = keeper

    def _init_shared_socket(self) -> None:
        """They are there."""

    def _drop_shared_socket(self) -> None:
        for listener in self._listeners:
            listener.close()

    def _spawn_worker(  # type: ignore[override]
        self, idx: int, target: Any, callback_loader: Any
    ) -> WorkerProcess:
        # granian passes a socket on in this way wherever it is not on Linux.
        self._sso = self._listeners[idx % len(self._listeners)]
        self._shd = SocketHolder(self._sso.fileno(), False, BACKLOG)  # type: ignore[call-arg,assignment]
        worker: WorkerProcess = super()._spawn_worker(idx, target, callback_loader)
        return worker

    def _respawn_workers(self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """A process that was killed comes back, however often; one that cannot even start ends the server."""
        ended = [self.wrks[place] for place in workers]
        if any((one.inner.exitcode or 0) > 0 and time.monotonic() - one.birth < START for one in ended):
            self.shutdown(1)
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        # granian would give up when one dies twice within seconds.
        self.respawned_wrks.clear()

    def shutdown(self, exit_code: int = 0) -> None:
        if self._keeper:
            self._keeper.tell_to_stop()
        try:
            super().shutdown(exit_code)  # type: ignore[no-untyped-call]
        finally:
            if self._keeper:
                self._keeper.end()


def main(workers: int, descriptors: list[int], command: list[str]) -> None:
    logging.getLogger("_granian").setLevel(logging.WARNING)
    # Threads and forks do not go together.
    multiprocessing.set_start_method("spawn")
    listeners = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    keeper = Keeper([*command, str(os.getpid())]) if command else None
    Server(
        listeners,
        keeper,
        interface=Interfaces.ASGINL,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD),
        websockets=False,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(number) for number in sys.argv[2].split(",")], sys.argv[3:])
