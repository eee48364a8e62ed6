"""Binds the port for one server only."""

import errno
import socket
import sys
import time
from typing import Final

# Seconds for which processes of a killed server may still hold the port.
PATIENCE: Final = 5.0
BACKLOG: Final = 1024
# Milliseconds before a client that accepts no data, or has vanished, is given up.
SILENCE: Final = 20_000


class InUse(Exception):
    """Another program listens on the port."""


def claim(port: int) -> socket.socket:
    """Keep other newsrooms off the port while this one starts and does not listen yet: an abstract name (unix(7)).

    Held for as long as the socket is. Raises InUse. Only Linux has such names; elsewhere `take` listens at once.
    """
    held = socket.socket(socket.AF_UNIX)
    if sys.platform == "linux":
        try:
            held.bind(f"\0newsroom on port {port}")
        except OSError as error:
            held.close()
            raise InUse from error
    return held


def take(port: int, number: int) -> list[socket.socket]:
    """Bind all addresses of this machine, with one socket for each of `number` processes.

    The kernel distributes connections over the sockets (SO_REUSEPORT). The holder of all sockets keeps the connections
    of a dead process for its successor. On Linux a process listens once it can answer: until then a proxy is refused,
    and takes the next host. On systems that do not distribute connections, all processes share one socket. Raises
    InUse, after waiting a little, and OSError.
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
    if sys.platform != "linux":
        first.listen(BACKLOG)
        return [first]
    # Set only after binding: binding without it fails if another program listens, and from now on ours may share.
    first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return [first, *(_bound(port, socket.SO_REUSEPORT) for _ in range(number - 1))]


def _bound(port: int, *options: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # SO_REUSEADDR: connections that have just ended do not block the port.
        for option in (socket.SO_REUSEADDR, *options):
            listener.setsockopt(socket.SOL_SOCKET, option, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE)
        listener.bind(("0.0.0.0", port))  # noqa: S104
    except OSError:
        listener.close()
        raise
    return listener
