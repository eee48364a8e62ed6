"""Supervises a command that runs next to the server: restarts it when it dies, and ends it with the server."""

import subprocess
from threading import Event, Thread
from typing import Final

# Seconds before a command that died is restarted.
REST: Final = 2.0
# Seconds for the command to end after SIGTERM.
GRACE: Final = 6.0
LOOK: Final = 0.5


class Supervisor:
    """A thread of the server's parent process that restarts a command whenever it dies, even by kill -9.

    The command's last argument is its parent's process id; it must end when the parent has ended.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = Event()
        self._child = self._start()
        Thread(target=self._supervise, name="supervisor", daemon=True).start()

    def tell_to_stop(self) -> None:
        self._stopping.set()
        self._child.terminate()

    def end(self) -> None:
        self.tell_to_stop()
        try:
            self._child.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL)  # noqa: S603 - the command from `serve`

    def _supervise(self) -> None:
        while not self._stopping.wait(LOOK):
            if self._child.poll() is not None and not self._stopping.wait(REST):
                self._child = self._start()
                if self._stopping.is_set():
                    self._child.terminate()
