"""`python -m newsroom.serving WORKERS FD,FD… [COMMAND…]`: serves on listening sockets and keeps a command running.

`serve` becomes this process, which imports neither Django nor the newsroom. It starts the processes that answer, and
restarts those that die. They and the command end when this process ends, however that happens.
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

from newsroom.serving.listener import BACKLOG
from newsroom.serving.supervisor import Supervisor

# Milliseconds for the head of a request, including the next request on a connection that is kept open.
HEAD: Final = 20_000
# Connections per process. Silent ones cost a few kilobytes each.
CONNECTIONS: Final = 4_096
# Seconds for requests in progress when the server stops.
GRACE: Final = 8
# Seconds: a process that ends sooner could not start, for example because of a wrong setting.
START: Final = 60


class Server(MPServer):
    """granian on sockets that were bound before, so that two servers never share a port.

    The parent holds them too, so that connections that nobody has accepted yet survive the death of a process.
    """

    def __init__(self, listeners: list[socket.socket], supervisor: Supervisor | None, **options: Any) -> None:
        super().__init__("newsroom.asgi:application", **options)
        self._listeners = listeners
        self._supervisor = supervisor

    def _init_shared_socket(self) -> None:
        """Nothing to do: the sockets exist already."""

    def _drop_shared_socket(self) -> None:
        for listener in self._listeners:
            listener.close()

    def _spawn_worker(  # type: ignore[override]
        self, idx: int, target: Any, callback_loader: Any
    ) -> WorkerProcess:
        # granian passes sockets on in this way on systems other than Linux.
        self._sso = self._listeners[idx % len(self._listeners)]
        self._shd = SocketHolder(self._sso.fileno(), False, BACKLOG)  # type: ignore[call-arg,assignment]
        worker: WorkerProcess = super()._spawn_worker(idx, target, callback_loader)
        return worker

    def _respawn_workers(self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """Restart a process that was killed, however often. A process that cannot start ends the server."""
        ended = [self.wrks[place] for place in workers]
        if any((one.inner.exitcode or 0) > 0 and time.monotonic() - one.birth < START for one in ended):
            self.shutdown(1)
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        # granian would give up if a process died twice within seconds.
        self.respawned_wrks.clear()

    def shutdown(self, exit_code: int = 0) -> None:
        if self._supervisor:
            self._supervisor.tell_to_stop()
        try:
            super().shutdown(exit_code)  # type: ignore[no-untyped-call]
        finally:
            if self._supervisor:
                self._supervisor.end()


def main(workers: int, descriptors: list[int], command: list[str]) -> None:
    logging.getLogger("_granian").setLevel(logging.WARNING)
    # A process with threads must not fork.
    multiprocessing.set_start_method("spawn")
    listeners = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    supervisor = Supervisor([*command, str(os.getpid())]) if command else None
    Server(
        listeners,
        supervisor,
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
