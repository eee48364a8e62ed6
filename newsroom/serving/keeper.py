"""Keeps a command running beside the server: started again when it dies, ended with the server."""

import subprocess
from threading import Event, Thread
from typing import Final

# Seconds before a command that has died is started again.
REST: Final = 2.0
# Seconds for the command to end by itself.
GRACE: Final = 6.0
LOOK: Final = 0.5


class Keeper:
    """A thread of the server's first process: what is killed with -9 beside it comes back, and nobody keeps it but it.

    The command learns the process that keeps it by its last argument, and ends when that has ended.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = Event()
        self._child = self._start()
        Thread(target=self._keep, name="keeper", daemon=True).start()

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
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL)  # noqa: S603 - what `serve` gave

    def _keep(self) -> None:
        while not self._stopping.wait(LOOK):
            if self._child.poll() is not None and not self._stopping.wait(REST):
                self._child = self._start()
                if self._stopping.is_set():
                    self._child.terminate()
