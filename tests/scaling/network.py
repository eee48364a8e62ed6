"""Machines on one machine: a network namespace for each, joined by a bridge (ip-netns(8), veth(4)).

Needs root. Everything has this process's id in its name; what a killed run has left is removed by the next.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.chaos.outages.losses import Missing

PREFIX: Final = "nr"
# Seconds for a killed process to disappear.
GRACE: Final = 10.0


class Machine:
    """A namespace with an address. `inside` goes before a command that is to run there."""

    def __init__(self, name: str, address: str) -> None:
        self.name = name
        self.address = address
        self.inside = ["ip", "netns", "exec", name]


class Network:
    """A bridge, on which this process has the first address."""

    def __init__(self) -> None:
        self.bridge = f"{PREFIX}{os.getpid()}"
        # Of 10.0.0.0/8 as seldom used elsewhere as can be, and another for another run.
        self._net = f"10.199.{os.getpid() % 250 + 1}"
        self._machines = 0

    def machine(self, name: str) -> Machine:
        self._machines += 1
        number, own = self._machines, f"{self.bridge}-{name}"
        made = Machine(own, f"{self._net}.{number + 1}")
        here, there = f"{self.bridge}v{number}", "eth0"
        _ip("netns", "add", own)
        _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", own)
        _ip("link", "set", here, "master", self.bridge, "up")
        _ip("-n", own, "addr", "add", f"{made.address}/24", "dev", there)
        for device in (there, "lo"):
            _ip("-n", own, "link", "set", device, "up")
        return made

    def begin(self) -> None:
        _ip("link", "add", self.bridge, "type", "bridge")
        _ip("addr", "add", f"{self._net}.1/24", "dev", self.bridge)
        _ip("link", "set", self.bridge, "up")


@contextmanager
def network() -> Iterator[Network]:
    """Raises Missing where namespaces are not permitted."""
    if os.getuid() != 0 or not shutil.which("ip"):
        raise Missing("network namespaces need root and iproute2")
    for left in _left():
        remove(left)
    made = Network()
    try:
        try:
            made.begin()
            made.machine("probe")
        except subprocess.CalledProcessError as error:
            raise Missing(f"network namespaces are not permitted: {error.stderr.strip()}") from error
        yield made
    finally:
        remove(made.bridge)


def remove(bridge: str) -> None:
    """The namespaces of a run with everything that runs in them, and its bridge."""
    for name in _namespaces():
        if name.startswith(f"{bridge}-"):
            _end_all(name)
            _ip("netns", "del", name)
    if os.path.exists(f"/sys/class/net/{bridge}"):
        _ip("link", "del", bridge)


def _end_all(namespace: str) -> None:
    end = time.monotonic() + GRACE
    while (pids := _ip("netns", "pids", namespace).split()) and time.monotonic() < end:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.1)


def _left() -> set[str]:
    """The bridges of runs whose process is gone."""
    names = [*_namespaces(), *os.listdir("/sys/class/net")]
    pids = {int(found[1]) for name in names if (found := re.fullmatch(rf"{PREFIX}(\d+)(-\w+)?", name))}
    return {f"{PREFIX}{pid}" for pid in pids if not os.path.exists(f"/proc/{pid}")}


def _namespaces() -> list[str]:
    return [line.split()[0] for line in _ip("netns", "list").splitlines() if line]


def _ip(*arguments: str) -> str:
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True).stdout
