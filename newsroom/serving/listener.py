"""The port, taken by one server alone."""

import errno
import socket
import sys
import time
from typing import Final

# Seconds that processes of a server that was killed may still hold it.
PATIENCE: Final = 5.0
BACKLOG: Final = 1024
# Milliseconds until a client is given up that takes nothing of an answer, or is not there any more.
SILENCE: Final = 20_000


class InUse(Exception):
    """Another program listens on the port."""


def take(port: int, number: int) -> list[socket.socket]:
    """Listen on all addresses of this machine, with a socket for each of so many processes.

    The kernel deals connections out to the sockets (SO_REUSEPORT), and whoever holds them all keeps those of a process
    that has died for the next one. Where it does not deal out, there is one socket for all.
    Raises InUse, after waiting a little, and OSError.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            first = _bound(port)
            break
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            if time.monotonic() > end:
                raise InUse from error
        time.sleep(0.2)
    listeners = [first]
    if sys.platform == "linux":
        # Only now, and so for ours alone: the port was bound without it, which fails where anybody listens.
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listeners += [_bound(port, socket.SO_REUSEPORT) for _ in range(number - 1)]
    for listener in listeners:
        listener.listen(BACKLOG)
    return listeners


def _bound(port: int, *options: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # SO_REUSEADDR: for connections that have just ended.
        for option in (socket.SO_REUSEADDR, *options):
            listener.setsockopt(socket.SOL_SOCKET, option, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE)
        listener.bind(("0.0.0.0", port))  # noqa: S104
    except OSError:
        listener.close()
        raise
    return listener
