"""`python -m newsroom.keeper SERVER COMMAND…`: keeps a command running beside a server.

It starts the command again when it dies, and ends it when the server, which is its own parent, has ended in whatever
way. Without Django, so that it costs next to nothing: `serve` becomes the server and cannot look after anybody.
The command's last argument is this process's id, by which it knows when to end.
"""

import os
import signal
import subprocess
import sys
import time
from typing import Final

LOOK: Final = 0.5
# Seconds before a command that has died is started again.
REST: Final = 2.0
# Seconds for the command to end by itself.
GRACE: Final = 6.0


def keep(server: int, command: list[str]) -> None:
    """Return when `server` is not our parent any more, or when we are told to end."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopping.append(received))
    child = subprocess.Popen([*command, str(os.getpid())])
    while not stopping and os.getppid() == server:
        time.sleep(LOOK)
        if child.poll() is not None and not stopping:
            time.sleep(REST)
            child = subprocess.Popen([*command, str(os.getpid())])
    _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2:])
