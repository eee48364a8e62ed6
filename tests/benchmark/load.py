"""Puts servers under load with wrk, and reads single answers."""

import os
import re
import subprocess
import urllib.request
from collections.abc import Mapping, Sequence
from email.message import Message
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, NamedTuple

FIREFOX: Final = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TURNS: Final = Path(__file__).parent / "turns.lua"
# Requests that reach both processes of a server, but for bad luck.
SETTLING: Final = 5
UNITS: Final = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


class Outcome(NamedTuple):
    """Requests per second, the median and 99th percentile in milliseconds, and the number of answers other than 2xx."""

    rate: float
    half: float
    slowest: float
    errors: int


def load(
    base: str, paths: Sequence[str], connections: int, seconds: int, *, post: bool = False, etag: str = ""
) -> Outcome:
    """Request `paths` in turn. `post` sends POSTs from ever new addresses, `etag` says that the client has the answer.

    Raises CalledProcessError if wrk fails.
    """
    return send(base, [f"{'POST' if post else 'GET'} {path}" for path in paths], connections, seconds, etag=etag)


def send(base: str, requests: Sequence[str], connections: int, seconds: int, *, etag: str = "") -> Outcome:
    """Send requests in turn, each a method and a path.

    Raises CalledProcessError if wrk fails.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    command += ["-H", f"User-Agent: {FIREFOX}", *(["-H", f"If-None-Match: {etag}"] if etag else [])]
    with NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("\n".join(requests) + "\n")
        file.flush()
        environment = os.environ | {"PATHS": file.name}
        command += ["-s", str(TURNS), base]
        return parse(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)


def parse(output: str) -> Outcome:
    """Read what wrk prints. Raises ValueError if that is something else."""
    errors = re.findall(r"Non-2xx or 3xx responses: (\d+)", output)
    errors += re.findall(r"(?:connect|read|write|timeout) (\d+)", output)
    return Outcome(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", output)[1]),
        half=_milliseconds(_found(r"50%\s+([\d.]+)([a-z]+)", output)),
        slowest=_milliseconds(_found(r"99%\s+([\d.]+)([a-z]+)", output)),
        errors=sum(int(number) for number in errors),
    )


def settle(base: str, path: str) -> None:
    """Read an address a few times: every process then has the answer, and has done what clients that left had asked."""
    for _ in range(SETTLING):
        read(base + path)


def read(url: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"User-Agent": FIREFOX})) as answer:
        content: bytes = answer.read()
        return content


def ask(url: str, headers: Mapping[str, str] | None = None) -> Message:
    """The headers of an answer."""
    request = urllib.request.Request(url, headers={"User-Agent": FIREFOX} | dict(headers or {}))
    with urllib.request.urlopen(request) as answer:
        found: Message = answer.headers
        return found


def _found(pattern: str, output: str) -> re.Match[str]:
    if not (found := re.search(pattern, output)):
        raise ValueError(f"wrk did not tell {pattern}:\n{output}")
    return found


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * UNITS[found[2]]
